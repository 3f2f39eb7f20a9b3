from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roster", "0009_undertaking_once")]

    operations = [
        migrations.AddField("professional", "step_free", models.BooleanField(null=True)),
        migrations.AddField("professionalfile", "contact_changed_at", models.DateTimeField(null=True)),
    ]
