from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("roster", "0007_application_completed")]

    operations = [
        migrations.AddField("groupsession", "language", models.CharField(max_length=8, default="fr")),
        migrations.AddField(
            "groupsession", "place", models.CharField(max_length=200, blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "groupsession", "enrol", models.CharField(max_length=200, blank=True, default=""), preserve_default=False
        ),
        migrations.AddConstraint(
            "groupsession",
            models.CheckConstraint(
                condition=Q(language__in=("fr", "en")),
                name="group_session_language_known",
                violation_error_message="A group session is held in French or in English.",
            ),
        ),
    ]
