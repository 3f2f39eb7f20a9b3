from django.db import migrations, models

#: What comes in from the public side, at most, in an hour: in all, and about one page. Anybody may report without an account,
#: so the count is of the whole installation and no address is kept.
IN_ALL, ABOUT_ONE_PAGE = 60, 12

FUNCTIONS = f"""
CREATE FUNCTION directory_report_take_in(
    new_digest text, new_about text, new_language text, new_words text, new_email bytea,
    new_filed_at timestamptz, new_forget_at timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE number bigint; in_all integer; about_it integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('parvis readers'' reports'));
    SELECT count(*), count(*) FILTER (WHERE about = new_about) INTO in_all, about_it
        FROM directory_readerreport WHERE filed_at > new_filed_at - interval '1 hour' AND filed_at <= new_filed_at;
    IF in_all >= {IN_ALL} OR about_it >= {ABOUT_ONE_PAGE} THEN RETURN NULL; END IF;
    INSERT INTO directory_readerreport
        (digest, about, language, words, email, filed_at, outcome, answer, answered_by, answered_at, forget_at)
    VALUES (new_digest, new_about, new_language, new_words, new_email, new_filed_at, '', '', '', NULL, new_forget_at)
    RETURNING id INTO number;
    RETURN number;
END $$;
CREATE FUNCTION directory_report_told(asked_digest text) RETURNS TABLE (
    about varchar, language varchar, filed_at timestamptz, outcome varchar, answer text, answered_at timestamptz,
    forget_at timestamptz
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.about, r.language, r.filed_at, r.outcome, r.answer, r.answered_at, r.forget_at
    FROM directory_readerreport r WHERE r.digest = asked_digest
$$;
"""  # noqa: S608 - two numbers of our own
UNDO_FUNCTIONS = """
DROP FUNCTION directory_report_take_in(text, text, text, text, bytea, timestamptz, timestamptz);
DROP FUNCTION directory_report_told(text);
"""


class Migration(migrations.Migration):
    """What readers report, and the two functions by which the public side reaches it."""

    dependencies = [
        ("directory", "0002_indexes_for_reading"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReaderReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("about", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(max_length=2)),
                ("words", models.TextField()),
                ("email", models.BinaryField(null=True)),
                ("filed_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=60)),
                ("answered_at", models.DateTimeField(null=True)),
                ("forget_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["about", "filed_at"], name="report_about_a_page")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="report_says_something",
                        violation_error_message="A report says what is wrong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("fr", "en"))),
                        name="report_language_known",
                        violation_error_message="A report is in French or English.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", ""), ("outcome", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("email", None),
                                ("outcome__in", ("corrected", "confirmed", "passed_on", "not_ours")),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_answer_signed",
                        violation_error_message="An answer says what was done, by whom and when; the address is then gone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forget_at__gt", models.F("filed_at"))),
                        name="report_forgotten_later",
                        violation_error_message="A report is kept for a time, then forgotten.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
    ]
