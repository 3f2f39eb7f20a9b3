"""A signature is closed when its session's payment is released."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One moment more on a signature."""

    dependencies = [("roster", "0002_bodies_and_guards")]
    operations = [migrations.AddField("signature", "closed_at", models.DateTimeField(null=True))]
