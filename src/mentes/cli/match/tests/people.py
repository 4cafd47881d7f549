"""A small programme for the tests, written here: four mentees and three mentors with one shared and one secret experience."""

import csv
import io
from pathlib import Path

HEADER = (
    "id", "name", "role", "offers", "seeks", "goals", "background", "would_help", "lived", "lived_wish", "working", "languages",
    "time_zone", "hours", "capacity", "wants", "grade", "age",
)  # fmt: skip
SECRET = "came through a long illness"
ROWS = (
    ("a1", "Ama Owusu", "mentee", "", "pricing:1", "I want to set a price for bread sold to shops.", "I bake at night.", "",
     "first in the family to study", "like", "asks-first", "en", "Africa/Accra", "Mon 17:00-20:00", "", "1", "B", "47"),
    ("a2", "Bela Kun", "mentee", "", "public speaking:0", "My voice shakes in front of a room.", "I teach chemistry.", "", "", "",
     "direct", "en;hu", "Europe/Budapest", "Tue 17:00-20:00", "", "1", "A", "52"),
    ("a3", "Chen Li", "mentee", "", "pricing", "我想给面包定价。", "我在市场卖面包。", "", "", "", "", "zh;en", "Asia/Shanghai",
     "Mon 01:00-04:00", "", "2", "A", "33"),
    ("a4", "Dita <b>Lhotská</b>", "mentee", "", "sign language", "", "", "", "", "", "", "csx", "", "", "", "1", "A", "29"),
    ("m1", "Rosa Quispe", "mentor", "pricing:3", "", "",
     
     "For twenty years I set wholesale prices for a bakery that supplies shops.",
     "Somebody who bakes and sells.", "first in the family to study", "like", "asks-first", "es;en", "America/Lima",
     "Mon 12:00-15:00", "1", "", "C", "61"),
    ("m2", "Siobhán Keane", "mentor", "public speaking:4; pricing:2", "", "", "I coach people who are afraid of an audience.",
     "Anyone whose voice shakes.", "", "", "by-call", "en", "Europe/Dublin", "Tue 16:00-19:00", "2", "", "B", "58"),
    ("m3", "=Idle", "both", "knitting:4", "knitting:1", "", "", "", "", "", "", "en", "Europe/Dublin", "", "1", "0", "A", "40"),
)  # fmt: skip


def with_secret(row: tuple[str, ...]) -> tuple[str, ...]:
    """The experience is marked sensitive by the map, see MAP."""
    return (*row, SECRET if row[0] in ("a1", "m1") else "")


MAP = """
[lived]
column = ["lived", "health"]
sensitive = ["came through a long illness"]
"""


def write_people(folder: Path, rows=ROWS, name: str = "people.csv") -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*HEADER, "health"))
    writer.writerows(with_secret(row) for row in rows)
    path = folder / name
    path.write_text(text.getvalue(), "utf-8")
    return path


def write_many(folder: Path, n_mentees: int = 130, n_mentors: int = 110) -> Path:
    """240 people with invented texts, none alike, for size and time."""
    topics = ("pricing", "hiring", "public speaking", "export", "grants", "data analysis", "teaching", "writing")
    crafts = ("bread", "pottery", "software", "nursing", "fishing", "law", "weaving", "music", "farming", "repair")
    rows = []
    for n in range(n_mentees + n_mentors):
        is_mentee, craft, topic = n < n_mentees, crafts[n % 10], topics[n % 8]
        text = (
            f"I have worked with {craft} for {n + 2} years. My group number {n} met on day {n * 7 % 365}. I care about {topic}."
        )
        rows.append((
            f"p{n:03}", f"Person {n} of {craft.title()}", "mentee" if is_mentee else "mentor",
            "" if is_mentee else f"{topic}:3;{topics[(n + 3) % 8]}", f"{topic}:1;{topics[(n + 1) % 8]}" if is_mentee else "",
            f"I want to get better at {topic}. Next year number {n} I open a place for {craft}." if is_mentee else "",
            text, "" if is_mentee else f"People who start with {craft} and fear {topic}.",
            f"lived {n % 5}", "like", "direct" if n % 2 else "asks-first;by-call", "en;fr" if n % 3 else "en", "Europe/Lisbon",
            f"Mon {8 + n % 9:02}:00-{12 + n % 9:02}:00", "" if is_mentee else "2", "1" if is_mentee else "", "A", "30",
        ))  # fmt: skip
    return write_people(folder, rows, "many.csv")
