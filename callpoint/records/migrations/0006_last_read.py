from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_lost_codes")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="last_read_at",
            field=models.DateTimeField(null=True),
        ),
    ]
