"""Recovery codes are hashed slowly from now on, with a salt; those that exist go on working until they are made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column, empty for the codes that exist."""

    dependencies = [("people", "0003_provider_identity")]

    operations = [
        migrations.AddField(
            model_name="recoverycode", name="salt", field=models.CharField(blank=True, default="", max_length=32)
        ),
    ]
