"""Every match that has begun gets its conversation; those that begin from now on open theirs themselves."""

from django.db import migrations


def open_conversations(apps, schema_editor):
    Conversation = apps.get_model("talk", "Conversation")
    Member = apps.get_model("talk", "Member")
    for match in apps.get_model("matches", "Match").objects.filter(state="active").select_related("mentee", "mentor"):
        began = match.started_at or match.created_at
        conversation, _made = Conversation.objects.get_or_create(about=match.pk, defaults={"opened_at": began})
        for place in (match.mentee, match.mentor):
            Member.objects.get_or_create(conversation=conversation, person_id=place.person_id, defaults={"joined_at": began})


class Migration(migrations.Migration):
    dependencies = [("matches", "0009_endings"), ("talk", "0001_conversations")]

    operations = [migrations.RunPython(open_conversations, migrations.RunPython.noop)]
