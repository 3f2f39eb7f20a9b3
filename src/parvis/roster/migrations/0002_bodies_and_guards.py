"""The orders that certify; acts that nobody rewrites; no act that calls for a notice without its notice."""

from typing import Any

from django.db import migrations

#: slug (the directory's, where the directory has the order), what the law calls it, its name. English texts keep the French.
ORDERS = (
    ("barreau-du-quebec", "barreau", "Barreau du Québec"),
    ("chambre-des-notaires", "notaires", "Chambre des notaires du Québec"),
    ("ordre-conseillers-orientation", "orientation", "Ordre des conseillers et conseillères d’orientation du Québec"),
    ("ordre-psychologues", "psychologues", "Ordre des psychologues du Québec"),
    (
        "ordre-travailleurs-sociaux",
        "travailleurs_sociaux",
        "Ordre des travailleurs sociaux et des thérapeutes conjugaux et familiaux du Québec",
    ),
    ("ordre-psychoeducateurs", "psychoeducateurs", "Ordre des psychoéducateurs et psychoéducatrices du Québec"),
    ("ordre-cpa", "cpa", "Ordre des comptables professionnels agréés du Québec"),
)

GUARDS = """
CREATE FUNCTION roster_act_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an act is never rewritten: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER standing_act_append_only BEFORE UPDATE OR DELETE ON roster_standingact
    FOR EACH ROW EXECUTE FUNCTION roster_act_refuse();

CREATE FUNCTION roster_act_has_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.needs_notice <> '' AND NOT EXISTS (
        SELECT 1 FROM roster_ministernotice WHERE act_id = NEW.id AND kind = NEW.needs_notice
    ) THEN
        RAISE EXCEPTION 'act % calls for a notice to the Minister that does not exist', NEW.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'standing_act_has_its_notice';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER standing_act_has_its_notice AFTER INSERT ON roster_standingact
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION roster_act_has_notice();
"""
UNDO = "DROP FUNCTION roster_act_refuse() CASCADE; DROP FUNCTION roster_act_has_notice() CASCADE;"


def add_orders(apps: Any, _schema_editor: Any) -> None:
    """Write down the orders that the law names."""
    body = apps.get_model("roster", "CertifyingBody")
    for slug, certifier, name in ORDERS:
        body.objects.get_or_create(slug=slug, defaults={"certifier": certifier, "name_fr": name, "name_en": name})


class Migration(migrations.Migration):
    """The orders, and what the database holds of the acts."""

    dependencies = [("roster", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARDS, UNDO),
        migrations.RunPython(add_orders, migrations.RunPython.noop),
    ]
