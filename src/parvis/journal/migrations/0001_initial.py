"""The journal's table, and the triggers that keep it append-only."""

from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_never_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""
UNDO = "DROP FUNCTION journal_refuse() CASCADE;"


class Migration(migrations.Migration):
    """Make the journal."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("norm", models.CharField(blank=True, max_length=60)),
                ("codes", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["subject_kind", "subject"], name="journal_subject")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind", ""), _negated=True), name="journal_kind_said"),
                    models.CheckConstraint(condition=models.Q(("by", ""), _negated=True), name="journal_actor_said"),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, UNDO),
    ]
