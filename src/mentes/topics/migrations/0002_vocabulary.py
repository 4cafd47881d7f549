"""Takes the common vocabulary in."""

from django.db import migrations

from mentes.topics.vocabulary import LANGUAGES, TOPICS


def take_in(apps, schema_editor):
    topic_model = apps.get_model("topics", "Topic")
    name_model = apps.get_model("topics", "TopicName")
    for names in TOPICS:
        topic, _ = topic_model.objects.get_or_create(key=names[0].casefold(), defaults={"name": names[0], "is_shared": True})
        for language, name in zip(LANGUAGES, names, strict=True):
            name_model.objects.get_or_create(topic=topic, language=language, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]
    operations = [migrations.RunPython(take_in, migrations.RunPython.noop)]
