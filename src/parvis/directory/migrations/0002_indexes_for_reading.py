import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    """Search indexes kept sorted as they are written: a load writes them once, every search reads them."""

    dependencies = [
        ("directory", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="service",
            name="service_search_fr",
        ),
        migrations.RemoveIndex(
            model_name="service",
            name="service_search_en",
        ),
        migrations.RemoveIndex(
            model_name="service",
            name="service_alike_fr",
        ),
        migrations.RemoveIndex(
            model_name="service",
            name="service_alike_en",
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search_fr"], name="service_search_fr"
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search_en"], name="service_search_en"
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key_fr", name="gin_trgm_ops"),
                fastupdate=False,
                name="service_alike_fr",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("key_en", name="gin_trgm_ops"),
                fastupdate=False,
                name="service_alike_en",
            ),
        ),
    ]
