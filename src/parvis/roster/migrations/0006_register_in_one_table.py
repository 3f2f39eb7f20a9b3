"""A professional carries what their last act left them certified for, written by the database from the periods."""

import django.contrib.postgres.fields
from django.db import migrations, models

#: A save of a professional never writes these two columns: only the periods, and the background of a certification, do.
WRITTEN = """
CREATE FUNCTION roster_in_force(people bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE roster_professional AS one SET in_force = COALESCE(now_held.codes, '{}'), standing_day = now_held.day
    FROM (
        SELECT person.id,
            (SELECT max(lower(days)) FROM roster_standingperiod WHERE professional_id = person.id) AS day,
            (SELECT array_agg(DISTINCT code ORDER BY code) FROM roster_standingperiod AS period
                JOIN roster_certification AS held ON held.id = period.certification_id,
                LATERAL unnest(ARRAY['*', held.kind, '*:' || held.background, held.kind || ':' || held.background]) AS code
                WHERE period.professional_id = person.id AND period.status = 'certified' AND upper_inf(period.days)) AS codes
        FROM unnest(people) AS person(id)
    ) AS now_held WHERE one.id = now_held.id;
$$;
CREATE FUNCTION roster_in_force_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM roster_in_force(array_agg(DISTINCT professional_id)) FROM added;
    RETURN NULL;
END $$;
CREATE FUNCTION roster_in_force_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM roster_in_force(array_agg(DISTINCT professional_id)) FROM removed;
    RETURN NULL;
END $$;
CREATE FUNCTION roster_in_force_background() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM roster_in_force(ARRAY[NEW.professional_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER standing_period_added AFTER INSERT ON roster_standingperiod
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roster_in_force_added();
CREATE TRIGGER standing_period_changed AFTER UPDATE ON roster_standingperiod
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION roster_in_force_added();
CREATE TRIGGER standing_period_removed AFTER DELETE ON roster_standingperiod
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION roster_in_force_removed();
CREATE TRIGGER certification_background AFTER UPDATE ON roster_certification
    FOR EACH ROW WHEN (OLD.background IS DISTINCT FROM NEW.background) EXECUTE FUNCTION roster_in_force_background();
SELECT roster_in_force(array_agg(DISTINCT professional_id)) FROM roster_standingperiod;
"""
UNDO = """
DROP FUNCTION roster_in_force_added() CASCADE;
DROP FUNCTION roster_in_force_removed() CASCADE;
DROP FUNCTION roster_in_force_background() CASCADE;
DROP FUNCTION roster_in_force(bigint[]);
"""


class Migration(migrations.Migration):
    """Two columns, and what keeps them in step."""

    dependencies = [("roster", "0005_register_search")]
    operations = [
        migrations.AddField(
            "professional",
            "in_force",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, db_default=[], editable=False, size=None
            ),
        ),
        migrations.AddField("professional", "standing_day", models.DateField(null=True, editable=False)),
        migrations.RemoveIndex("standingperiod", "standing_register"),
        migrations.AddIndex(
            "standingperiod",
            models.Index(
                fields=["professional", "kind"],
                include=["days", "certification"],
                condition=models.Q(status="certified"),
                name="standing_register",
            ),
        ),
        migrations.RunSQL(WRITTEN, UNDO),
    ]
