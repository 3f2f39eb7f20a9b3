from django.db import migrations, models


class Migration(migrations.Migration):
    """A withdrawn record may say which record stands in its place; and the few that are withdrawn are found at once."""

    dependencies = [
        ("directory", "0010_attempts"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="replaced_by",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by", ""),
                    models.Q(
                        ("withdrawn", True),
                        models.Q(("replaced_by", models.F("record")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="version_replaced_where_withdrawn",
                violation_error_message="Only a withdrawn record has a replacement, and it is another record.",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("withdrawn", True)), fields=["kind", "record"], name="version_withdrawn"
            ),
        ),
    ]
