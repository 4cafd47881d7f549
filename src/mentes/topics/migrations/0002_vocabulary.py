"""Takes the common vocabulary in."""

from django.db import migrations

from mentes.topics.vocabulary import take_in


def run(apps, schema_editor):
    here = schema_editor.connection.alias
    take_in(*(apps.get_model("topics", name).objects.using(here) for name in ("Topic", "TopicName")))


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]
    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
