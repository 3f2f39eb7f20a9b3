"""When the file of a batch was first downloaded: from then on the bank may have it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first download of a batch's file."""

    dependencies = [("payments", "0005_batch_sums")]
    operations = [migrations.AddField("paymentbatch", "taken_at", models.DateTimeField(null=True))]
