"""Takes the common vocabulary in."""

from django.db import migrations

from mentes.topics.vocabulary import take_in


def run(apps, schema_editor):
    take_in(apps.get_model("topics", "Topic"), apps.get_model("topics", "TopicName"))


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]
    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
