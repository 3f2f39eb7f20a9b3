"""The day on which a payment is made and who says so; what a mediator was told of a claim. What is there is told already."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

#: The answers that were read before kept no day: the day that the order asked for.
PAID = """
UPDATE payments_payment p SET paid_on = b.execution_day, day_from = 'asked'
FROM payments_paymentbatch b WHERE b.id = p.batch_id AND p.state = 'paid';
SET CONSTRAINTS ALL IMMEDIATE;
"""
TOLD = """
INSERT INTO payments_claimtold (claim_id, version, state, blocked, payment, at)
SELECT c.id, c.version, c.state, c.blocked, '', c.sent_at FROM payments_feeclaim c;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """The day of a payment, its source; what was told."""

    dependencies = [("payments", "0006_batch_taken")]
    operations = [
        migrations.AddField("payment", "paid_on", models.DateField(null=True)),
        migrations.AddField("payment", "day_from", models.CharField(max_length=6, blank=True, default=""), False),
        migrations.AddField("payment", "said_by", models.CharField(max_length=60, blank=True, default=""), False),
        migrations.AddField("payment", "said_reason", models.CharField(max_length=1000, blank=True, default=""), False),
        migrations.AddField(
            "payment", "said_reference", models.CharField(max_length=60, blank=True, default=""), False
        ),
        migrations.RunSQL(PAID, migrations.RunSQL.noop),
        migrations.AddIndex("payment", models.Index(fields=["payee", "paid_on"], name="payment_of_payee")),
        migrations.AddConstraint(
            "payment",
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False, day_from__in=("bank", "asked", "person")),
                name="payment_paid_one_day",
                violation_error_message="A payment that is made has its day, and where it comes from.",
            ),
        ),
        migrations.CreateModel(
            "ClaimTold",
            [
                (
                    "claim",
                    models.OneToOneField(
                        "payments.feeclaim",
                        django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="told",
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=10)),
                (
                    "blocked",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), default=list),
                ),
                ("payment", models.CharField(max_length=35, blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
    ]
