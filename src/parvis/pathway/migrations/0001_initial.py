"""Kept plans: sealed answers under the digest of an unguessable address."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of the pathway."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="KeptPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("created_on", models.DateField()),
                ("expires_on", models.DateField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_on__gt", models.F("created_on"))),
                        name="kept_plan_expires_later",
                        violation_error_message="A kept plan expires after the day it was made.",
                    )
                ],
            },
        ),
    ]
