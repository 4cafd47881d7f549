"""What can be done with topics: find one by any spelling or language, or take a new word in."""

from collections.abc import Iterable, Mapping

from mentes.topics.models import Topic, TopicName, topic_key


def find_or_add_topics(names: Iterable[str]) -> dict[str, Topic]:
    """Topics for `names` (any spelling, any language of the shared vocabulary), new ones added unshared.

    Keys of the answer are folded names (`topic_key`): "precios" and "pricing" both lead to the topic Pricing.
    """
    wanted = {topic_key(name): name.strip() for name in names if name.strip()}
    known = _shared_by_name(wanted)
    known |= {topic.key: topic for topic in Topic.objects.filter(key__in=wanted) if topic.is_shared or topic.key not in known}
    missing = [Topic(key=key, name=name[:200]) for key, name in wanted.items() if key not in known]
    Topic.objects.bulk_create(missing, ignore_conflicts=True)
    if missing:
        known |= {topic.key: topic for topic in Topic.objects.filter(key__in=[topic.key for topic in missing])}
    return known


def shared_names(names: Iterable[str]) -> dict[str, str]:
    """What the shared vocabulary calls those of `names` that it knows by another name, by folded name: "precios" -> "Pricing"."""
    return {key: topic.name for key, topic in _shared_by_name({topic_key(name) for name in names}).items() if topic.key != key}


def _shared_by_name(wanted: Iterable[str]) -> dict[str, Topic]:
    """Shared topics by their folded name in any language. A word that names two different topics stands for neither."""
    found: dict[str, set[Topic]] = {}
    for said in TopicName.objects.filter(topic__is_shared=True).select_related("topic"):
        key = topic_key(said.name)
        if key in wanted:
            found.setdefault(key, set()).add(said.topic)
    return {key: topics.pop() for key, topics in found.items() if len(topics) == 1}


def take_keys(names: Mapping[str, str]) -> dict[str, Topic]:
    """Topics by their very keys, as another instance had them ({key: name}); what is new here comes in unshared."""
    Topic.objects.bulk_create([Topic(key=key, name=name[:200]) for key, name in names.items()], ignore_conflicts=True)
    return {topic.key: topic for topic in Topic.objects.filter(key__in=names)}
