import django.db.models.deletion
from django.db import migrations, models

import callpoint.records.fields


class Migration(migrations.Migration):
    dependencies = [("records", "0003_counts")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="crime_number",
            field=callpoint.records.fields.SealedField(blank=True, default=b""),
        ),
        migrations.AddField(
            model_name="report",
            name="state_changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="withdraw_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("salt", callpoint.records.fields.SaltField()),
                ("answers", callpoint.records.fields.SealedField(blank=True, default=b"")),
                ("questions_version", models.CharField(max_length=64)),
                ("send_key", models.CharField(max_length=64, unique=True)),
                ("added_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="records.report",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["report", "added_at"], name="additions_of_report")],
            },
        ),
    ]
