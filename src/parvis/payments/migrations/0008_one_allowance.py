"""One allowance for a couple's request, and for a court file, over all their mandates: no more is approved than an officer saw."""

from django.db import migrations, models

#: Found at every small claim: the mandates of a court file, however its number was typed (roster/court_files.py).
INDEX = """
CREATE INDEX mandate_of_court_file ON roster_mandate
    (upper(regexp_replace(court_file, '[^0-9A-Za-z]+', '', 'g'))) WHERE kind = 'small_claims';
"""
GUARD = """
CREATE FUNCTION payments_one_allowance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own roster_mandate;
    which bigint[];
    total bigint;
    most bigint;
BEGIN
    SELECT * INTO own FROM roster_mandate WHERE id = NEW.mandate_id;
    IF own.couple_id IS NOT NULL THEN
        which := ARRAY(SELECT id FROM roster_mandate WHERE couple_id = own.couple_id AND request = own.request);
    ELSIF own.kind = 'small_claims' THEN
        which := ARRAY(SELECT id FROM roster_mandate WHERE kind = 'small_claims'
            AND upper(regexp_replace(court_file, '[^0-9A-Za-z]+', '', 'g'))
                = upper(regexp_replace(own.court_file, '[^0-9A-Za-z]+', '', 'g')));
    END IF;
    IF COALESCE(array_length(which, 1), 1) < 2 THEN
        RETURN NULL;
    END IF;
    -- Two transactions that approve for the same couple: the second counts what the first approved.
    PERFORM pg_advisory_xact_lock(hashtext('parvis allowance'), (SELECT min(one) FROM unnest(which) AS one)::int);
    SELECT sum(LEAST(l.used, (
            SELECT COALESCE(sum(f.units), 0) FROM payments_feeline f JOIN payments_feeclaim c ON c.id = f.claim_id
            WHERE c.mandate_id = l.mandate_id AND f.live AND f.payer = 'service' AND c.state IN ('approved', 'batched', 'paid')
        ))), max(l.cap)
        INTO total, most
        FROM payments_ledger l
        WHERE l.mandate_id = ANY (which)
            AND l.unit = (SELECT unit FROM payments_ledger WHERE mandate_id = NEW.mandate_id);
    SELECT GREATEST(most, max(c.units_seen)) INTO most FROM payments_feeclaim c
        WHERE c.mandate_id = ANY (which) AND c.state IN ('sent', 'held', 'approved', 'batched', 'paid');
    IF total > most THEN
        RAISE EXCEPTION 'claim % goes over what the Service pays for once: % of %', NEW.number, total, most
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_one_allowance';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_one_allowance AFTER UPDATE OF state ON payments_feeclaim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.mandate_id IS NOT NULL AND NEW.state IN ('approved', 'batched', 'paid')
        AND OLD.state NOT IN ('approved', 'batched', 'paid'))
    EXECUTE FUNCTION payments_one_allowance();
CREATE CONSTRAINT TRIGGER claim_made_one_allowance AFTER INSERT ON payments_feeclaim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.mandate_id IS NOT NULL AND NEW.state IN ('approved', 'batched', 'paid'))
    EXECUTE FUNCTION payments_one_allowance();
"""


class Migration(migrations.Migration):
    """What an officer accepted beyond one allowance; what the database holds of it."""

    dependencies = [("payments", "0007_told_and_paid"), ("roster", "0007_application_completed")]
    operations = [
        migrations.AddField("feeclaim", "units_seen", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(INDEX, "DROP INDEX mandate_of_court_file;"),
        migrations.RunSQL(GUARD, "DROP FUNCTION payments_one_allowance() CASCADE;"),
    ]
