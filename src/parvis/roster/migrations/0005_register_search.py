"""The periods carry whom and what they are about, so that the register is searched in one table; the database writes it."""

import django.db.models.deletion
from django.db import migrations, models

FILLED = """
CREATE FUNCTION roster_period_about() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT professional_id, kind INTO NEW.professional_id, NEW.kind FROM roster_certification WHERE id = NEW.certification_id;
    RETURN NEW;
END $$;
CREATE TRIGGER standing_period_about BEFORE INSERT OR UPDATE ON roster_standingperiod
    FOR EACH ROW EXECUTE FUNCTION roster_period_about();
UPDATE roster_standingperiod SET status = status;
"""
UNDO = "DROP FUNCTION roster_period_about() CASCADE;"


class Migration(migrations.Migration):
    """Two columns, filled by the database, and their index."""

    dependencies = [("roster", "0004_undertakings")]
    operations = [
        migrations.AddField(
            "standingperiod",
            "kind",
            models.CharField(max_length=30, editable=False, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "standingperiod",
            "professional",
            models.ForeignKey(
                null=True,
                editable=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="periods",
                to="roster.professional",
            ),
        ),
        migrations.RunSQL(FILLED, UNDO),
        migrations.AddIndex(
            "standingperiod",
            models.Index(
                fields=["kind", "professional"],
                include=["days", "certification"],
                condition=models.Q(status="certified"),
                name="standing_register",
            ),
        ),
    ]
