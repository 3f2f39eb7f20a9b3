"""Sums that always agree: the lines of a claim, the claims of a payment, the payments of a batch. Held when a transaction ends."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION payments_claim_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_feeclaim' THEN which := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN which := OLD.claim_id;
    ELSE which := NEW.claim_id; END IF;
    IF EXISTS (
        SELECT 1 FROM payments_feeclaim c WHERE c.id = which AND c.service_cents <> COALESCE(
            (SELECT sum(l.amount_cents) FROM payments_feeline l WHERE l.claim_id = c.id AND l.payer = 'service'), 0)
    ) THEN
        RAISE EXCEPTION 'the lines of claim % do not add up', which
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_adds_up';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_adds_up AFTER INSERT OR UPDATE OF service_cents ON payments_feeclaim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_claim_adds_up();
CREATE CONSTRAINT TRIGGER line_adds_up AFTER INSERT OR DELETE OR UPDATE OF amount_cents, claim_id, payer ON payments_feeline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_claim_adds_up();

CREATE FUNCTION payments_payment_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_payment' THEN which := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN which := OLD.payment_id;
    ELSE which := NEW.payment_id; END IF;
    IF EXISTS (
        SELECT 1 FROM payments_payment p WHERE p.id = which AND (p.amount_cents <> COALESCE(
            (SELECT sum(i.amount_cents) FROM payments_paymentitem i WHERE i.payment_id = p.id), 0)
            OR EXISTS (SELECT 1 FROM payments_paymentitem i JOIN payments_feeclaim c ON c.id = i.claim_id
                WHERE i.payment_id = p.id AND (i.amount_cents <> c.service_cents OR c.payee_id <> p.payee_id)))
    ) THEN
        RAISE EXCEPTION 'the claims of payment % do not add up', which
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'payment_adds_up';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR UPDATE OF amount_cents ON payments_payment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_payment_adds_up();
CREATE CONSTRAINT TRIGGER item_adds_up AFTER INSERT OR DELETE OR UPDATE OF amount_cents ON payments_paymentitem
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_payment_adds_up();

CREATE FUNCTION payments_batch_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payments_paymentbatch b WHERE b.id = NEW.id AND (b.total_cents, b.count) IS DISTINCT FROM
            (SELECT COALESCE(sum(p.amount_cents), 0), count(*) FROM payments_payment p WHERE p.batch_id = b.id)
    ) THEN
        RAISE EXCEPTION 'the payments of batch % do not add up', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'batch_adds_up';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER batch_adds_up AFTER INSERT OR UPDATE ON payments_paymentbatch
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_batch_adds_up();

CREATE FUNCTION payments_claim_in_one_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint;
BEGIN
    IF TG_TABLE_NAME = 'payments_feeclaim' THEN which := NEW.id; ELSE which := NEW.claim_id; END IF;
    IF EXISTS (
        SELECT 1 FROM payments_feeclaim c WHERE c.id = which AND (c.state IN ('batched', 'paid')) IS DISTINCT FROM
            EXISTS (SELECT 1 FROM payments_paymentitem i WHERE i.claim_id = c.id AND i.live)
    ) THEN
        RAISE EXCEPTION 'claim % is in a payment exactly when it is batched or paid', which
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_in_one_payment';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_in_one_payment AFTER INSERT OR UPDATE OF state ON payments_feeclaim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_claim_in_one_payment();
CREATE CONSTRAINT TRIGGER item_in_one_payment AFTER INSERT OR UPDATE OF live ON payments_paymentitem
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_claim_in_one_payment();
"""
UNDO = """
DROP FUNCTION payments_claim_adds_up() CASCADE; DROP FUNCTION payments_payment_adds_up() CASCADE;
DROP FUNCTION payments_batch_adds_up() CASCADE; DROP FUNCTION payments_claim_in_one_payment() CASCADE;
"""


class Migration(migrations.Migration):
    """What the database holds of the sums."""

    dependencies = [("payments", "0002_keys")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
