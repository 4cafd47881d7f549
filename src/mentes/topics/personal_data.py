"""What becomes of topics on export and erasure: they are words of everybody."""

from mentes.topics.models import Topic, TopicName
from mentes.trust.registry import Class, register_model


def register() -> None:
    register_model(Topic, {"id": Class.PLAIN, "key": Class.PLAIN, "name": Class.PLAIN, "is_shared": Class.PLAIN})
    register_model(TopicName, {"id": Class.PLAIN, "topic_id": Class.PLAIN, "language": Class.PLAIN, "name": Class.PLAIN})
