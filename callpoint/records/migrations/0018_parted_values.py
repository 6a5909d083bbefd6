from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0017_closing"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartedValue",
            fields=[
                ("mark", models.CharField(max_length=120, primary_key=True, serialize=False)),
            ],
        ),
    ]
