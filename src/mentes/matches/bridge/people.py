"""Everybody of a programme as members of the engine, read once for each version of the rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db import connection

from mentes.engines.matching import CustomStrand, Member, Skill, Terms
from mentes.lib.words import folded
from mentes.matches.bridge import kept
from mentes.people.actions import read_closeness, read_road_sides, whole_road
from mentes.people.models import Passage
from mentes.programmes.models import Participation, Programme

VERSION_SQL = """
select md5(concat_ws('|',
  (select string_agg(md5(p::text || r::text), '' order by p.id)
     from programmes_participation p join people_profile r on r.id = p.profile_id where p.programme_id = %(id)s),
  (select string_agg(md5(t::text), '' order by t.id) from people_profiletopic t
     join programmes_participation p on p.profile_id = t.profile_id where p.programme_id = %(id)s),
  (select string_agg(md5(l::text), '' order by l.id) from people_liveditem l
     join programmes_participation p on p.profile_id = l.profile_id where p.programme_id = %(id)s),
  (select concat(count(*), ' ', max(s.id)) from people_passage s
     join programmes_participation p on p.profile_id = s.profile_id
     where p.programme_id = %(id)s and s.field = any(%(fields)s))))
"""


@dataclass(frozen=True, eq=False)
class People:
    """Everybody active in a programme who may be matched by software, as read at one version of the rows.

    `road` and its sides: (n_mentees, n_mentors).
    """

    places: Mapping[str, Participation]
    mentees: tuple[Member, ...]
    mentors: tuple[Member, ...]
    road: np.ndarray
    road_sides: tuple[np.ndarray, np.ndarray]
    managers: Mapping[str, str]  # manager's id by person's id, also of people who are not in it now


def data_version(programme: Programme, terms: Terms) -> str:
    """A fingerprint of everything people of this programme answered and of what was read of it for these terms."""
    fields = sorted({*Passage.Field.values, *(Passage.field_of(column) for column in text_columns(terms))})
    with connection.cursor() as cursor:
        cursor.execute(VERSION_SQL, {"id": programme.pk, "fields": fields})
        return cursor.fetchone()[0]


def text_columns(terms: Terms) -> set[str]:
    """Columns, of mentees or mentors, that strands of the programme's own compare by meaning."""
    return {column for custom in terms.customs if custom.kind == "text" for column in _sides(custom)}


def texts_of(people: People, terms: Terms, programme: Programme, version: str) -> dict[str, np.ndarray]:
    """For each strand of the programme's own that compares texts: how near everybody's texts are, as `People.road`."""

    def read(custom: CustomStrand) -> np.ndarray:
        mentees, mentors = ([people.places[m.id].profile for m in side] for side in (people.mentees, people.mentors))
        return read_closeness(mentees, custom.mentee_column, mentors, custom.mentor_column)

    return {
        custom.name: kept.texts.get((programme.pk, version, *_sides(custom)), partial(read, custom))
        for custom in terms.customs
        if custom.kind == "text"
    }


def _sides(custom: CustomStrand) -> tuple[str, str]:
    return custom.mentee_column, custom.mentor_column


def people_of(programme: Programme, version: str) -> People:
    return kept.people.get((programme.pk, version), lambda: _read_people(programme))


def _read_people(programme: Programme) -> People:
    everybody = Participation.objects.filter(programme=programme).select_related("profile", "person")
    active = sorted(everybody.by_machine().prefetch_related("profile__topics__topic", "profile__lived"), key=lambda p: str(p.pk))
    member_id = member_ids(programme)
    mentee_places, mentor_places = [p for p in active if p.is_mentee], [p for p in active if p.is_mentor]
    sides = read_road_sides([p.profile for p in mentee_places], [p.profile for p in mentor_places])
    for place in active:  # the vectors weigh more than all the rest, and are in `road` now
        place.profile._prefetched_objects_cache.pop("passages", None)
    here = {place.pk for place in active}
    managers = {
        str(pk): member_id(manager)
        for pk, manager in everybody.values_list("pk", "manager_external_id")
        if manager and pk not in here
    }
    return People(
        places={str(p.pk): p for p in active},
        mentees=tuple(member_of(p, p.wants, member_id) for p in mentee_places),
        mentors=tuple(member_of(p, p.capacity, member_id) for p in mentor_places),
        road=whole_road(sides),
        road_sides=sides,
        managers=managers,
    )


def member_ids(programme: Programme) -> Callable[[str], str]:
    """Takes an id of the organiser's file. Somebody of the programme gets their own id here, anybody else keeps that of the
    file under another name: both can be compared."""
    ids = dict(Participation.objects.filter(programme=programme).values_list("external_id", "pk"))
    return lambda said: str(ids[said]) if said in ids else f"file:{said}" if said else ""


def member_of(place: Participation, seats: int, member_id: Callable[[str], str]) -> Member:
    profile = place.profile
    topics = profile.topics.all()
    lived = [item for item in profile.lived.all() if item.volunteered_at is not None]
    return Member(
        id=str(place.pk),
        offers=tuple(Skill(line.topic.key, line.level) for line in topics if line.direction == "offer"),
        seeks=tuple(Skill(line.topic.key, line.level) for line in topics if line.direction == "seek"),
        lived=tuple(folded(item.name) for item in lived if not item.is_sensitive),
        lived_sensitive=frozenset(folded(item.name) for item in lived if item.is_sensitive),
        lived_wish=profile.lived_wish,
        working=tuple(profile.working),
        languages=tuple(profile.languages),
        time_zone=profile.time_zone,
        hours=tuple((start, end) for start, end in profile.hours),
        seats=seats,
        organisation=profile.organisation,
        manager_id=member_id(place.manager_external_id),
        not_with=tuple(member_id(other) for other in place.not_with),
        wishes=tuple(member_id(other) for other in place.wishes),
        extra={key: str(value) for key, value in profile.extra.items()},
    )
