import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The steps of asking again for facts that nobody confirmed."""

    dependencies = [
        ("directory", "0003_readers_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateField()),
                ("step", models.CharField(max_length=20)),
                ("reached_on", models.DateField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renewals", to="directory.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ("letter", "reminder", "unconfirmed"))),
                        name="renewal_step_known",
                        violation_error_message="This step does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reached_on__gte", models.F("due"))),
                        name="renewal_once_due",
                        violation_error_message="A step is reached once the facts are due.",
                    ),
                    models.UniqueConstraint(fields=("service", "due", "step"), name="renewal_each_step_once"),
                ],
            },
        ),
    ]
