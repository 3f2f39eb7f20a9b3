"""What an account did, newest first: found by an index however long the journal has become."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index, nothing else."""

    dependencies = [("journal", "0002_index_by_kind")]

    operations = [
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["by", "-id"], name="journal_by")),
    ]
