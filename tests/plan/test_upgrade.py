"""An installation that has been there from the start: its first tables, with people in them, become those of today."""

import datetime as dt
import secrets
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from mentes.matches.models import Match, Run
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.trust.models import AuditEntry, Consent

# The tables as the first commit that had people laid them.
FIRST = [("people", "0001_initial"), ("programmes", "0001_initial"), ("topics", "0001_initial"), ("trust", "0001_initial"),
         ("matches", "0002_initial")]  # fmt: skip
THEN = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@pytest.fixture
def older(django_db_blocker):
    """The alias of an empty database of its own, on the server of the tests."""
    name, default = f"older_{secrets.token_hex(6)}", connections["default"].settings_dict
    server = settings.DATABASES["default"] | {"NAME": "postgres"}
    reach = {"host": server["HOST"], "port": server["PORT"] or None, "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(dbname=urlsplit(f"//x/{default['NAME']}").path[1:], autocommit=True, **reach) as link:
        link.execute(f'create database "{name}"')
    connections.databases[name] = default | {"NAME": name}
    with django_db_blocker.unblock():
        yield name
        connections[name].close()
        del connections[name], connections.databases[name]
        with psycopg.connect(dbname=default["NAME"], autocommit=True, **reach) as link:
            link.execute(f'drop database "{name}" with (force)')


def fill(apps, alias: str) -> None:
    """Ama, Rosa and Cleo, a programme with a run and an accepted match, a yes of Ama's and a line of the log."""

    def make(model: str, **fields):
        return apps.get_model(model).objects.using(alias).create(**fields)

    people = {
        name: make("people.Person", name=name, email=f"{name}@example.org", password="!") for name in ("ama", "rosa", "cleo")
    }
    programme = make("programmes.Programme", slug="first", name="First Harbour", terms={"strands": {"topics": 40}})
    make("programmes.Staff", programme=programme, person=people["cleo"], role="organiser")
    topic = make("topics.Topic", key="pricing", name="Pricing")
    places = {}
    for name, role, side in (("ama", "mentee", "seek"), ("rosa", "mentor", "offer")):
        profile = make(
            "people.Profile", person=people[name], name=name.title(), goals="To set a price.", extra={"shoe size": "38"}
        )
        make("people.ProfileTopic", profile=profile, topic=topic, direction=side, level=2)
        make("people.LivedItem", profile=profile, name="moved country", volunteered_at=THEN)
        make("people.Passage", profile=profile, field="goals", position=0, text="To set a price.", encoder="an older one",
             vector=[0.0] * 384)  # fmt: skip
        places[name] = make("programmes.Participation", programme=programme, person=people[name], profile=profile, role=role,
                            external_id=name, joined_at=THEN)  # fmt: skip
    make("matches.Run", programme=programme, at=THEN, by=people["cleo"], aim="points", week_of=THEN.date(), n_mentees=1,
         n_mentors=1, n_placed=1, objective=71.5, upper_bound=71.5, gap=0.0)  # fmt: skip
    make("matches.Match", programme=programme, mentee=places["ama"], mentor=places["rosa"], points=71.5, parts={"topics": 71.5},
         state="active", offered_at=THEN, started_at=THEN)  # fmt: skip
    make("trust.Consent", person=people["ama"], purpose="lived_in_matching", is_given=True, version="1", source="web", at=THEN)
    make("trust.AuditEntry", at=THEN, action="match.started", hash="0" * 64)


def test_the_first_tables_with_people_in_them_become_those_of_today(older):
    executor = MigrationExecutor(connections[older])
    apps = executor.migrate(FIRST).apps
    fill(apps, older)
    executor = MigrationExecutor(connections[older])
    newest = executor.loader.graph.leaf_nodes()
    assert len(executor.migration_plan(newest)) > 10, "there is something to do"
    executor.migrate(newest)
    assert not MigrationExecutor(connections[older]).migration_plan(newest)

    assert {person.email for person in Person.objects.using(older)} == {f"{name}@example.org" for name in ("ama", "rosa", "cleo")}
    assert Programme.objects.using(older).get().terms == {"strands": {"topics": 40}}
    ama = Participation.objects.using(older).select_related("profile").get(external_id="ama")
    assert (ama.by_hand_since, ama.own_answers, ama.wishes, ama.is_seen, ama.joined_at) == (None, [], [], False, THEN)
    assert (ama.profile.goals, ama.profile.extra) == ("To set a price.", {"shoe size": "38"})
    assert [(one.topic.name, one.level) for one in ama.profile.topics.all()] == [("Pricing", 2)]
    assert [(one.name, one.volunteered_at) for one in ama.profile.lived.all()] == [("moved country", THEN)]
    match = Match.objects.using(older).get()
    assert (match.state, match.points, match.is_by_hand, match.mentee_id) == ("active", 71.5, False, ama.pk)
    run = Run.objects.using(older).get()
    assert (run.objective, run.floor, run.mode, run.locks) == (71.5, None, "optimum", [])
    assert Consent.objects.using(older).get().is_given
    assert AuditEntry.objects.using(older).get().action == "match.started"
