from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roster", "0006_register_in_one_table")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="completed_on",
            field=models.DateField(null=True),
        ),
    ]
