"""A whole programme as one file: taken out, taken in elsewhere, the same again; clashes named, private things left out."""

import datetime as dt
import io
import json
import zipfile

import pytest

from mentes.fairness.models import Asked, Said
from mentes.lib.errors import Refused
from mentes.matches import actions
from mentes.matches.actions.ending import end_match, say_farewell
from mentes.matches.models import Ending, Match, Run
from mentes.people.models import LivedItem, Person
from mentes.programmes.actions import export_programme, take_in_programme
from mentes.programmes.models import Participation, Programme
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=90)


@pytest.fixture
def cast():
    """A programme with a run, a pair that ended and stands first again, a rejection, and much that is private."""
    cast = Cast()
    cast.programme.terms = {"aim": "people"}
    cast.programme.save()
    LivedItem.objects.create(profile=cast.ama_place.profile, name="Secret illness", is_sensitive=True, volunteered_at=NOW)
    Asked.objects.create(programme=cast.programme, attributes=["gender"], belongings=["Secret people"][:0])
    Said.objects.create(participation=cast.ama_place, attribute="gender", value="own", words="Secret gender", at=NOW)
    make_participation(Person.objects.create_user(None, name="Nobody’s Mail"), cast.programme, "mentee", seeks={"own topic": 2})
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    Match.objects.filter(programme=cast.programme).delete()
    pair = cast.match(state="active", offered_at=NOW, started_at=NOW, note="Secret note", run=Run.objects.get())
    end_match(pair, by=cast.ama, kind="no_fault", words="Secret words", wants_another=True, now=LATER)
    say_farewell(pair, by=cast.ama, thanks="Secret thanks", reached="Secret aim", now=LATER)
    return cast


def export(cast):
    return export_programme(Programme.objects.get(pk=cast.programme.pk), by=cast.cleo, now=LATER)


def parts(data: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def packed(said: dict) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, rows in said.items():
            archive.writestr(name, json.dumps(rows))
    return out.getvalue()


def move_house(cast):
    """As on another instance: the programme and its people are not there."""
    Programme.objects.all().delete()
    Person.objects.exclude(pk=cast.cleo.pk).delete()


def test_taken_in_elsewhere_it_is_the_same_again(cast):
    data = export(cast)
    n_places = cast.programme.participations.count()
    move_house(cast)
    new = take_in_programme(data, by=cast.cleo, now=LATER)
    assert export_programme(new, by=cast.cleo, now=LATER) == data
    assert (new.participations.count(), new.staff.get().person) == (n_places, cast.cleo)
    assert Ending.objects.get().match == Match.objects.get()
    assert Participation.objects.get(person__email=None).profile.topics.get().topic.key == "own topic"
    assert Run.objects.get().programme == new


def test_what_is_private_stays_out(cast):
    text = json.dumps(parts(export(cast)))
    assert "Secret" not in text
    assert "first-generation founder" not in text
    assert "I want to set a price" in text


def test_every_clash_is_named_and_nothing_is_taken_in(cast):
    data = export(cast)
    n = Participation.objects.count()
    with pytest.raises(Refused) as refused:
        take_in_programme(data, by=cast.cleo, now=LATER)
    said = refused.value.sentence
    assert said.startswith("This is here already")
    for place in cast.programme.participations.all():
        assert str(place.pk) in said
    for row in (cast.programme, Match.objects.get(), Run.objects.get(), Ending.objects.get()):
        assert str(row.pk) in said
    assert Participation.objects.count() == n


def test_an_address_that_is_taken_by_another_programme_is_a_clash_too(cast):
    data, slug = export(cast), cast.programme.slug
    move_house(cast)
    Programme.objects.create(name="Another", slug=slug)
    with pytest.raises(Refused, match="is taken"):
        take_in_programme(data, by=cast.cleo, now=LATER)


def test_an_account_that_is_here_stays_as_its_owner_has_it(cast):
    data, email = export(cast), cast.ama.email
    move_house(cast)
    make_person("Ama Of Here", email=email, language="es")
    take_in_programme(data, by=cast.cleo, now=LATER)
    here = Person.objects.get(email=email)
    assert (here.name, here.language) == ("Ama Of Here", "es")
    assert Participation.objects.get(person=here).profile.name == "Ama Owusu"


def test_everything_wrong_is_named_at_once_and_nothing_is_kept(cast):
    said = parts(export(cast))
    move_house(cast)
    said["places.json"][0] |= {"role": "king", "capacity": "many", "crown": 1}
    said["places.json"][1]["external_id"] = said["places.json"][2]["external_id"]
    said["matches.json"][0]["mentee_id"] = "00000000-0000-4000-8000-000000000000"
    del said["endings.json"][0]["kind"]
    with pytest.raises(Refused) as refused:
        take_in_programme(packed(said), by=cast.cleo, now=LATER)
    for word in (
        "role",
        "king",
        "capacity",
        "crown is not known",
        "stands there twice",
        "not among the places",
        "kind is missing",
    ):
        assert word in refused.value.sentence
    assert not Programme.objects.exists()


@pytest.mark.parametrize("data", [b"", b"PK nonsense", packed({"mentes.json": {"format": "other"}}), packed({"mentes.json": []})])
def test_what_is_no_such_file_is_refused_in_one_sentence(cast, data):
    with pytest.raises(Refused, match="not the file of a whole programme"):
        take_in_programme(data, by=cast.cleo, now=LATER)


def test_a_later_version_is_not_guessed_at(cast):
    said = parts(export(cast)) | {"mentes.json": {"format": "mentes-programme", "version": 3}}
    with pytest.raises(Refused, match="version 3"):
        take_in_programme(packed(said), by=cast.cleo, now=LATER)
