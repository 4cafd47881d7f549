"""Things to handle, by fields: named, looked like and counted; asked for at a step; every fault of them in its place."""

from dataclasses import replace

import pytest
from django.urls import reverse

from mentes.rehearsals.beginnings import BEGINNINGS
from mentes.rehearsals.filled_in import FilledIn, taken_in
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import read_scenario, shipped
from mentes.rehearsals.scenarios.as_fields import NotByFields, read_written, written_in
from mentes.rehearsals.scenarios.as_text import as_text
from mentes.rehearsals.scenarios.written import WrittenThing, add_thing, padded, take_thing
from mentes.rehearsals.tests.test_by_fields import sent
from mentes.rehearsals.tests.test_scenarios import WHOLE
from mentes.testing import NOW

START = read_written(BEGINNINGS["en"])
PAYS = read_written(WHOLE)


def test_things_to_handle_open_by_fields_with_what_is_done_with_them():
    written = read_written(WHOLE)
    assert written.things == (WrittenThing("coins", "your coins", "coin", "3"),)
    pays = written.steps[1]
    assert [(step.thing, step.task, step.n) for step in written.steps if step.thing] == [("coins", "count", "3")]
    assert (pays.key, pays.thing) == ("pays", "coins")
    assert read_scenario(as_text(written)) == read_scenario(WHOLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  coins: {kind: coin, label: your coins, n: 3}", "  {}"),
        ("  coins: {kind: coin, label: your coins, n: 3}", "  coins: many"),
        ("n: 3}\nsteps", "n: 3, colour: red}\nsteps"),
        ("{thing: coins, task: count, n: 3}", "{}"),
        ("{thing: coins, task: count, n: 3}", "coins"),
        ("{thing: coins, task: count, n: 3}", "{task: count, n: 3}"),
        ("{thing: coins, task: count, n: 3}", "{thing: '', task: count, n: 3}"),
        ("{thing: coins, task: count, n: 3}", "{thing: coins, task: count, n: 3, by: hand}"),
    ],
)
def test_things_that_fields_cannot_give_back_are_left_as_text(old, new):
    assert old in WHOLE
    with pytest.raises(NotByFields) as caught:
        read_written(WHOLE.replace(old, new, 1))
    assert caught.value.why == "other"


def test_a_thing_is_added_and_taken_away_and_nothing_is_done_with_what_is_gone():
    more = add_thing(PAYS)
    assert [thing.key for thing in more.things] == ["coins", "thing_2"]
    assert (more.steps, take_thing(more, 1)) == (PAYS.steps, PAYS)
    left = take_thing(more, 0)
    assert [thing.key for thing in left.things] == ["thing_2"]
    # The step asks for nothing any more; what it had asked for is still there while one writes.
    assert [(step.thing, step.task, step.n) for step in left.steps] == [
        ("", "lay_out", "1"),
        ("", "count", "3"),
        ("", "lay_out", "1"),
    ]
    assert add_thing(left).things[1].key == "thing_3"
    assert not any(step.handling for step in read_scenario(as_text(take_thing(PAYS, 0))).steps)


def test_a_thing_with_another_name_is_the_same_thing_to_every_step():
    renamed = taken_in({**sent(PAYS), "t1-label": "two old coins", "t1-kind": "note", "t1-n": "٤"})
    assert renamed == padded(replace(PAYS, things=(WrittenThing("coins", "two old coins", "note", "4"),)))
    assert ("coins", "two old coins") in FilledIn(renamed).steps[1].form.fields["thing"].choices


# --- the page -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rosa(cast, signed_in):
    return signed_in(cast.rosa)


def test_a_copy_of_what_ships_opens_with_its_jars_and_is_kept_as_it_was(cast, rosa):
    price = written_in(shipped()["price"], "es")
    own = OwnScenario.objects.create(owner=cast.rosa, text=as_text(price), made_at=NOW, changed_at=NOW)
    address = reverse("rehearsals:write", args=[own.pk])
    filled = rosa.get(address).context["filled"]
    assert (filled.things[0].form["label"].value(), filled.steps[0].form["task"].value()) == ("tus frascos", "lay_out")
    assert rosa.post(address, {**sent(filled.written), "do": "keep"}).status_code == 302
    kept = OwnScenario.objects.get()
    assert (kept.is_whole, kept.text) == (True, own.text)


def test_every_fault_of_things_stands_at_its_field(rosa):
    typed = {**sent(add_thing(PAYS)), "t1-label": "", "t1-kind": "jug", "t1-n": "13", "t2-label": "a ticket"}
    typed |= {"s1-thing": "gone", "s2-task": "throw", "s2-n": "2", "s3-thing": "thing_2", "s3-n": "4"}
    answer = rosa.post(reverse("rehearsals:write_new"), {**typed, "do": "keep"})
    assert answer.status_code == 422
    found = {one.at: one for one in answer.context["filled"].found}
    assert set(found) == {f"id_{at}" for at in ("t1-label", "t1-kind", "t1-n", "s1-thing", "s2-task", "s2-n", "s3-n")}
    assert (found["id_t1-n"].where, found["id_s3-n"].where) == ("Thing 1, How many lie there", "Step 3, How many")
    assert "1 to 3" in found["id_s3-n"].sentence
    page = answer.content.decode()
    for at, one in found.items():
        assert f'id="{at}_error"' in page
        assert one.sentence in page
    for typed_before in ("jug", "gone", "throw", "a ticket"):
        assert typed_before in page
    assert not OwnScenario.objects.exists()


def test_more_things_than_there_may_be_are_told_of_the_things_and_not_of_the_steps(rosa):
    many = PAYS
    for _n in range(6):
        many = add_thing(many)
    answer = rosa.post(reverse("rehearsals:write_new"), {**sent(many), "do": "look"})
    told = [(one.where, one.sentence) for one in answer.context["filled"].found if one.at == "write-things"]
    assert told == [("Things to handle", "These are 7; there may be 6.")]
    assert 'value="add_thing"' not in answer.content.decode()


def test_what_to_do_with_the_hands_is_asked_where_there_is_something(rosa):
    address = reverse("rehearsals:write_new")
    page = rosa.get(address).content.decode()
    assert 'value="add_thing"' in page
    assert "s1-thing" not in page
    # Fields that the page did not show come back as nothing was asked.
    bare = {name: value for name, value in sent(START).items() if name.rpartition("-")[2] not in ("thing", "task", "n")}
    assert taken_in(bare) == padded(START)
    answer = rosa.post(address, {**bare, "do": "add_thing"})
    page = answer.content.decode()
    for name in ("t1-key", "t1-label", "t1-kind", "t1-n", "s1-thing", "s1-task", "s1-n"):
        assert f'name="{name}"' in page
    gone = rosa.post(address, {**sent(answer.context["filled"].written), "do": "take_thing:1"})
    assert gone.context["filled"].written == padded(START)
