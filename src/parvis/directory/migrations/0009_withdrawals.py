from django.db import migrations, models


class Migration(migrations.Migration):
    """A version may say that a record is withdrawn, and why; its rows are gone, its versions stay."""

    dependencies = [
        ("directory", "0008_findings"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="withdrawn",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="version",
            name="reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("withdrawn", False)),
                    models.Q(("withdrawn", True), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="version_withdrawn_for_a_reason",
                violation_error_message="A record is withdrawn for a reason, and only then is one given.",
            ),
        ),
    ]
