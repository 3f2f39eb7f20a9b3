from django.db import migrations, models


class Migration(migrations.Migration):
    """What the watchers found, what they last saw, how their last round went."""

    dependencies = [
        ("directory", "0007_proposal_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=500, unique=True)),
                ("looked_at", models.DateTimeField()),
                ("next_on", models.DateField()),
                ("etag", models.CharField(blank=True, max_length=300)),
                ("modified", models.CharField(blank=True, max_length=100)),
                ("answers", models.JSONField(default=list)),
                ("signs", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("watcher", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("record", models.CharField(max_length=120)),
                ("path", models.CharField(blank=True, max_length=120)),
                ("code", models.CharField(max_length=40)),
                ("evidence", models.JSONField(default=dict)),
                ("first_seen", models.DateField()),
                ("last_seen", models.DateField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=10)),
                ("state_at", models.DateTimeField()),
                ("state_by", models.CharField(max_length=60)),
                ("aside_until", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "first_seen"], name="finding_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("watcher", "kind", "record", "path", "code"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("watcher__in", ("links", "schedules", "rules", "prices", "contradictions"))
                        ),
                        name="finding_watcher_known",
                        violation_error_message="This watcher does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("organization", "service", "statistic", "parameter", "norm", "place"))
                        ),
                        name="finding_about_known",
                        violation_error_message="A finding is about a record, a value of the law or a source.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aside_until__isnull", False),
                                ("state", "aside"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(("aside_until", None), ("reason", ""), ("state__in", ("open", "settled"))),
                            _connector="OR",
                        ),
                        name="finding_aside_with_reason",
                        violation_error_message="What is set aside has a last day and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_seen__lte", models.F("last_seen"))),
                        name="finding_seen_in_order",
                        violation_error_message="A finding is last seen after it was first seen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state_by", ""), _negated=True),
                        name="finding_state_signed",
                        violation_error_message="Somebody, or the watcher itself, gave this state.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("watcher", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=20)),
                ("looked", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("watcher__in", ("links", "schedules", "rules", "prices", "contradictions"))
                        ),
                        name="round_watcher_known",
                        violation_error_message="This watcher does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ("done", "off", "no_network", "unfinished"))),
                        name="round_outcome_known",
                        violation_error_message="A round ended in a way that is not known.",
                    ),
                ],
            },
        ),
    ]
