"""Who is asked to mediate with somebody: a co-mediator of before this stays, nobody else becomes one without accepting."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roster", "0011_time_left")]

    operations = [
        migrations.AddField(
            "mandate",
            "co_asked",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="co_mandates_asked",
                to="roster.certification",
            ),
        ),
    ]
