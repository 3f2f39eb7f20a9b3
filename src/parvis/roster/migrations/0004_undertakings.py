"""Where each undertaking stands, for the lists."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One row for a certification: what the law last answered, kept for the lists."""

    dependencies = [
        ("roster", "0003_signature_closed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                (
                    "certification",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="undertaking",
                        serialize=False,
                        to="roster.certification",
                    ),
                ),
                ("kind", models.CharField(default="undertaking", max_length=12)),
                ("began", models.DateField()),
                ("deadline", models.DateField()),
                ("ask_by", models.DateField(null=True)),
                ("status", models.CharField(max_length=12)),
                ("lines_missing", models.PositiveSmallIntegerField(default=0)),
                ("unsupervised", models.PositiveSmallIntegerField(default=0)),
                ("declared_on", models.DateField(null=True)),
                ("unmet_on", models.DateField(null=True)),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("computed_on", models.DateField()),
            ],
            options={
                "ordering": ["deadline", "pk"],
                "indexes": [
                    models.Index(fields=["status", "deadline", "certification"], name="undertaking_by_deadline")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("undertaking", "renewal"))),
                        name="undertaking_kind_known",
                        violation_error_message="An undertaking is that of section 1 or that of section 9.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("open", "met", "lapsed", "acknowledged", "ended"))),
                        name="undertaking_status_known",
                        violation_error_message="This state of an undertaking does not exist.",
                    ),
                ],
            },
        ),
    ]
