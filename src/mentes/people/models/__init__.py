"""People: who somebody is, what they answered for one programme, and the letters written to them."""

from mentes.people.models.letter import Letter
from mentes.people.models.person import Person
from mentes.people.models.profile import LivedItem, Passage, Profile, ProfileTopic
from mentes.people.models.reading import Answer, Reading

__all__ = ["Answer", "Letter", "LivedItem", "Passage", "Person", "Profile", "ProfileTopic", "Reading"]
