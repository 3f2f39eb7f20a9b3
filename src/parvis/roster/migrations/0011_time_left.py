import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("roster", "0010_contact_changed")]

    operations = [
        migrations.AddField("supervisionsession", "reminded_on", models.DateField(null=True)),
        migrations.CreateModel(
            name="TimeLeft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("returned_on", models.DateField()),
                ("last_day", models.DateField()),
                ("reason", models.CharField(max_length=1000)),
                ("decided_by", models.CharField(max_length=60)),
                ("decided_at", models.DateTimeField()),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="time_left", to="roster.certification"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(last_day__gte=F("returned_on")) & ~Q(reason=""),
                        name="time_left_decided",
                        violation_error_message="The time left ends on the day of the return or later, for a reason.",
                    )
                ],
            },
        ),
    ]
