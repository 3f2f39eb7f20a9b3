"""When it was recorded that the bank executes nothing of a batch whose file had left: a fact of its own, no longer words."""

from django.db import migrations, models
from django.db.models import Q

#: What the reason began with until now, in the language of who ticked it; payments are cancelled at the moment of their batch.
KEPT = """
UPDATE payments_paymentbatch b SET
    reason = substr(b.reason, length(said.begins) + 1),
    nothing_executed_at = COALESCE(
        (SELECT max(p.settled_at) FROM payments_payment p WHERE p.batch_id = b.id AND p.state = 'cancelled'), b.taken_at)
FROM (VALUES
    ('La banque confirme que rien ne sera exécuté : '), ('The bank confirms that nothing will be executed: ')
) AS said (begins)
WHERE b.state = 'cancelled' AND b.taken_at IS NOT NULL AND starts_with(b.reason, said.begins);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """What the bank confirmed of a batch that is cancelled."""

    dependencies = [("payments", "0008_one_allowance")]
    operations = [
        migrations.AddField("paymentbatch", "nothing_executed_at", models.DateTimeField(null=True)),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "paymentbatch",
            models.CheckConstraint(
                condition=Q(nothing_executed_at__isnull=True) | Q(state="cancelled", taken_at__isnull=False),
                name="batch_nothing_executed_cancelled",
                violation_error_message="Only a batch that is cancelled after its file was taken has nothing executed.",
            ),
        ),
    ]
