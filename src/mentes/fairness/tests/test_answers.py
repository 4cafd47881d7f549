"""Answers for the audit: only by the person themselves and their own yes; a no erases at once; organisers learn of nobody's."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from mentes.fairness import actions
from mentes.fairness.models import Asked, Said
from mentes.lib.errors import Refused
from mentes.testing import NOW, Cast
from mentes.trust.models import AuditEntry, Consent
from mentes.trust.registry import choices_of

SOURCE = Path(__file__).parents[2]


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def mine(cast, client):
    client.force_login(cast.ama)
    return lambda **said: client.post(reverse("fairness:mine", args=[cast.ama_place.pk]), said, follow=True)


def kept(cast) -> dict:
    return {row.attribute: (row.value, row.words) for row in Said.objects.filter(participation=cast.ama_place)}


def test_a_yes_keeps_the_answers_and_the_consent(cast, mine):
    page = mine(answer="yes", gender="own", gender_words=" two-spirit ", age="unsaid").content.decode()
    assert kept(cast) == {"gender": ("own", "two-spirit"), "age": ("unsaid", "")}
    consent = Consent.objects.get(person=cast.ama)
    assert (consent.purpose, consent.is_given) == ("audit_of_protected", True)
    assert "You have answered" in page


def test_nothing_is_chosen_beforehand_and_both_buttons_look_alike(cast, client):
    client.force_login(cast.ama)
    page = client.get(reverse("fairness:mine", args=[cast.ama_place.pk])).content.decode()
    assert " checked" not in page
    assert page.count('class="btn btn-quiet" type="submit" name="answer"') == 2


def test_a_no_erases_at_once_and_needs_no_answers(cast, mine):
    mine(answer="yes", gender="woman")
    mine(answer="no", gender="woman")
    assert kept(cast) == {}
    assert [one.is_given for one in Consent.objects.filter(person=cast.ama).order_by("at")] == [True, False]


def test_an_answer_of_nothing_and_words_left_out_are_told_at_once(cast, mine):
    assert "Choose an answer to at least one question" in mine(answer="yes").content.decode()
    response = mine(answer="yes", gender="own", age="seventeen")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Write it in your own words" in text
    assert "seventeen" in text
    assert kept(cast) == {}


def test_the_page_of_trust_takes_the_no_and_leads_to_the_questions_for_a_yes(cast, client, mine):
    choice = next(one for one in choices_of(cast.ama) if one.address.endswith("/audit/"))
    assert not choice.is_given
    client.force_login(cast.ama)
    assert client.post(choice.address, choice.fields | {"answer": "yes"}).status_code == 302
    assert kept(cast) == {}
    mine(answer="yes", gender="woman")
    assert next(one for one in choices_of(cast.ama) if one.address == choice.address).is_given
    client.post(choice.address, choice.fields | {"answer": "no"})
    assert kept(cast) == {}


def test_nobody_answers_for_another(cast, client):
    with pytest.raises(Refused):
        actions.say_for_audit(cast.ama_place, {"gender": ("woman", "")}, by=cast.cleo, now=NOW)
    with pytest.raises(Refused):
        actions.leave_audit(cast.ama_place, by=cast.cleo, now=NOW)
    for other in (cast.cleo, cast.rosa, cast.dov):
        client.force_login(other)
        assert client.get(reverse("fairness:mine", args=[cast.ama_place.pk])).status_code == 404


def test_organisers_read_in_no_log_who_answered(cast, mine, client):
    mine(answer="yes", gender="woman")
    mine(answer="no")
    assert {entry.action for entry in AuditEntry.objects.filter(actor_id=cast.ama.pk)} >= {
        "fairness.answered",
        "fairness.withdrawn",
    }
    client.force_login(cast.cleo)
    log = client.get(reverse("trust:log", args=[cast.programme.slug])).content.decode()
    assert "audit of fairness" not in log


def test_what_is_not_asked_cannot_be_answered(cast):
    with pytest.raises(ValueError, match="not asked in this programme: disability"):
        actions.say_for_audit(cast.ama_place, {"disability": ("yes", "")}, by=cast.ama, now=NOW)


def test_asking_something_no_longer_erases_the_answers_to_it(cast, client, mine):
    mine(answer="yes", gender="woman", age="25_34")
    client.force_login(cast.cleo)
    address = reverse("fairness:asked", args=[cast.programme.slug])
    client.post(address, {"attributes": ["age", "belonging"], "belongings": "Akan\n  Ewe \nAkan\n"})
    assert kept(cast) == {"age": ("25_34", "")}
    asked = Asked.objects.get()
    assert (asked.attributes, asked.belongings, asked.n_changes) == (["age", "belonging"], ["Akan", "Ewe"], 2)
    client.force_login(cast.ama)
    page = client.get(reverse("fairness:mine", args=[cast.ama_place.pk])).content.decode()
    assert "Ewe" in page
    assert "How do you describe your gender?" not in page


def test_every_wrong_line_of_a_list_is_named(cast, client):
    client.force_login(cast.cleo)
    address = reverse("fairness:asked", args=[cast.programme.slug])
    response = client.post(address, {"attributes": ["belonging"], "belongings": "own\n" + "x" * 90})
    text = response.content.decode()
    assert response.status_code == 422
    assert "“own” cannot be an answer here" in text
    assert "is longer than 80 letters" in text
    assert "x" * 90 in text


def test_only_this_room_names_its_tables():
    """Whoever else could read answers would have to import the models; the matcher's role stops whoever tries in matching."""
    wrong = []
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0]
        if room == "fairness" or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mentes.fairness.models"):
                wrong.append(str(path))
        wrong += [str(path)] if "fairness_said" in path.read_text(encoding="utf-8") and room != "trust" else []
    assert wrong == []


def test_answers_of_many_are_read_together_in_one_place_only():
    """In the room itself: a person's own page and choices read their own rows; the audit alone reads a programme's."""
    reading = {
        path.name
        for path in (SOURCE / "fairness").rglob("*.py")
        if "tests" not in path.parts and "participation__programme" in path.read_text(encoding="utf-8")
    }
    assert reading == {"auditing.py", "asking.py"}  # asking erases what is no longer asked, and reads nothing
