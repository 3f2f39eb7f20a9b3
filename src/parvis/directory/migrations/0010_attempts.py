import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A keeper called and nobody answered: when, how, when to try again."""

    dependencies = [
        ("directory", "0009_withdrawals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("again_on", models.DateField()),
                ("by", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="directory.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ("called", "written", "visited"))),
                        name="attempt_way_known",
                        violation_error_message="An attempt is a call, a letter or a visit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("again_on__gt", models.F("on"))),
                        name="attempt_again_later",
                        violation_error_message="One tries again after the day on which one tried.",
                    ),
                ],
            },
        ),
    ]
