"""How many acts of a kind on a day: counted before a plan is kept, so found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index, nothing else."""

    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["kind", "at"], name="journal_kind_at")),
    ]
