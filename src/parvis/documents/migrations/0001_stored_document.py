"""The documents that people send: what is known of each; what it is never changes."""

import uuid
from typing import ClassVar

from django.db import migrations, models

NEVER_CHANGES = """
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ROW(NEW.id, NEW.subject_kind, NEW.subject, NEW.purpose, NEW.media_type, NEW.size, NEW.sha256, NEW.pages,
           NEW.added_at, NEW.added_by)
       IS DISTINCT FROM
       ROW(OLD.id, OLD.subject_kind, OLD.subject, OLD.purpose, OLD.media_type, OLD.size, OLD.sha256, OLD.pages,
           OLD.added_at, OLD.added_by)
       OR (OLD.removed_at IS NOT NULL
           AND (NEW.removed_at IS DISTINCT FROM OLD.removed_at OR NEW.removed_by <> OLD.removed_by)) THEN
        RAISE EXCEPTION 'a stored document never changes: it is removed, and another one is added'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_never_change BEFORE UPDATE ON documents_storeddocument
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
"""
UNDO = "DROP FUNCTION documents_refuse() CASCADE;"


class Migration(migrations.Migration):
    """The table of the documents."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="StoredDocument",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("purpose", models.CharField(max_length=40)),
                ("media_type", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField(null=True)),
                ("scan", models.CharField(default="not_scanned", max_length=12)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject"], name="document_subject"),
                    models.Index(
                        condition=models.Q(("removed_at", None), ("scan", "not_scanned")),
                        fields=["added_at"],
                        name="document_unscanned",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("subject_kind", "subject", "purpose", "sha256"),
                        name="document_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", ("application/pdf", "image/jpeg", "image/png"))),
                        name="document_media_type",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="document_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="document_digest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("media_type", "application/pdf"), ("pages__gt", 0), ("pages__isnull", False)),
                            models.Q(models.Q(("media_type", "application/pdf"), _negated=True), ("pages", None)),
                            _connector="OR",
                        ),
                        name="document_pages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "not_scanned"), ("scanned_at", None)),
                            models.Q(("scan__in", ("clean", "infected")), ("scanned_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_scan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "infected"), _negated=True),
                            ("removed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="document_infected_is_removed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("added_by", ""), _negated=True),
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("subject_kind", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                        ),
                        name="document_said",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", "")),
                            models.Q(("removed_at__isnull", False), models.Q(("removed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="document_removed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NEVER_CHANGES, UNDO),
    ]
