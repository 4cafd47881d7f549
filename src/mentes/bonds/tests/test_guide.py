"""The guide: each meeting gets its agenda from the next step, once; the two change it; the programme has its own copy."""

import pytest
from django.utils import translation

from mentes.bonds.actions import guiding
from mentes.bonds.guides import GUIDES
from mentes.bonds.models import GuideStep, LaidStep, Plan
from mentes.bonds.tests.conftest import after
from mentes.meetings.models import AgendaItem
from mentes.programmes.actions import duplicate_programme


def agenda(meeting):
    return [item.text for item in meeting.agenda.all()]


def lines(position, guide="one_to_one"):
    return [str(line) for line in GUIDES[guide].steps[position].lines]


def test_the_next_meeting_gets_the_next_step_once(cast):
    first, second = cast.meeting(after_days=1), cast.meeting(after_days=15)
    for _ in range(2):
        guiding.lay_out_due_agendas(after())
    assert (agenda(first), agenda(second)) == (lines(0), [])
    first.state = "held"
    first.save()
    guiding.lay_out_due_agendas(after(2))
    assert agenda(second) == lines(1)


def test_where_nothing_is_due_nothing_is_asked_of_each_pair(cast, django_assert_num_queries):
    cast.meeting(after_days=1)
    guiding.lay_out_due_agendas(after())
    with django_assert_num_queries(2):
        assert guiding.lay_out_due_agendas(after(0, 1)) == 0


def test_what_the_two_changed_stays_changed(cast):
    meeting = cast.meeting(after_days=1)
    guiding.lay_out_due_agendas(after())
    AgendaItem.objects.filter(meeting=meeting).delete()
    guiding.lay_out_due_agendas(after(0, 1))
    assert agenda(meeting) == []


def test_their_own_lines_come_first(cast):
    meeting = cast.meeting(after_days=1)
    AgendaItem.objects.create(meeting=meeting, position=1, text="My price", added_by=cast.ama, added_at=after())
    guiding.lay_out_due_agendas(after())
    assert agenda(meeting) == ["My price", *lines(0)]


@pytest.mark.parametrize("lost", ["cancelled", "missed"])
def test_a_meeting_nobody_came_to_uses_no_step_up(cast, lost):
    first, second = cast.meeting(after_days=1), cast.meeting(after_days=15)
    guiding.lay_out_due_agendas(after())
    first.state = lost
    first.save()
    guiding.lay_out_due_agendas(after(2))
    assert agenda(second) == lines(0)


def test_after_the_last_step_the_two_go_on_by_themselves(cast):
    guiding.change_plan(cast.programme, {"guide": "short"}, by=cast.cleo, now=after())
    for number in range(4):
        cast.meeting(after_days=number + 1, state="held")
    meetings = [cast.meeting(after_days=20 + number) for number in range(4)]
    for number, meeting in enumerate(meetings):
        guiding.lay_out_due_agendas(after(19 + number))
        assert agenda(meeting) == (lines(number, "short") if number < 3 else [])
        meeting.state = "held"
        meeting.save()


def test_it_is_written_in_the_language_of_whoever_is_mentored(cast):
    cast.ama.language = "es"
    cast.ama.save()
    meeting = cast.meeting(after_days=1)
    guiding.lay_out_due_agendas(after())
    with translation.override("es"):
        assert agenda(meeting) == lines(0)


def test_the_organiser_writes_a_copy_and_takes_it_back(cast, client):
    address = f"/programmes/{cast.programme.slug}/bonds/guide/"
    client.force_login(cast.cleo)
    shown = client.get(address).context["steps"]
    assert len(shown.forms) == len(GUIDES["one_to_one"].steps)
    sent = {"step-TOTAL_FORMS": 3, "step-INITIAL_FORMS": 2, "do": "keep"}
    for number, (title, order) in enumerate((("Second", 2), ("First", 1), ("Third", 3))):
        sent |= {f"step-{number}-title": title, f"step-{number}-lines": "One\n\n Two ", f"step-{number}-ORDER": order}
    assert client.post(address, sent).status_code == 302
    assert [(one.title, one.lines) for one in GuideStep.objects.all()] == [
        ("First", ["One", "Two"]),
        ("Second", ["One", "Two"]),
        ("Third", ["One", "Two"]),
    ]
    meeting = cast.meeting(after_days=1)
    guiding.lay_out_due_agendas(after())
    assert agenda(meeting) == ["One", "Two"]
    client.post(address, {"do": "back"})
    assert not GuideStep.objects.exists()
    assert guiding.steps_of(cast.programme) == GUIDES["one_to_one"].steps


def test_one_more_step_keeps_what_was_typed_and_saves_nothing(cast, client):
    client.force_login(cast.cleo)
    address = f"/programmes/{cast.programme.slug}/bonds/guide/"
    sent = {"step-TOTAL_FORMS": 1, "step-INITIAL_FORMS": 1, "step-0-title": "Half a title", "step-0-ORDER": 1, "do": "add"}
    page = client.post(address, sent)
    assert page.status_code == 200
    assert len(page.context["steps"].forms) == 2
    assert "Half a title" in page.content.decode()
    assert 'class="error"' not in page.content.decode()
    assert not GuideStep.objects.exists()


def test_what_is_wrong_in_a_guide_is_said_at_every_place(cast, client):
    client.force_login(cast.cleo)
    sent = {"step-TOTAL_FORMS": 2, "step-INITIAL_FORMS": 2, "do": "keep"}
    sent |= {"step-0-title": "", "step-0-ORDER": 1, "step-1-title": "Fine", "step-1-lines": "x" * 301, "step-1-ORDER": 2}
    page = client.post(f"/programmes/{cast.programme.slug}/bonds/guide/", sent)
    assert page.status_code == 422
    assert page.content.decode().count('class="error"') == 2
    assert not GuideStep.objects.exists()


def test_numbers_and_guide_are_chosen_on_one_page(cast, client):
    client.force_login(cast.cleo)
    address = f"/programmes/{cast.programme.slug}/bonds/plan/"
    numbers = {"first_day": 14, "every_days": 28, "first_meeting": 2, "every_meetings": 4, "guide": "peer"}
    wrong = client.post(address, numbers | {"first_day": -1, "guide": "none"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count('class="error"') == 2
    assert client.post(address, numbers).status_code == 302
    assert guiding.steps_of(cast.programme) == GUIDES["peer"].steps


@pytest.mark.parametrize("who", ["ama", "rosa", "dov"])
def test_only_whoever_runs_the_programme_finds_these_pages(cast, client, who):
    client.force_login(getattr(cast, who))
    for page in ("", "plan/", "guide/"):
        assert client.get(f"/programmes/{cast.programme.slug}/bonds/{page}").status_code == 404


def test_another_season_takes_the_guide_and_the_days_along(cast):
    guiding.change_plan(cast.programme, {"first_day": 14, "guide": "peer"}, by=cast.cleo, now=after())
    guiding.write_guide(cast.programme, [guiding.Written("Our own", "", ("One line",))], by=cast.cleo, now=after())
    new = duplicate_programme(cast.programme, name="Second Harbour", by=cast.cleo, now=after())
    assert (Plan.objects.get(programme=new).first_day, guiding.steps_of(new)) == (14, guiding.steps_of(cast.programme))
    assert GuideStep.objects.count() == 2


def test_every_guide_fits_an_agenda():
    for guide in GUIDES.values():
        for step in guide.steps:
            assert 1 <= len(step.lines) <= 5
            assert all(len(str(line)) <= 300 for line in step.lines)
    assert not LaidStep._meta.get_field("meeting_id").null
