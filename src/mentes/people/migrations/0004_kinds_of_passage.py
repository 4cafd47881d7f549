from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="kind",
            field=models.CharField(
                choices=[("sentence", "Sentence"), ("part", "Part"), ("both", "Both")], default="sentence", max_length=8
            ),
        ),
    ]
