"""The sums of a batch, compared one by one: a row of two columns cannot be compared with a subquery of two."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION payments_batch_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payments_paymentbatch b WHERE b.id = NEW.id AND (
            b.total_cents <> COALESCE((SELECT sum(p.amount_cents) FROM payments_payment p WHERE p.batch_id = b.id), 0)
            OR b.count <> (SELECT count(*) FROM payments_payment p WHERE p.batch_id = b.id))
    ) THEN
        RAISE EXCEPTION 'the payments of batch % do not add up', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'batch_adds_up';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """What the database holds of a batch."""

    dependencies = [("payments", "0004_payment_sealed")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
