"""The strip and the report: they say what was counted, nothing reassuring without people, nothing accusing without reason."""

from django.urls import reverse

from mentes.fairness.models import Count, Said
from mentes.matches import actions
from mentes.matches.tests.people import make_many
from mentes.matches.tests.test_fairness import volunteer
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_person, make_staff


def seen(client, programme, name="review") -> str:
    return " ".join(client.get(reverse(f"matches:{name}", args=[programme.slug])).content.decode().split())


def with_cleo(client, programme):
    cleo = make_person("Cleo Haddad")
    make_staff(cleo, programme)
    client.force_login(cleo)
    return cleo


def test_where_nobody_answered_nothing_is_said(client, db):
    programme = make_many(12, 12)
    cleo = with_cleo(client, programme)
    actions.propose_matches(programme, by=cleo, now=NOW)
    assert "neither good nor bad" in seen(client, programme)
    report = seen(client, programme, "fairness")
    assert "Nothing has been counted yet" in report
    assert "Count now" not in report


def test_few_people_are_neither_accused_nor_reassured(client, db):
    programme = make_many(60, 40)
    cleo = with_cleo(client, programme)
    volunteer(programme)
    actions.propose_matches(programme, by=cleo, now=NOW)
    strip, report = seen(client, programme), seen(client, programme, "fairness")
    assert "Not enough data for a word on fairness" in strip
    assert "it takes up to 1" in strip
    assert "neither a good sign nor a bad one" in report
    for sure in ("Look closely<", "Alike<", "fare alike"):
        assert sure not in strip + report
    assert "95% interval" in report


def test_answers_that_come_later_are_counted_once_ten_have_changed(client, db):
    programme = make_many(40, 30)
    cleo = with_cleo(client, programme)
    actions.propose_matches(programme, by=cleo, now=NOW)
    volunteer(programme)
    assert "Count now" in seen(client, programme, "fairness")
    count = reverse("matches:count_fairness", args=[programme.slug])
    assert client.post(count).status_code == 302
    assert client.post(count).status_code == 409
    assert Count.objects.count() == 1
    assert "Count now" not in seen(client, programme, "fairness")


def test_words_of_ones_own_make_a_group_only_from_ten_on(client, db):
    programme = make_many(60, 40)
    cleo = with_cleo(client, programme)
    places = list(Participation.objects.filter(programme=programme, role="mentee").order_by("external_id"))
    for k, place in enumerate(places):
        words = "Zzrare" if k < 9 else "Xxoften" if k < 30 else "Yyoften"
        Said.objects.create(participation=place, attribute="gender", value="own", words=words, at=NOW)
    actions.propose_matches(programme, by=cleo, now=NOW)
    report = seen(client, programme, "fairness")
    assert "xxoften" in report or "yyoften" in report
    assert "zzrare" not in report.casefold()


def test_the_answers_of_nobody_stand_on_an_organisers_pages(client, db):
    programme = make_many(30, 20)
    cleo = with_cleo(client, programme)
    place = Participation.objects.filter(programme=programme).first()
    Said.objects.create(participation=place, attribute="gender", value="own", words="zq7777x", at=NOW)
    actions.propose_matches(programme, by=cleo, now=NOW)
    for name in (
        "matches:review",
        "matches:fairness",
        "programmes:people",
        "programmes:people_csv",
        "fairness:asked",
        "trust:log",
    ):
        assert "zq7777x" not in client.get(reverse(name, args=[programme.slug])).content.decode(), name
