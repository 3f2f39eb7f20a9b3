"""Recorded decisions: written once, never changed (a trigger holds it), deleted on their day."""

from typing import ClassVar

from django.db import migrations, models

WRITTEN_ONCE = """
CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a recorded decision is never changed: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER decisions_written_once BEFORE UPDATE ON decisions_decisionrecord
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse();
"""
UNDO = "DROP FUNCTION decisions_refuse() CASCADE;"


class Migration(migrations.Migration):
    """The table of the recorded decisions."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("question", models.CharField(max_length=80)),
                ("asked_on", models.DateField()),
                ("facts", models.JSONField()),
                ("readings", models.JSONField(default=dict)),
                ("outcome", models.JSONField()),
                ("findings", models.JSONField()),
                ("for_a_person", models.JSONField()),
                ("leaned_on", models.JSONField()),
                ("parameters", models.JSONField()),
                ("rules", models.JSONField()),
                ("words", models.JSONField()),
                ("law", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("keep_until", models.DateField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["question", "recorded_at"], name="decision_question_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="decision_actor_said",
                        violation_error_message="A recorded decision says who recorded it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("law__regex", "^[0-9a-f]{64}$")),
                        name="decision_law_said",
                        violation_error_message="A recorded decision says on which law it was taken.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WRITTEN_ONCE, UNDO),
    ]
