import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import callpoint.records.fields


class Migration(migrations.Migration):
    dependencies = [("records", "0004_return_visit")]

    operations = [
        migrations.CreateModel(
            name="LostCodeRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("wrapped_key", models.TextField()),
                ("salt", callpoint.records.fields.SaltField()),
                ("told", callpoint.records.fields.SealedField(blank=True, default=b"")),
                ("send_key", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("given", "given"), ("turned-down", "turned-down")],
                        default="",
                        max_length=20,
                    ),
                ),
                ("identity_checks", models.CharField(blank=True, default="", max_length=60)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["closed_at", "asked_at"], name="lost_code_queue")],
            },
        ),
    ]
