"""What can be done with topics: find one by any spelling, or take a new word in."""

from collections.abc import Iterable

from mentes.topics.models import Topic, topic_key


def find_or_add_topics(names: Iterable[str]) -> dict[str, Topic]:
    """Topics for `names` (any spelling), new ones added unshared. Keys of the answer are folded names (`topic_key`)."""
    wanted = {topic_key(name): name.strip() for name in names if name.strip()}
    known = {topic.key: topic for topic in Topic.objects.filter(key__in=wanted)}
    missing = [Topic(key=key, name=name[:200]) for key, name in wanted.items() if key not in known]
    Topic.objects.bulk_create(missing, ignore_conflicts=True)
    if missing:
        known = {topic.key: topic for topic in Topic.objects.filter(key__in=wanted)}
    return known
