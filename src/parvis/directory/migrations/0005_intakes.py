import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files that keepers bring to the desk, and the dry run of each, line by line."""

    dependencies = [
        ("directory", "0004_renewals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("form", models.CharField(blank=True, max_length=20)),
                ("lang", models.CharField(max_length=2)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField(null=True)),
                ("state", models.CharField(max_length=20)),
                ("moved_at", models.DateTimeField()),
                ("fault", models.JSONField(null=True)),
                ("notes", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("whole", models.BooleanField(default=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("again", models.PositiveSmallIntegerField(default=0)),
                ("done", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField()),
                ("forget_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "waiting",
                                    "reading",
                                    "comparing",
                                    "listing",
                                    "ready",
                                    "unreadable",
                                    "applying",
                                    "applied",
                                ),
                            )
                        ),
                        name="intake_state_known",
                        violation_error_message="A file is in one of the known states.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True), ("content", None), _connector="OR"
                        ),
                        name="intake_file_forgotten_once_applied",
                        violation_error_message="A file that was taken in is no longer kept.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forget_at__gt", models.F("received_at")),
                            (
                                "forget_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("received_at"), "+", models.Value(datetime.timedelta(days=1))
                                ),
                            ),
                        ),
                        name="intake_kept_a_day",
                        violation_error_message="A file is kept a day at most.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "applied"), _negated=True),
                        fields=("by",),
                        name="intake_one_at_a_time",
                        violation_error_message="A person has one file at a time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("sheet", models.CharField(blank=True, max_length=120)),
                ("outcome", models.CharField(max_length=20)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("record", models.CharField(blank=True, max_length=200)),
                ("name", models.TextField(blank=True)),
                ("changes", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("content", models.JSONField(null=True)),
                ("doubtful", models.BooleanField(default=False)),
                ("not_understood", models.BooleanField(default=False)),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="directory.intake"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["intake", "outcome", "position"], name="intake_line_by_outcome")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("new", "changed", "proposed", "refused", "same", "noted"))),
                        name="intake_line_outcome_known",
                        violation_error_message="A line of a dry run comes to one of the known outcomes.",
                    ),
                    models.UniqueConstraint(fields=("intake", "position"), name="intake_line_in_order"),
                ],
            },
        ),
    ]
