"""`mentes weights`: a season's file in, a proposal out; every wrong cell is named; nothing is written."""

import json
import random

import pytest

from mentes.cli import weights

TOPICS = ("pricing", "export", "hiring", "software", "speaking", "packaging")


@pytest.fixture
def season(tmp_path):
    """30 mentees and 20 mentors without texts; `write(rows)` the outcomes. Returns (people file, write)."""
    chance = random.Random(3)
    rows = ["id,name,role,seeks,offers,languages,time_zone,hours"]
    for k in range(50):
        role, said = (
            ("mentee", "; ".join(chance.sample(TOPICS, 3))) if k < 30 else ("mentor", "; ".join(chance.sample(TOPICS, 3)))
        )
        seeks, offers = (said, "") if role == "mentee" else ("", said)
        first = chance.choice(("en; fr", "fr; en", "en"))
        start = chance.randrange(8, 18)
        rows.append(f"p{k:02},Person {k},{role},{seeks},{offers},{first},Europe/Lisbon,Mon {start}:00-{start + 3}:00")
    people = tmp_path / "people.csv"
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")

    def write(*outcomes: str):
        path = tmp_path / "outcomes.csv"
        path.write_text("\n".join(["mentee_id,mentor_id,mentee_said,mentor_said", *outcomes]) + "\n", encoding="utf-8")
        return path

    rules = tmp_path / "rules.toml"
    rules.write_text("[strands]\ntopics = 10\nroad = 0\nlived = 0\nlanguage = 45\nworking = 0\nhours = 45\n", encoding="utf-8")
    return people, write


def topics_of(people) -> dict[str, set[str]]:
    cells = [line.split(",") for line in people.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: {topic.strip() for topic in (row[3] or row[4]).split(";")} for row in cells}


def wrong_weights(people) -> list[str]:
    """Terms in which what truly mattered weighs least."""
    return ["--rules", str(people.with_name("rules.toml"))]


def all_about_topics(people, n: int) -> list[str]:
    """Pairs that went the better the more topics they had in common, and nothing else mattered."""
    topics, chance = topics_of(people), random.Random(5)
    pairs = chance.sample([(f"p{a:02}", f"p{b:02}") for a in range(30) for b in range(30, 50)], n)
    went = {pair: 2 + len(topics[pair[0]] & topics[pair[1]]) for pair in pairs}
    return [f"{mentee},{mentor},{said},{said}" for (mentee, mentor), said in went.items()]


def test_what_made_pairs_go_well_gets_more_weight(season, capsys):
    people, write = season
    assert (
        weights.run([str(people), "--outcomes", str(write(*all_about_topics(people, 200))), *wrong_weights(people), "--json"])
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    topics = next(weight for weight in found["weights"] if weight["name"] == "topics")
    assert found["reason"] == "better"
    assert topics["proposed"] > topics["now"]
    assert topics["low"] > topics["now"]


def test_in_words_the_proposal_is_a_piece_of_rules_toml(season, capsys):
    people, write = season
    assert weights.run([str(people), "--outcomes", str(write(*all_about_topics(people, 200))), *wrong_weights(people)]) == 0
    said = capsys.readouterr().out
    assert "From 200 pairs" in said
    assert "Nothing was changed" in said
    assert "[strands]\ntopics = " in said


def test_few_pairs_get_no_proposal(season, capsys):
    people, write = season
    assert weights.run([str(people), "--outcomes", str(write(*all_about_topics(people, 40)))]) == 0
    assert "40 pairs have an answer from both sides; at least 60" in capsys.readouterr().out


def test_every_wrong_cell_is_named_at_once(season, capsys):
    people, write = season
    path = write("p00,p30,6,4", "p01,p99,4,4", "p00,p31,4,well", "p02,p32,,3", "p02,p32,3,3")
    assert weights.run([str(people), "--outcomes", str(path)]) == 2
    said = capsys.readouterr().err
    assert "outcomes.csv:2:mentee_said: “6” is no answer, right would be a number from 1 to 5, or nothing" in said
    assert "outcomes.csv:3:mentor_id: there is no mentor “p99”" in said
    assert "outcomes.csv:4:mentor_said: “well” is no answer" in said
    assert "outcomes.csv:6:mentor_id: this pair stands in row 5 already" in said


@pytest.mark.parametrize(("text", "right"), [("a,b\n1,2\n", "no column mentee_id"), ("", "outcomes.csv")])
def test_a_foreign_or_empty_file_gets_one_sentence(season, capsys, text, right):
    people, write = season
    path = write()
    path.write_text(text, encoding="utf-8")
    assert weights.run([str(people), "--outcomes", str(path)]) == 2
    assert right in capsys.readouterr().err
