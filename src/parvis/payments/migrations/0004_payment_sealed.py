"""A payment keeps, sealed, to whom and where it was released."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The payee's name and account as they were when the batch was released."""

    dependencies = [("payments", "0003_sums")]
    operations = [migrations.AddField("payment", "sealed", models.BinaryField(default=b""))]
