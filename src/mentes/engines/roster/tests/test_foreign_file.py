"""The map in docs/how-to imports the two-file layout of a real programme unedited."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from mentes.engines.roster import SENTENCES, LivedItem, native_columns, read_map, read_people
from mentes.engines.roster.tests.samples import csv_file

ROOT = Path(__file__).parents[5]
PEERS = ROOT.parent / "shared" / "data" / "peer-files"


def blocks(page: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)


def documented_map():
    (block,) = blocks("how-to/import-a-foreign-file.md")
    return read_map(tomllib.loads(block))


COMMON = "first name,last name,email address,both mentor and mentee,job title,grade,organisation,profession"
MENTORS = csv_file(
    COMMON + ",characteristics,biography",
    'Ines,Duarte,ines@example.org,no,Clerk,Grade 7,Harbour,Law,"Left-handed, Twin","I keep the harbour\'s books."',
    "Omar,Haddad,omar@example.org,yes,Pilot,scs1,Port,Sea,,I bring ships in.",
)
MENTEES = csv_file(
    COMMON + ",match with similar identity,identity to match,biography",
    "Lena,Vogt,lena@example.org,no,Clerk,AO,Harbour,Law,yes,Twin,I started in May.",
    "Sefa,Mensah,sefa@example.org,yes,Clerk,HEO,Port,Sea,no,Left-handed,I repair engines.",
)


def test_the_documented_map_imports_both_files_unedited():
    roster = read_people([("mentors.csv", MENTORS), ("mentees.csv", MENTEES)], documented_map())
    ines, omar, lena, sefa = roster.people
    assert [person.role for person in roster.people] == ["mentor", "both", "mentee", "both"]
    assert (ines.id, ines.name, ines.email) == ("ines@example.org", "Ines Duarte", "ines@example.org")
    assert ines.lived == (LivedItem("Left-handed", True), LivedItem("Twin", True))
    assert (omar.lived, omar.lived_wish) == ((), "")
    assert (lena.lived, lena.lived_wish) == ((LivedItem("Twin", True),), "like")
    assert (sefa.lived, sefa.lived_wish) == ((), "any")
    assert omar.extra == {"grade": "SCS1", "profession": "Sea"}
    assert (lena.organisation, lena.background) == ("Harbour", "I started in May.")
    assert roster.orders["grade"].index("AO") < roster.orders["grade"].index("Grade 7") < roster.orders["grade"].index("SCS1")
    assert roster.notices == ()


def test_an_identity_nobody_shared_is_nowhere_in_the_roster():
    roster = read_people([("mentors.csv", MENTORS), ("mentees.csv", MENTEES)], documented_map())
    assert "Left-handed" not in repr(roster.people[3])


@pytest.mark.skipif(not PEERS.is_dir(), reason="The files of the real programme are not on this machine.")
def test_the_files_of_the_real_programme_are_imported_unedited():
    files = [(name, (PEERS / name).read_bytes()) for name in ("mentors.csv", "mentees.csv")]
    roster = read_people(files, documented_map())
    by_file = Counter(person.source.file for person in roster.people)
    assert by_file == {"mentors.csv": 50, "mentees.csv": 50}
    said_both = sum(data.decode().count("@gov.uk,yes,") for _, data in files)
    assert Counter(person.role for person in roster.people)["both"] == said_both
    assert all(not person.lived for person in roster.people if person.lived_wish == "any")
    assert all(item.is_sensitive for person in roster.people for item in person.lived)
    assert roster.columns[-2:] == ("grade", "profession")


def test_the_map_of_the_reference_page_is_a_map():
    (block,) = blocks("reference/map-toml.md")
    file_map = read_map(tomllib.loads(block))
    assert file_map.rules_of("mentors-1.csv").defaults["role"] == "mentor"


def test_the_reference_names_every_column_with_its_example():
    page = (ROOT / "docs" / "reference" / "columns.md").read_text(encoding="utf-8")
    for column in native_columns():
        (line,) = re.findall(rf"^\| `{column.name}` \|.*$", page, re.MULTILINE)
        assert f"`{column.example}`" in line


def test_the_reference_names_every_fault():
    page = (ROOT / "docs" / "reference" / "columns.md").read_text(encoding="utf-8")
    assert [code for code in SENTENCES if f"`{code}`" not in page] == []
