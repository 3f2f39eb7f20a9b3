"""What is once in each undertaking, a session of each who is supervised, an attestation on paper; requests whose act was corrected."""

from django.db import migrations, models
from django.db.models import Q

#: The undertaking that a request would extend: the one under way where it was asked since, else that of the last certification
#: before it. Of older rows nothing better is known; the law is asked from the day of the request, never from this.
BEGAN = """
UPDATE roster_extensionrequest AS r SET began = COALESCE(
    (SELECT u.began FROM roster_undertaking u WHERE u.certification_id = r.certification_id AND u.began <= r.requested),
    (SELECT max(a.day) FROM roster_standingact a
        WHERE a.certification_id = r.certification_id AND a.kind = 'certified' AND a.day <= r.requested
        AND NOT EXISTS (SELECT 1 FROM roster_standingact c WHERE c.corrects_id = a.id)),
    r.requested)
"""
#: A request granted by an act that was corrected since waits again for a decision, as one corrected from now on does.
REOPEN = """
UPDATE roster_extensionrequest AS r
SET state = 'asked', reason = '', decision = NULL, decided_by = '', decided_at = NULL, facts = r.facts - 'accepted'
WHERE r.state = 'granted' AND EXISTS (
    SELECT 1 FROM roster_standingact a JOIN roster_standingact c ON c.corrects_id = a.id
    WHERE a.key = 'extension:' || r.id)
"""


class Migration(migrations.Migration):
    dependencies = [("roster", "0008_announced_sessions")]

    operations = [
        migrations.AddField("extensionrequest", "began", models.DateField(null=True)),
        migrations.RunSQL(BEGAN, migrations.RunSQL.noop),
        migrations.RunSQL(REOPEN, migrations.RunSQL.noop),
        migrations.AlterField("extensionrequest", "began", models.DateField()),
        migrations.RemoveConstraint("extensionrequest", "extension_one_year_once"),
        migrations.AddConstraint(
            "extensionrequest",
            models.UniqueConstraint(
                fields=["certification", "began"],
                condition=Q(ground="one_year", state__in=("asked", "granted")),
                name="extension_one_year_once",
                violation_error_message="The year is asked for once.",
            ),
        ),
        migrations.RemoveConstraint("supervisionsession", "supervision_once_a_day"),
        migrations.AddConstraint(
            "supervisionsession",
            models.UniqueConstraint(
                fields=["mandate", "supervisor", "learner", "day"],
                condition=Q(state__in=("recorded", "confirmed")),
                name="supervision_once_a_day",
                violation_error_message="This supervision session is already recorded for that day.",
            ),
        ),
        migrations.AddField("supervisionsession", "document", models.UUIDField(null=True)),
        migrations.AddField(
            "supervisionsession", "answered_by", models.CharField(max_length=60, blank=True, default="")
        ),
    ]
