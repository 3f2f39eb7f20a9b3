"""The directory's tables, the two text search configurations, and the triggers that keep the versions append-only."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

#: French and English words without their accents, then by their stems: "réparation" finds "réparer" and "reparer".
SEARCH = """
CREATE TEXT SEARCH CONFIGURATION parvis_fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION parvis_fr ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION parvis_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION parvis_en ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""
UNDO_SEARCH = "DROP TEXT SEARCH CONFIGURATION parvis_fr; DROP TEXT SEARCH CONFIGURATION parvis_en;"
APPEND_ONLY = """
CREATE FUNCTION directory_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions are append-only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER directory_version_append_only BEFORE UPDATE OR DELETE ON directory_version
    FOR EACH ROW EXECUTE FUNCTION directory_version_refuse();
CREATE TRIGGER directory_version_never_emptied BEFORE TRUNCATE ON directory_version
    FOR EACH STATEMENT EXECUTE FUNCTION directory_version_refuse();
"""
UNDO_APPEND_ONLY = "DROP FUNCTION directory_version_refuse() CASCADE;"


class Migration(migrations.Migration):
    """Make the directory."""

    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(SEARCH, UNDO_SEARCH),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="edition_single",
                        violation_error_message="There is one present edition.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("digest", models.CharField(max_length=64)),
                ("loaded_digest", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("id", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("name_fr", models.TextField()),
                ("name_en", models.TextField()),
                ("also_known_as", models.JSONField(default=list)),
                ("origin", models.CharField(max_length=20)),
                ("description_fr", models.TextField()),
                ("description_en", models.TextField()),
                ("territory_scope", models.CharField(max_length=20)),
                ("territory_words_fr", models.TextField(blank=True)),
                ("territory_words_en", models.TextField(blank=True)),
                ("web", models.CharField(blank=True, max_length=500)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("source_lines", models.JSONField(default=list)),
                ("as_of", models.DateField()),
                ("key_fr", models.TextField()),
                ("key_en", models.TextField()),
                ("courthouses", models.ManyToManyField(related_name="organizations", to="places.courthouse")),
                ("districts", models.ManyToManyField(related_name="organizations", to="places.district")),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="directory.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("name_fr", models.TextField(blank=True)),
                ("name_en", models.TextField(blank=True)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postal_code", models.CharField(blank=True, max_length=10)),
                ("hours_fr", models.TextField(blank=True)),
                ("hours_en", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                ("confidence", models.CharField(blank=True, max_length=10)),
                (
                    "courthouse",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="places.courthouse",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="places.district",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locations",
                        to="directory.organization",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="directory.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("record", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("answered_by", models.CharField(blank=True, max_length=60)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record", "digest"), name="proposal_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", "")),
                            models.Q(
                                ("answer__in", ("taken", "left")),
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answer_signed",
                        violation_error_message="An answer says who gave it and when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("digest", models.CharField(max_length=64)),
                ("loaded_digest", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("id", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("status", models.CharField(max_length=20)),
                ("name_fr", models.TextField()),
                ("name_en", models.TextField()),
                ("summary_fr", models.TextField()),
                ("summary_en", models.TextField()),
                ("details_fr", models.TextField(blank=True)),
                ("details_en", models.TextField(blank=True)),
                ("territory_scope", models.CharField(max_length=20)),
                ("territory_words_fr", models.TextField(blank=True)),
                ("territory_words_en", models.TextField(blank=True)),
                ("guidance", models.CharField(max_length=20)),
                ("for_public", models.BooleanField()),
                ("since", models.CharField(blank=True, max_length=10)),
                ("until", models.CharField(blank=True, max_length=10)),
                ("source_lines", models.JSONField(default=list)),
                ("as_of", models.DateField()),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("amount_max_cents", models.BigIntegerField(null=True)),
                ("represented", models.BooleanField(null=True)),
                ("notice_received", models.BooleanField(null=True)),
                ("contested", models.BooleanField(null=True)),
                ("filed_from", models.DateField(null=True)),
                ("consumer", models.BooleanField(null=True)),
                ("low_income", models.BooleanField(null=True)),
                ("selected", models.BooleanField(null=True)),
                ("persons_only", models.BooleanField(null=True)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("residence_fr", models.TextField(blank=True)),
                ("residence_en", models.TextField(blank=True)),
                ("other_fr", models.TextField(blank=True)),
                ("other_en", models.TextField(blank=True)),
                (
                    "not_stated",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("languages_basis", models.CharField(blank=True, max_length=10)),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("booking", models.CharField(blank=True, max_length=20)),
                ("how_fr", models.TextField(blank=True)),
                ("how_en", models.TextField(blank=True)),
                ("place_fr", models.TextField(blank=True)),
                ("place_en", models.TextField(blank=True)),
                ("capacity_fr", models.TextField(blank=True)),
                ("capacity_en", models.TextField(blank=True)),
                ("people_min", models.PositiveIntegerField(null=True)),
                ("people_max", models.PositiveIntegerField(null=True)),
                ("web", models.CharField(blank=True, max_length=500)),
                ("web_lost", models.BooleanField(default=False)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("key_fr", models.TextField()),
                ("key_en", models.TextField()),
                ("words_fr", models.TextField(blank=True)),
                ("words_en", models.TextField(blank=True)),
                (
                    "search_fr",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("name_fr", config="parvis_fr", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "summary_fr", config="parvis_fr", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("parvis_fr"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("words_fr", config="parvis_fr", weight="C"),
                            django.contrib.postgres.search.SearchConfig("parvis_fr"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "search_en",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("name_en", config="parvis_en", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "summary_en", config="parvis_en", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("parvis_en"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("words_en", config="parvis_en", weight="C"),
                            django.contrib.postgres.search.SearchConfig("parvis_en"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                ("courthouses", models.ManyToManyField(related_name="services", to="places.courthouse")),
                ("districts", models.ManyToManyField(related_name="services", to="places.district")),
                (
                    "location",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="directory.location",
                    ),
                ),
                (
                    "organizations",
                    models.ManyToManyField(
                        related_name="services", through="directory.Involvement", to="directory.organization"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("certainty", models.CharField(max_length=20)),
                ("words_fr", models.TextField(blank=True)),
                ("words_en", models.TextField(blank=True)),
                ("rrule", models.CharField(blank=True, max_length=300)),
                ("first", models.DateField(null=True)),
                ("last", models.DateField(null=True)),
                (
                    "dates",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None),
                ),
                (
                    "exceptions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list, size=None),
                ),
                ("starts", models.TimeField(null=True)),
                ("ends", models.TimeField(null=True)),
                ("slot_minutes", models.PositiveSmallIntegerField(null=True)),
                ("holidays", models.CharField(blank=True, max_length=20)),
                ("only_on_sitting_days", models.BooleanField(default=False)),
                ("pauses", models.JSONField(default=list)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="schedules", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="involvement",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="involvements", to="directory.service"
            ),
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("amount_cents", models.BigIntegerField(null=True)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("payer", models.CharField(max_length=20)),
                ("words_fr", models.TextField(blank=True)),
                ("words_en", models.TextField(blank=True)),
                ("as_of", models.DateField()),
                ("source", models.TextField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="costs", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("field", models.CharField(max_length=30)),
                ("said_fr", models.TextField()),
                ("said_en", models.TextField()),
                ("known_fr", models.TextField()),
                ("known_en", models.TextField()),
                ("since", models.CharField(blank=True, max_length=10)),
                ("source", models.TextField()),
                ("confidence", models.CharField(max_length=10)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Assurance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("by", models.TextField()),
                ("how", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("next_due", models.DateField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assurances", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Statistic",
            fields=[
                ("digest", models.CharField(max_length=64)),
                ("loaded_digest", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("id", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("name_fr", models.TextField()),
                ("name_en", models.TextField()),
                ("stated_fr", models.TextField()),
                ("stated_en", models.TextField()),
                ("measure", models.CharField(max_length=30)),
                ("unit", models.CharField(max_length=30)),
                ("base", models.CharField(blank=True, max_length=60)),
                ("numerator", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("numerator_max", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("numerator_approximate", models.BooleanField(null=True)),
                ("numerator_words_fr", models.TextField(blank=True)),
                ("numerator_words_en", models.TextField(blank=True)),
                ("denominator", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("denominator_max", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("denominator_approximate", models.BooleanField(null=True)),
                ("denominator_words_fr", models.TextField(blank=True)),
                ("denominator_words_en", models.TextField(blank=True)),
                ("percent", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("period_from", models.DateField(null=True)),
                ("period_to", models.DateField(null=True)),
                ("period_words_fr", models.TextField()),
                ("period_words_en", models.TextField()),
                ("territory_scope", models.CharField(max_length=20)),
                ("territory_words_fr", models.TextField(blank=True)),
                ("territory_words_en", models.TextField(blank=True)),
                ("verdict", models.CharField(max_length=30)),
                ("recomputation_fr", models.TextField()),
                ("recomputation_en", models.TextField()),
                ("source_lines", models.JSONField(default=list)),
                ("courthouses", models.ManyToManyField(related_name="statistics", to="places.courthouse")),
                ("districts", models.ManyToManyField(related_name="statistics", to="places.district")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statistics",
                        to="directory.organization",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statistics",
                        to="directory.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("record", models.CharField(max_length=20)),
                ("valid_from", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("edition", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.JSONField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "record", "-id"], name="version_of_a_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("organization", "service", "statistic"))),
                        name="version_kind_known",
                        violation_error_message="A version is of an organization, a service or a statistic.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "consultative_body",
                            "court",
                            "professional_order",
                            "training_school",
                            "government_department",
                            "network",
                            "cjp",
                            "legal_aid_agency",
                            "nonprofit",
                            "government_agency",
                            "university",
                            "crown_corporation",
                            "lawyers_association",
                            "fund",
                            "consortium",
                            "bar_section",
                            "young_bar",
                            "referral_platform",
                            "magazine",
                            "venue",
                        ],
                    )
                ),
                name="organization_kind_known",
                violation_error_message="kind: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["repertoire", "known_since"])),
                name="organization_origin_known",
                violation_error_message="origin: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(("territory_scope__in", ["province", "districts", "unnamed"])),
                name="organization_scope_known",
                violation_error_message="territory_scope: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name_fr", ""), _negated=True), models.Q(("name_en", ""), _negated=True)),
                name="organization_name_said",
                violation_error_message="name: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("description_fr", ""), _negated=True), models.Q(("description_en", ""), _negated=True)
                ),
                name="organization_description_said",
                violation_error_message="description: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("territory_words_en", ""), ("territory_words_fr", "")),
                    models.Q(
                        models.Q(("territory_words_fr", ""), _negated=True),
                        models.Q(("territory_words_en", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="organization_territory_words_both",
                violation_error_message="territory_words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="organization_not_its_own_parent",
                violation_error_message="An organization is not part of itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low", ""])),
                name="location_confidence_known",
                violation_error_message="confidence: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name_en", ""), ("name_fr", "")),
                    models.Q(models.Q(("name_fr", ""), _negated=True), models.Q(("name_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="location_name_both",
                violation_error_message="name: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hours_en", ""), ("hours_fr", "")),
                    models.Q(models.Q(("hours_fr", ""), _negated=True), models.Q(("hours_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="location_hours_both",
                violation_error_message="hours: a text needs both languages.",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_fr"], name="service_search_fr"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_en"], name="service_search_en"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key_fr", name="gin_trgm_ops"), name="service_alike_fr"
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key_en", name="gin_trgm_ops"), name="service_alike_en"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "information_session",
                            "legal_information",
                            "legal_assistance",
                            "hearing_preparation",
                            "premediation",
                            "mediation",
                            "on_site_mediation",
                            "conciliation",
                            "dispute_resolution",
                            "referral",
                            "question_answer",
                            "e_filing",
                            "enforcement",
                            "court_service",
                            "decision_search",
                            "online_directory",
                            "calendar",
                            "publication",
                            "video",
                            "website",
                            "usual_channels",
                            "outreach",
                            "collaboration",
                            "facility_support",
                            "funding",
                            "governance",
                        ],
                    )
                ),
                name="service_kind_known",
                violation_error_message="kind: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "paused", "planned", "unclear", "ended"])),
                name="service_status_known",
                violation_error_message="status: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("guidance__in", ["information", "advice", "none"])),
                name="service_guidance_known",
                violation_error_message="guidance: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("territory_scope__in", ["province", "districts", "unnamed"])),
                name="service_scope_known",
                violation_error_message="territory_scope: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__in", ["condominium", "defective_product", "separation", "tax", ""])),
                name="service_subject_known",
                violation_error_message="subject: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages_basis__in", ["stated", "implied", ""])),
                name="service_languages_basis_known",
                violation_error_message="languages_basis: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("booking__in", ["required", "not_needed", "contact_first", ""])),
                name="service_booking_known",
                violation_error_message="booking: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("roles__contained_by", ["claimant", "defendant"])),
                name="service_roles_known",
                violation_error_message="roles: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stages__contained_by",
                        [
                            "before_claim",
                            "notice_sent",
                            "claim_filed",
                            "contested",
                            "mediation",
                            "arbitration",
                            "hearing_convened",
                            "hearing_day",
                            "after_judgment",
                        ],
                    )
                ),
                name="service_stages_known",
                violation_error_message="stages: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages__contained_by", ["fr", "en"])),
                name="service_languages_known",
                violation_error_message="languages: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channels__contained_by", ["in_person", "phone", "online", "video", "document", "mail", "radio"])
                ),
                name="service_channels_known",
                violation_error_message="channels: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "not_stated__contained_by",
                        [
                            "roles",
                            "stages",
                            "amount",
                            "income",
                            "language",
                            "cost",
                            "channel",
                            "schedule",
                            "place",
                            "booking",
                        ],
                    )
                ),
                name="service_not_stated_known",
                violation_error_message="not_stated: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name_fr", ""), _negated=True), models.Q(("name_en", ""), _negated=True)),
                name="service_name_said",
                violation_error_message="name: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("summary_fr", ""), _negated=True), models.Q(("summary_en", ""), _negated=True)
                ),
                name="service_summary_said",
                violation_error_message="summary: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("details_en", ""), ("details_fr", "")),
                    models.Q(models.Q(("details_fr", ""), _negated=True), models.Q(("details_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="service_details_both",
                violation_error_message="details: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("territory_words_en", ""), ("territory_words_fr", "")),
                    models.Q(
                        models.Q(("territory_words_fr", ""), _negated=True),
                        models.Q(("territory_words_en", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="service_territory_words_both",
                violation_error_message="territory_words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("residence_en", ""), ("residence_fr", "")),
                    models.Q(
                        models.Q(("residence_fr", ""), _negated=True), models.Q(("residence_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="service_residence_both",
                violation_error_message="residence: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("other_en", ""), ("other_fr", "")),
                    models.Q(models.Q(("other_fr", ""), _negated=True), models.Q(("other_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="service_other_both",
                violation_error_message="other: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how_en", ""), ("how_fr", "")),
                    models.Q(models.Q(("how_fr", ""), _negated=True), models.Q(("how_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="service_how_both",
                violation_error_message="how: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place_en", ""), ("place_fr", "")),
                    models.Q(models.Q(("place_fr", ""), _negated=True), models.Q(("place_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="service_place_both",
                violation_error_message="place: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity_en", ""), ("capacity_fr", "")),
                    models.Q(
                        models.Q(("capacity_fr", ""), _negated=True), models.Q(("capacity_en", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="service_capacity_both",
                violation_error_message="capacity: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_max_cents", None), ("amount_max_cents__gt", 0), _connector="OR"),
                name="service_amount_positive",
                violation_error_message="A largest amount is above zero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("people_min", None),
                    ("people_max", None),
                    ("people_min__lte", models.F("people_max")),
                    _connector="OR",
                ),
                name="service_people_in_order",
                violation_error_message="The fewest people are not more than the most.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["confirmed", "rule", "unknown"])),
                name="schedule_certainty_known",
                violation_error_message="certainty: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("holidays__in", ["skip", "unknown", ""])),
                name="schedule_holidays_known",
                violation_error_message="holidays: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words_en", ""), ("words_fr", "")),
                    models.Q(models.Q(("words_fr", ""), _negated=True), models.Q(("words_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="schedule_words_both",
                violation_error_message="words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(fields=("service", "position"), name="schedule_one_a_position"),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", None), ("last", None), ("first__lte", models.F("last")), _connector="OR"),
                name="schedule_days_in_order",
                violation_error_message="The last day does not come before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts", None), ("ends", None), ("starts__lt", models.F("ends")), _connector="OR"),
                name="schedule_times_in_order",
                violation_error_message="A session ends after it starts, on the same day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("rrule", ""), models.Q(("dates", []), ("first__isnull", False)), _connector="OR"),
                name="schedule_rule_has_its_first_day",
                violation_error_message="A rule needs its first day, and stands instead of a list of days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot_minutes", None), ("slot_minutes__gt", 0), _connector="OR"),
                name="schedule_slot_positive",
                violation_error_message="An appointment lasts at least a minute.",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["provider", "partner"])),
                name="involvement_role_known",
                violation_error_message="role: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.UniqueConstraint(fields=("service", "organization"), name="involvement_once"),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.UniqueConstraint(fields=("service", "position"), name="involvement_one_a_position"),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["free", "reduced", "flat_fee", "tariff", "legal_aid", "paid", "unknown"])
                ),
                name="cost_kind_known",
                violation_error_message="kind: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["hour", "session", "consultation", "file", ""])),
                name="cost_unit_known",
                violation_error_message="unit: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("payer__in", ["state", "user", "unknown"])),
                name="cost_payer_known",
                violation_error_message="payer: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words_en", ""), ("words_fr", "")),
                    models.Q(models.Q(("words_fr", ""), _negated=True), models.Q(("words_en", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cost_words_both",
                violation_error_message="words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.UniqueConstraint(fields=("service", "position"), name="cost_one_a_position"),
        ),
        migrations.AddConstraint(
            model_name="cost",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents", None), ("amount_cents__gte", 0), _connector="OR"),
                name="cost_not_negative",
                violation_error_message="A price is not negative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "field__in",
                        [
                            "record",
                            "name",
                            "kind",
                            "status",
                            "summary",
                            "details",
                            "organizations",
                            "territory",
                            "guidance",
                            "for_public",
                            "since",
                            "until",
                            "as_of",
                            "eligibility",
                            "schedules",
                            "costs",
                            "access",
                            "corrections",
                            "statistics",
                        ],
                    )
                ),
                name="correction_field_known",
                violation_error_message="field: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low"])),
                name="correction_confidence_known",
                violation_error_message="confidence: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("said_fr", ""), _negated=True), models.Q(("said_en", ""), _negated=True)),
                name="correction_said_said",
                violation_error_message="said: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("known_fr", ""), _negated=True), models.Q(("known_en", ""), _negated=True)
                ),
                name="correction_known_said",
                violation_error_message="known: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(fields=("service", "position"), name="correction_one_a_position"),
        ),
        migrations.AddConstraint(
            model_name="assurance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fields__contained_by",
                        [
                            "record",
                            "name",
                            "kind",
                            "status",
                            "summary",
                            "details",
                            "organizations",
                            "territory",
                            "guidance",
                            "for_public",
                            "since",
                            "until",
                            "as_of",
                            "eligibility",
                            "schedules",
                            "costs",
                            "access",
                            "corrections",
                            "statistics",
                        ],
                    )
                ),
                name="assurance_fields_known",
                violation_error_message="fields: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assurance",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["called", "visited", "page_read", "document_read", "declared"])),
                name="assurance_how_known",
                violation_error_message="how: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assurance",
            constraint=models.UniqueConstraint(fields=("service", "position"), name="assurance_one_a_position"),
        ),
        migrations.AddConstraint(
            model_name="assurance",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_due", None), ("on__lt", models.F("next_due")), _connector="OR"),
                name="assurance_due_after_it_was_made",
                violation_error_message="The next check comes after this one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "measure__in",
                        [
                            "settlement_rate",
                            "participation_rate",
                            "acceptance_rate",
                            "satisfaction_rate",
                            "count",
                            "mean_duration",
                            "attendance",
                            "volume",
                        ],
                    )
                ),
                name="statistic_measure_known",
                violation_error_message="measure: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "unit__in",
                        [
                            "file",
                            "dispute",
                            "party",
                            "person",
                            "merchant_file",
                            "decision",
                            "session",
                            "section",
                            "day",
                            "kit",
                            "respondent",
                        ],
                    )
                ),
                name="statistic_unit_known",
                violation_error_message="unit: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        ["matches", "plausible", "derived", "ambiguous", "conflict", "not_run", "cannot_be_checked"],
                    )
                ),
                name="statistic_verdict_known",
                violation_error_message="verdict: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(("territory_scope__in", ["province", "districts", "unnamed"])),
                name="statistic_scope_known",
                violation_error_message="territory_scope: unknown code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name_fr", ""), _negated=True), models.Q(("name_en", ""), _negated=True)),
                name="statistic_name_said",
                violation_error_message="name: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stated_fr", ""), _negated=True), models.Q(("stated_en", ""), _negated=True)
                ),
                name="statistic_stated_said",
                violation_error_message="stated: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_words_fr", ""), _negated=True), models.Q(("period_words_en", ""), _negated=True)
                ),
                name="statistic_period_words_said",
                violation_error_message="period_words: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recomputation_fr", ""), _negated=True), models.Q(("recomputation_en", ""), _negated=True)
                ),
                name="statistic_recomputation_said",
                violation_error_message="recomputation: needed in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("numerator_words_en", ""), ("numerator_words_fr", "")),
                    models.Q(
                        models.Q(("numerator_words_fr", ""), _negated=True),
                        models.Q(("numerator_words_en", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="statistic_numerator_words_both",
                violation_error_message="numerator_words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("denominator_words_en", ""), ("denominator_words_fr", "")),
                    models.Q(
                        models.Q(("denominator_words_fr", ""), _negated=True),
                        models.Q(("denominator_words_en", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="statistic_denominator_words_both",
                violation_error_message="denominator_words: a text needs both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent", None), models.Q(("percent__gte", 0), ("percent__lte", 100)), _connector="OR"
                ),
                name="statistic_percent_possible",
                violation_error_message="A percentage lies between 0 and 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent", None),
                    models.Q(("denominator_words_fr", ""), _negated=True),
                    models.Q(("denominator", None), _negated=True),
                    _connector="OR",
                ),
                name="statistic_percent_of_something",
                violation_error_message="A percentage says of what it is one, or that this is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statistic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_from", None),
                    ("period_to", None),
                    ("period_from__lte", models.F("period_to")),
                    _connector="OR",
                ),
                name="statistic_period_in_order",
                violation_error_message="A period ends after it starts.",
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, UNDO_APPEND_ONLY),
    ]
