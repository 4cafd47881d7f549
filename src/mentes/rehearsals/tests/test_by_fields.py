"""Writing by fields: the form gives the same scenario as the text, loses nothing, and puts every fault in its place."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.rehearsals.beginnings import BEGINNINGS
from mentes.rehearsals.filled_in import FilledIn, taken_in
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import ScenarioFaults, read_scenario, shipped
from mentes.rehearsals.scenarios.as_fields import NotByFields, read_written, written_in
from mentes.rehearsals.scenarios.as_text import as_text
from mentes.rehearsals.scenarios.values import Scenario
from mentes.rehearsals.scenarios.written import (
    NEW,
    Written,
    WrittenIntent,
    WrittenStep,
    WrittenThing,
    add_intent,
    add_step,
    move_step,
    padded,
    take_intent,
    take_step,
    with_new_steps,
)
from mentes.rehearsals.words import AT_FIELDS, FAULTS
from mentes.testing import NOW


def in_one(scenario: Scenario, language: str) -> Scenario:
    """`scenario` as if it had been written in `language` alone."""

    def one(text):
        return {language: text[language]} if text else {}

    steps = tuple(
        replace(
            step,
            says=one(step.says),
            prompt=one(step.prompt),
            branches=tuple(replace(each, intent=one(each.intent), words=one(each.words)) for each in step.branches),
        )
        for step in scenario.steps
    )
    said = {name: one(getattr(scenario, name)) for name in ("title", "aim", "about", "partner")}
    things = tuple(replace(thing, label=one(thing.label)) for thing in scenario.things)
    return replace(scenario, languages=(language,), watch=tuple(map(one, scenario.watch)), things=things, steps=steps, **said)


def sent(written: Written) -> dict:
    """What a browser sends of the form that shows `written`."""
    filled = FilledIn(written)
    forms = [
        filled.what,
        *(part.form for part in filled.things),
        *(form for part in filled.steps for form in (part.form, *part.intents)),
    ]
    return {bound.html_name: bound.value() for form in forms for bound in form} | {"way": "fields", "programme": ""}


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("key", list(shipped()))
def test_what_ships_goes_through_the_form_and_is_the_same_scenario(key, language):
    scenario = shipped()[key]
    written = taken_in(sent(written_in(scenario, language)))
    text = as_text(written)
    assert read_scenario(text) == in_one(scenario, language)
    assert padded(read_written(text)) == written


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
targets = st.sampled_from(["", "a", "b", "c", "nowhere"])
numbers = words | st.integers(0, 15).map(str)
things = st.builds(
    WrittenThing,
    key=st.sampled_from(["jars", "a", "Two jars", "true", ""]),
    label=words,
    kind=st.sampled_from(["jar", "marker", "jug", ""]),
    n=numbers,
)
steps = st.builds(
    WrittenStep,
    key=st.sampled_from(["a", "b", "c", "true", "1", "no: no"]),
    who=st.sampled_from(["", "partner", "audience", "no"]),
    says=words,
    prompt=words,
    seconds=words | st.integers(0, 700).map(str),
    way=st.sampled_from(["to", "branches", "ends"]),
    to=targets,
    late=targets,
    intents=st.lists(st.builds(WrittenIntent, intent=words, words=words, to=targets), max_size=4).map(tuple),
    thing=st.sampled_from(["", "jars", "a", "Two jars", "nothing like it", " "]),
    task=st.sampled_from(["lay_out", "count", "throw", ""]),
    n=numbers,
)
written_at_all = st.builds(
    Written,
    title=words,
    aim=words,
    place=words,
    n_people=words,
    watch=words,
    things=st.lists(things, max_size=8).map(tuple),
    steps=st.lists(steps).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(written_at_all)
def test_whatever_is_typed_is_read_or_refused_and_every_fault_has_a_place(written):
    faults = ()
    try:
        read_scenario(as_text(written))
    except ScenarioFaults as wrong:
        faults = wrong.faults
    found = FilledIn(written, faults).found
    assert len(found) == len(faults)
    assert all(one.sentence for one in found)
    # What is wrong with one of the fields for things stands at that field, where it can be mended.
    keys = [thing.key for thing in written.things]
    for fault, one in zip(faults, found, strict=True):
        room, *path = fault.path.split(".")
        if room == "things" and len(path) == 2:
            assert one.at == f"id_t{keys.index(path[0]) + 1}-{path[1]}"
        if room == "steps" and path[1:2] == ["handle"]:
            assert one.at == f"id_s{written.number_of(path[0])}-{path[2]}"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_text_opens_by_fields_whole_or_not_at_all(data):
    lines = read_lines(shipped_text()).splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines)))
    odd = ("# mine\n", "things: {}\n", "extra: word\n", "light: evening\n", "    late: x\n", "  z: [a]\n", "    n: 9\n")
    odd += (
        "    handle: {}\n",
        "    handle:\n",
        "    handle: {thing: x}\n",
        "    handle: {task: mark}\n",
        "    qq: {}\n",
        "  qq:\n",
    )
    line = data.draw(st.sampled_from(odd))
    text = "".join((*lines[:at], line, *lines[at:]))
    try:
        written = read_written(text)
    except NotByFields:
        return
    # What opened by fields gives every word of the text back.
    again = as_text(written)
    for word in re.findall(r"[^\s:{}\[\],'\"-]+", text):
        assert word in again, word


def shipped_text() -> str:
    return as_text(written_in(shipped()["first_lesson"], "en"))


def read_lines(text: str) -> str:
    return "\n".join(text.splitlines()) + "\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("languages: [en]", "languages: [en, es]", "languages"),
        ("", "# for me\n", "notes"),
        ("title: Ask for help", "title: Ask for help # or advice", "notes"),
        ("title: Ask for help", "title: 'Ask for # help'", ""),
        ("title: Ask for help", "title: {en: Ask for help}", ""),
        ("title: Ask for help", "title: {es: Ask for help}", "other"),
        ("title: Ask for help", "titel: Ask for help", "other"),
        ("title: Ask for help", "title: Ask for help\ntitle: Again", "other"),
        ("title: Ask for help", "", ""),
        ("    ends: true", "    ends: true\n    to: hello", "other"),
        ("    ends: true", "    ends: maybe", "other"),
        ("place: table", "place: tabel", ""),
        ("steps:", "steps: {}\nmore:", "other"),
        ("watch:", "watch: ]", "other"),
    ],
)
def test_what_fields_cannot_give_back_is_left_as_text(old, new, why):
    text = BEGINNINGS["en"].replace(old, new, 1)
    if not why:
        assert read_written(text).steps[0].key == "hello"
        return
    with pytest.raises(NotByFields) as caught:
        read_written(text)
    assert caught.value.why == why


@pytest.mark.parametrize("language", sorted(BEGINNINGS))
def test_the_small_scenario_one_begins_with_opens_by_fields(language):
    assert read_written(BEGINNINGS[language]).language == language


# --- steps --------------------------------------------------------------------------------------------------------------------

START = read_written(BEGINNINGS["en"])


def test_a_step_is_added_on_the_way_and_taken_away_again():
    more = add_step(START, 1)
    assert [step.key for step in more.steps] == ["hello", "not_fine", "step_4", "thinks"]
    assert (more.steps[1].to, more.steps[2].way, more.steps[2].to) == ("step_4", "to", "thinks")
    assert take_step(more, 2) == START
    end = add_step(START, 2)
    assert (end.steps[2].way, end.steps[2].to, end.steps[3].way) == ("to", "step_4", "ends")
    assert take_step(end, 3).steps[2].way == "ends"


def test_what_led_to_a_step_that_goes_leads_where_it_led_or_asks():
    gone = take_step(START, 1)
    assert [step.key for step in gone.steps] == ["hello", "thinks"]
    assert (gone.steps[0].late, gone.steps[0].intents[1].to) == ("thinks", "thinks")
    assert take_step(START, 2).steps[1].way == "ends"
    assert take_step(START, 2).steps[0].intents[0].to == ""
    one = Written(steps=(WrittenStep("a"),))
    assert take_step(one, 0) == one


def test_steps_and_choices_move_and_stop_at_their_limits():
    assert [step.key for step in move_step(START, 0, 1).steps] == ["not_fine", "hello", "thinks"]
    assert move_step(START, 0, -1) == move_step(START, 2, 1) == START
    four = START
    for _n in range(5):
        four = add_intent(four, 0)
    assert len(four.steps[0].intents) == 4
    assert take_intent(take_intent(four, 0, 3), 0, 2) == START
    assert take_intent(START, 0, 0) == START


def test_a_step_that_is_chosen_as_new_is_made_once_for_each_place():
    hello = START.steps[0]
    intents = (replace(hello.intents[0], to=NEW), replace(hello.intents[1], to=NEW))
    made = with_new_steps(replace(START, steps=(replace(hello, intents=intents), *START.steps[1:])))
    assert [step.key for step in made.steps[3:]] == ["step_4", "step_5"]
    assert [one.to for one in made.steps[0].intents] == ["step_4", "step_5"]
    assert with_new_steps(START) == START


def test_every_sentence_for_fields_stands_for_a_fault():
    assert set(AT_FIELDS) <= set(FAULTS)


# --- the page -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rosa(cast, signed_in):
    return signed_in(cast.rosa)


def test_a_new_one_opens_by_fields_and_is_kept_as_it_stands(rosa):
    address = reverse("rehearsals:write_new")
    page = rosa.get(address).content.decode()
    assert 'name="s1-i1-intent"' in page
    assert rosa.post(address, {**sent(START), "do": "keep"}).status_code == 302
    own = OwnScenario.objects.get()
    assert (own.is_whole, own.title) == (True, "Ask for help")
    assert read_scenario(own.text) == read_scenario(BEGINNINGS["en"])
    assert 'name="s1-says"' in rosa.get(reverse("rehearsals:write", args=[own.pk])).content.decode()


def test_every_fault_stands_at_its_field_and_nothing_typed_is_lost(rosa):
    typed = {**sent(START), "title": " ", "n_people": "٧٧", "minutes": "soon", "partner": "", "watch": ""}
    typed |= {"s1-i2-to": "", "s2-says": "x" * 301, "s2-to": "hello", "s3-seconds": "2", "s3-prompt": "Kept, of course."}
    answer = rosa.post(reverse("rehearsals:write_new"), {**typed, "do": "keep"})
    page = answer.content.decode()
    assert answer.status_code == 422
    places = {one.at for one in answer.context["filled"].found}
    wrong = ("title", "n_people", "minutes", "watch", "s1-who_0", "s1-i2-to", "s2-says", "s3-seconds")
    assert places >= {f"id_{name}" for name in wrong}
    for at in places:
        assert f'id="{at}"' in page
    assert 'value="77"' in page
    assert 'value="soon"' in page
    assert "Kept, of course." in page
    assert "1 &gt; 2 &gt; 1" in page
    assert not OwnScenario.objects.exists()


def test_buttons_change_the_steps_and_keep_what_is_typed(rosa):
    address = reverse("rehearsals:write_new")
    typed = {**sent(START), "title": "Half", "s2-says": "Typed just now"}

    def after(do: str) -> Written:
        answer = rosa.post(address, {**typed, "do": do})
        assert answer.status_code == 200
        assert answer.context["filled"].found == []
        written = answer.context["filled"].written
        assert written.title == "Half"
        assert "Typed just now" in {step.says for step in written.steps} or do == "take_step:2"
        return written

    assert len(after("add_step:3").steps) == 4
    assert after("step_up:2").steps[0].says == "Typed just now"
    assert len(after("take_step:2").steps) == 2
    assert len(after("add_intent:1").steps[0].intents) == 3
    assert len(after("add_thing").things) == 1
    for odd in ("take_thing:1", "take_thing", "add_thing:1", "step_up:9", "take_intent:1", "step_up:x", "add_step:0", "nothing"):
        answer = rosa.post(address, {**typed, "do": odd})
        assert answer.status_code in (200, 302, 422)


def test_a_draft_is_kept_with_its_faults_and_opens_by_fields_again(rosa):
    rosa.post(reverse("rehearsals:write_new"), {**sent(START), "title": "", "s1-i1-to": "", "place": "", "do": "draft"})
    own = OwnScenario.objects.get()
    assert not own.is_whole
    written = rosa.get(reverse("rehearsals:write", args=[own.pk])).context["filled"].written
    assert (written.title, written.steps[0].intents[0].to, written.aim) == ("", "", START.aim)


def test_one_goes_to_the_text_and_back_with_all_that_is_typed(rosa):
    address = reverse("rehearsals:write_new")
    page = rosa.post(address, {**sent(START), "title": "A: “b” #c", "do": "text"})
    text = page.context["form"]["text"].value()
    assert "A: “b” #c" in text
    back = rosa.post(address, {"text": text, "programme": "", "do": "fields"})
    assert back.context["filled"].written == padded(replace(START, title="A: “b” #c"))


def test_what_has_several_languages_opens_as_text_and_says_why(cast, rosa):
    text = BEGINNINGS["en"].replace("languages: [en]", "languages: [en, es]")
    own = OwnScenario.objects.create(owner=cast.rosa, text=text, made_at=NOW, changed_at=NOW)
    for page in (
        rosa.get(reverse("rehearsals:write", args=[own.pk])),
        rosa.post(reverse("rehearsals:write", args=[own.pk]), {"text": text, "do": "fields"}),
    ):
        assert "several languages" in page.content.decode()
        assert page.context["form"]["text"].value() == text


def test_what_is_too_large_is_not_even_a_draft(rosa):
    answer = rosa.post(reverse("rehearsals:write_new"), {**sent(START), "about": "x" * 70_000, "do": "draft"})
    assert answer.status_code == 422
    assert not OwnScenario.objects.exists()


def test_a_sign_that_no_database_keeps_is_a_fault_and_no_failure(rosa):
    typed = {**sent(START), "title": "Bell \x07"}
    assert rosa.post(reverse("rehearsals:write_new"), {**typed, "do": "keep"}).status_code == 422
    text = BEGINNINGS["en"].replace("title: Ask for help", 'title: "Ask\\0"')
    assert rosa.post(reverse("rehearsals:write_new"), {"text": text, "programme": "", "do": "keep"}).status_code == 422
