import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Links by which organizations propose changes to their own records; who proposed a change, and why it was left."""

    dependencies = [
        ("directory", "0006_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposalLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=2)),
                ("email", models.BinaryField(null=True)),
                ("sent_by", models.CharField(max_length=60)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("words", models.TextField(blank=True)),
                ("told_to", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                ("forget_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_once",
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_answer_signed",
        ),
        migrations.AddField(
            model_name="proposal",
            name="base",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="proposal",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="proposallink",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposal_links", to="directory.organization"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proposals",
                to="directory.proposallink",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("link", None)), fields=("kind", "record", "digest"), name="proposal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("link", "kind", "record"), name="proposal_once_by_link"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", "")),
                    models.Q(
                        ("answer__in", ("taken", "part", "left")),
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_answer_signed",
                violation_error_message="An answer says who gave it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposallink",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("fr", "en"))),
                name="proposal_link_language_known",
                violation_error_message="A letter is in French or English.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposallink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("sent_at")), ("forget_at__gte", models.F("expires_at"))),
                name="proposal_link_ends",
                violation_error_message="A link ends after it was sent, and is forgotten after its end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposallink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="proposal_link_ended_by_somebody",
                violation_error_message="Somebody ends a link, at a moment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposallink",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("email", None), _connector="OR"),
                name="proposal_link_ended_without_address",
                violation_error_message="The address of a link that was ended is erased.",
            ),
        ),
    ]
