"""An undertaking whose end an earlier roster does not tell: not known, which is neither late nor acknowledged."""

from django.db import migrations, models

NAME = "undertaking_status_known"


class Migration(migrations.Migration):
    dependencies = [("roster", "0012_co_asked")]

    operations = [
        migrations.RemoveConstraint("undertaking", NAME),
        migrations.AddConstraint(
            "undertaking",
            models.CheckConstraint(
                condition=models.Q(status__in=("open", "met", "lapsed", "acknowledged", "ended", "unrecorded")),
                name=NAME,
                violation_error_message="This state of an undertaking does not exist.",
            ),
        ),
    ]
