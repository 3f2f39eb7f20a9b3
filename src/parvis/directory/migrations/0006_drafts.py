import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drafts of records, and whether the two languages of each text agree."""

    dependencies = [
        ("directory", "0005_intakes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("record", models.CharField(max_length=20)),
                ("is_new", models.BooleanField(default=False)),
                ("holder", models.CharField(max_length=60)),
                ("against", models.CharField(blank=True, max_length=64)),
                ("content", models.JSONField()),
                ("unread", models.JSONField(default=dict)),
                ("agreed", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["holder", "kind", "record"], name="draft_one_a_record_and_holder"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("organization", "service", "statistic"))),
                        name="draft_kind_known",
                        violation_error_message="A draft is of an organization, a service or a statistic.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", ""), _negated=True), models.Q(("record", ""), _negated=True)
                        ),
                        name="draft_held_by_somebody",
                        violation_error_message="A draft is held by somebody, and is of a record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("against", ""), ("is_new", True)),
                            models.Q(("is_new", False), models.Q(("against", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="draft_against_a_version",
                        violation_error_message="A draft starts from a version, unless the record is new.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("saved_at__gte", models.F("started_at"))),
                        name="draft_saved_after_it_started",
                        violation_error_message="A draft is saved once it is started.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concordance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("record", models.CharField(max_length=20)),
                ("path", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("behind", models.CharField(blank=True, max_length=2)),
                ("dated", models.DateField(null=True)),
                ("by", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concordances",
                        to="directory.version",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "record", "digest", "-id"], name="concordance_of_a_text")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("organization", "service", "statistic"))),
                        name="concordance_kind_known",
                        violation_error_message="A text is of an organization, a service or a statistic.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("behind", ""), ("dated", None)),
                            models.Q(("behind__in", ("fr", "en")), ("dated__isnull", False)),
                            _connector="OR",
                        ),
                        name="concordance_behind_since",
                        violation_error_message="A text that is behind says since when.",
                    ),
                ],
            },
        ),
    ]
