"""How it went for people of a programme that came as a file: marks without anybody's name."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matches", "0011_created_by_the_clock"),
        ("programmes", "0007_created_by_the_clock"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("season", models.PositiveSmallIntegerField()),
                (
                    "went",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "closing",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matches.closing"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.programme"),
                ),
            ],
        ),
    ]
