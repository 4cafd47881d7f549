from django.db import migrations, models

STATES = [
    ("waiting", "Waiting"),
    ("sending", "Sending"),
    ("handing", "Handing"),
    ("in_doubt", "In Doubt"),
    ("sent", "Sent"),
    ("failed", "Failed"),
]


def doubt(apps, schema_editor):
    """So far “sending” covered the moment in which a letter may arrive: such a one must not be taken up and sent again."""
    letters = apps.get_model("people", "Letter").objects
    letters.filter(state="sending").update(state="in_doubt", last_error="it may have arrived: its sender was of an older version")
    # Letters that open a door have lost their facts, and cannot be sent again.
    letters.filter(state="failed", last_error__contains="may have arrived").exclude(facts={}).update(state="in_doubt")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_created_by_the_clock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="state",
            field=models.CharField(choices=STATES, default="waiting", max_length=8),
        ),
        migrations.RunPython(doubt, migrations.RunPython.noop),
    ]
