"""Roles, invitations to them, and the operators' mode."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import parvis.people.models.role


class Migration(migrations.Migration):
    """Make the tables of the roles."""

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("email", models.CharField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("organization", models.CharField(blank=True, max_length=120)),
                ("role", models.CharField(max_length=40)),
                (
                    "districts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(null=True)),
                ("invited_by", models.CharField(max_length=60)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                (
                                    "directory_editor",
                                    "cjp_agent",
                                    "court_clerk",
                                    "judge",
                                    "certifier_officer",
                                    "mediation_officer",
                                    "service_payer",
                                    "analyst",
                                    "operator",
                                ),
                            )
                        ),
                        name="invitation_role_known",
                        violation_error_message="This role does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("invited_at"))),
                        name="invitation_ends_later",
                        violation_error_message="An invitation ends after it was sent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="invitation_one_end",
                        violation_error_message="An invitation is accepted or withdrawn, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_day__isnull", True), ("to_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="invitation_days_in_order",
                        violation_error_message="A role ends on the day it begins, or later.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organization", models.CharField(blank=True, max_length=120)),
                ("role", models.CharField(max_length=40)),
                (
                    "districts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(null=True)),
                ("granted_by", models.CharField(max_length=60)),
                ("granted_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reviewed_on", models.DateField(db_index=True)),
                ("reviewed_by", models.CharField(blank=True, max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_day__isnull", True), ("to_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="membership_days_in_order",
                        violation_error_message="A role ends on the day it begins, or later.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                (
                                    "directory_editor",
                                    "cjp_agent",
                                    "court_clerk",
                                    "judge",
                                    "certifier_officer",
                                    "mediation_officer",
                                    "service_payer",
                                    "analyst",
                                    "operator",
                                ),
                            )
                        ),
                        name="membership_role_known",
                        violation_error_message="This role does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="membership_ended_by_somebody",
                        violation_error_message="Somebody ends a role, at a moment.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        expressions=[
                            ("person", "="),
                            ("organization", "="),
                            ("role", "="),
                            (
                                parvis.people.models.role._Days(
                                    "from_day",
                                    "to_day",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True),
                                ),
                                "&&",
                            ),
                        ],
                        name="membership_no_overlap",
                        violation_error_message="This person already has this role on some of these days.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatorMode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="operator_modes", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("begins_at")),
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("begins_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                                ),
                            ),
                        ),
                        name="operator_mode_short",
                        violation_error_message="The operator mode lasts an hour at most.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="operator_mode_has_reason",
                        violation_error_message="The operator mode has a reason.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("stopped_at__isnull", True)),
                        expressions=[
                            ("person", "="),
                            (parvis.people.models.role._Moments("begins_at", "ends_at"), "&&"),
                        ],
                        name="operator_mode_one_at_a_time",
                        violation_error_message="This person is already in operator mode.",
                    ),
                ],
            },
        ),
    ]
