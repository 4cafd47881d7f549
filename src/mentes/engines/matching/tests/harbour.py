"""Twelve who seek and nine who offer, invented, for the golden history."""

from dataclasses import replace
from datetime import date

import numpy as np

from mentes.engines.matching import Member, Pool, Skill, read_terms

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# id | topics sought (level) | lived | wish | working | languages | zone | hours | wants | organisation | manager | not with
MENTEES = """
ama  |pricing:1 export:0 |moved farm  |like  |asks-first by-call|en pt-PT|Africa/Accra    |Mon17-20 Sat9-12 |1|Kiln   |rosa
bo   |hiring:2           |parent      |any   |direct            |sv en   |Europe/Stockholm|Tue18-21         |1|Loom
chidi|export:2 pricing:2 |moved       |unlike|structured        |en ig   |Africa/Lagos    |Wed17-19 Sun9-12 |2|Kiln   |idris
dalia|hiring:0 speaking:1|first parent|like  |asks-first        |ar en   |Africa/Cairo    |Mon18-21         |1|Harbour
emre |speaking           |            |      |                  |tr      |Europe/Istanbul |                 |1
fen  |pricing:3          |farm        |like  |direct by-writing |zh en   |Asia/Shanghai   |Thu20-22         |1|Loom   |     |karim
gita |software:2 hiring:1|first       |like  |structured direct |hi en   |Asia/Kolkata    |Fri18-21 Sat9-12 |1|Harbour|marta
hana |speaking:0         |moved parent|like  |by-writing        |cs en de|Europe/Prague   |Mon17-20         |0|Kiln
ilya |software:1         |            |any   |by-writing        |ru      |Asia/Yerevan    |Tue9-12          |1|Loom
june |export:1 software  |army        |unlike|asks-first direct |en      |America/Halifax |Sat9-13          |2|Harbour
kofi |pricing:0 hiring:1 |farm first  |any   |asks-first by-call|en fr   |Africa/Accra    |Mon18-20 Wed18-20|1|Loom
lupe |export:0 speaking:2|moved first |like  |by-call           |es en   |America/Lima    |Sat8-12          |1|Kiln   |rosa
"""
MENTORS = """
anders |hiring:4 speaking:3 |parent      |any   |direct structured |sv en      |Europe/Oslo    |Tue17-20         |1|Kiln
beatriz|export:4            |moved first |like  |by-call asks-first|pt-PT en es|Europe/Lisbon  |Sat10-15         |2|Harbour
idris  |pricing:3 export:3  |moved       |any   |structured        |en         |Africa/Lagos   |Wed18-21 Sun9-12 |1|Loom
karim  |pricing:4 software:2|army farm   |like  |direct by-writing |ar en fr   |Africa/Tunis   |Thu12-15 Mon18-20|1|Kiln
june   |speaking:4          |army        |any   |asks-first        |en         |America/Halifax|Mon13-17         |1|Harbour
marta  |software:4 hiring:3 |first       |like  |structured        |en hi      |Europe/London  |Fri12-15         |1|Kiln
noor   |speaking:2 hiring:2 |first parent|unlike|asks-first        |ar         |Africa/Cairo   |Mon18-20         |1|Loom
rosa   |pricing:4 export:2  |moved farm  |like  |asks-first by-call|pt-PT en   |Europe/Lisbon  |Mon17-21     |2|Harbour|beatriz
wei    |software:3          |            |      |by-writing        |zh en ru   |Asia/Shanghai  |                 |0|Loom
"""
TERMS = {
    "rules": {
        "shared_language": True,
        "not_manager": True,
        "not_managers_manager": True,
        "organisation": "other",
        "minimum_points": 15,
    },
}


def harbour(**changes) -> Pool:
    mentees, mentors = read(MENTEES, "seeks"), read(MENTORS, "offers")
    # A road that anybody can recompute: every pair its own even step between 0 and 1, and emre wrote no goals.
    i, j = np.indices((len(mentees), len(mentors)))
    road = ((7 * i + 5 * j) % 11) / 10
    road[4] = np.nan
    pool = Pool(mentees, mentors, terms=read_terms(TERMS), road=road, week_of=date(2026, 11, 2))
    return replace(pool, **changes)


def read(table: str, column: str) -> tuple[Member, ...]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    rows = [cells + [""] * (12 - len(cells)) for cells in lines]
    return tuple(
        Member(
            id=member_id,
            lived=tuple(lived.split()),
            lived_wish=wish,
            working=tuple(working.split()),
            languages=tuple(languages.split()),
            time_zone=zone,
            hours=tuple(map(read_hours, hours.split())),
            seats=int(seats),
            organisation=organisation,
            manager_id=manager,
            not_with=tuple(not_with.split()),
            seeks=tuple(map(read_skill, topics.split())) if column == "seeks" else (),
            offers=tuple(map(read_skill, topics.split())) if column == "offers" else (),
        )
        for member_id, topics, lived, wish, working, languages, zone, hours, seats, organisation, manager, not_with in rows
    )


def read_skill(text: str) -> Skill:
    topic, _, level = text.partition(":")
    return Skill(topic, int(level) if level else None)


def read_hours(text: str) -> tuple[int, int]:
    start, end = text[3:].split("-")
    midnight = DAYS.index(text[:3]) * 1440
    return midnight + int(start) * 60, midnight + int(end) * 60
