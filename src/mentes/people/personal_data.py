"""What becomes of people's rows, and of the accounts' and the framework's tables, on export and erasure."""

from mentes.lib import clock
from mentes.people import framework_data
from mentes.people.models import Letter, LivedItem, Passage, Person, Profile, ProfileTopic, Reading
from mentes.trust.registry import Class, register_model, register_sealed

EXPORT, ERASE, ANONYMISE, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.PLAIN

PERSON = {
    "id": ANONYMISE,
    "password": ERASE,
    "last_login": EXPORT,
    "is_superuser": EXPORT,
    "email": EXPORT,
    "name": EXPORT,
    "language": EXPORT,
    "time_zone": EXPORT,
    "is_active": EXPORT,
    "is_staff": EXPORT,
    "adult_confirmed_at": EXPORT,
    "erased_at": ANONYMISE,
    "created_at": EXPORT,
}
PROFILE = {
    "id": ANONYMISE,
    "person_id": ANONYMISE,
    "name": EXPORT,
    "goals": EXPORT,
    "background": EXPORT,
    "would_help": EXPORT,
    "lived_wish": EXPORT,
    "working": EXPORT,
    "languages": EXPORT,
    "time_zone": EXPORT,
    "hours": EXPORT,
    "organisation": EXPORT,
    "city": EXPORT,
    "country": EXPORT,
    "craft": EXPORT,
    "extra": EXPORT,
    "may_be_compared": EXPORT,
    "updated_at": PLAIN,
}
LETTER = {
    "id": PLAIN,
    "key": ERASE,
    "person_id": ERASE,
    "to": EXPORT,
    "kind": EXPORT,
    "facts": ERASE,
    "not_before": EXPORT,
    "state": EXPORT,
    "attempts": PLAIN,
    "claimed_at": PLAIN,
    "sent_at": EXPORT,
    "last_error": ERASE,
    "subject": EXPORT,
    "body": EXPORT,
    "created_at": EXPORT,
}
PASSAGE = {
    "id": PLAIN,
    "profile_id": ERASE,
    "field": PLAIN,
    "position": PLAIN,
    "kind": PLAIN,
    "text": ERASE,
    "language": ERASE,
    "encoder": PLAIN,
    "vector": ERASE,
    "multi": ERASE,
}
# The version is made of what somebody wrote: who guesses the text could recognise it.
READING = {"id": PLAIN, "profile_id": ERASE, "field": PLAIN, "version": ERASE, "read_at": PLAIN}


def register() -> None:
    register_model(
        Person,
        PERSON,
        reason="An empty row stays, so that what others did with this person keeps its dates and numbers.",
        rows_of=lambda person: Person.objects.filter(pk=person.pk),
        erase=_empty_person,
        order=900,
    )
    register_model(
        Profile,
        PROFILE,
        reason="An empty row stays where a place in a programme points at it, so that the other side's matches keep their dates.",
        whose=("person",),
        erase=_empty_profiles,
        order=800,
    )
    register_model(
        ProfileTopic,
        {"id": PLAIN, "profile_id": ERASE, "topic_id": EXPORT, "direction": EXPORT, "level": EXPORT},
        whose=("profile__person",),
        order=300,
    )
    register_model(
        LivedItem,
        {"id": PLAIN, "profile_id": ERASE, "name": EXPORT, "is_sensitive": EXPORT, "volunteered_at": EXPORT},
        whose=("profile__person",),
        order=300,
    )
    register_model(
        Passage,
        PASSAGE,
        reason="Working copies of sentences that are exported with the profile.",
        whose=("profile__person",),
        erase=_forget_passages,
        order=300,
    )
    register_model(
        Reading,
        READING,
        reason="That a text was read goes with what was read of it.",
        whose=("profile__person",),
        order=300,
    )
    # What somebody is told is told to them: the role with which people are matched reads no letter.
    register_sealed(Letter, LETTER, whose=("person",), order=300)
    framework_data.register()


def _forget_passages(person: Person) -> None:
    # A reader of texts may be about to keep what it has just read. It does so only while it holds the profile, and not once
    # the text has gone: held here until the text has gone as well, nothing of it can come back.
    list(Profile.objects.select_for_update().filter(person=person).order_by("pk"))
    Passage.objects.filter(profile__person=person).delete()


def _empty_profiles(person: Person) -> None:
    Profile.objects.filter(person=person).update(
        name="",
        goals="",
        background="",
        would_help="",
        lived_wish="",
        working=[],
        languages=[],
        time_zone="",
        hours=[],
        organisation="",
        city="",
        country="",
        craft="",
        extra={},
        may_be_compared=True,
        updated_at=clock.now(),
    )


def _empty_person(person: Person) -> None:
    person.email = None
    person.name, person.language, person.time_zone = "", "en", "UTC"
    person.last_login = person.adult_confirmed_at = None
    person.is_active = person.is_staff = person.is_superuser = False
    person.erased_at = clock.now()
    person.set_unusable_password()
    person.save()
