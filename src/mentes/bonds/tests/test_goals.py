"""Goals: the mentee's words, read by the two."""

import pytest

from mentes.bonds.actions import aiming
from mentes.bonds.models import Goal
from mentes.bonds.tests.conftest import after
from mentes.lib.errors import Refused


def set_goal(cast, by=None, text="Say my price"):
    return aiming.set_goal(cast.bond, text=text, by_on=None, by=by or cast.ama, now=after())


def test_a_goal_is_told_of_and_closed_and_taken_up_again(cast):
    goal = set_goal(cast)
    aiming.tell_progress(goal, text="Said it once", by=cast.ama, now=after(1))
    aiming.close_goal(goal, state="reached", by=cast.ama, now=after(2))
    goal.refresh_from_db()
    assert (goal.state, goal.closed_at, goal.steps.get().text) == ("reached", after(2), "Said it once")
    aiming.close_goal(goal, state="open", by=cast.ama, now=after(3))
    goal.refresh_from_db()
    assert (goal.state, goal.closed_at) == ("open", None)


def test_the_mentor_reads_and_does_not_write(cast, client):
    goal = set_goal(cast)
    for act in (
        lambda: set_goal(cast, by=cast.rosa),
        lambda: aiming.tell_progress(goal, text="x", by=cast.rosa, now=after()),
        lambda: aiming.close_goal(goal, state="let_go", by=cast.rosa, now=after()),
        lambda: aiming.change_goal(goal, text="x", by_on=None, by=cast.rosa),
    ):
        with pytest.raises(Refused):
            act()
    client.force_login(cast.rosa)
    page = client.get(f"/matches/{cast.bond.pk}/goals/").content.decode()
    assert "Say my price" in page
    assert "/progress/" not in page


def test_there_are_only_so_many_at_once(cast):
    for number in range(aiming.MOST_OPEN):
        set_goal(cast, text=f"goal {number}")
    with pytest.raises(Refused):
        set_goal(cast)


def test_the_page_says_what_is_wrong_and_keeps_the_words(cast, client):
    client.force_login(cast.ama)
    address = f"/matches/{cast.bond.pk}/goals/"
    wrong = client.post(address, {"text": "Sell to three shops", "by_on": "some day"})
    assert wrong.status_code == 422
    assert "Sell to three shops" in wrong.content.decode()
    assert client.post(address, {"text": "Sell to three shops", "by_on": "2027-03-01"}).status_code == 302
    goal = Goal.objects.get()
    told = client.post(f"/goals/{goal.pk}/progress/", {f"p{goal.pk}-text": ""})
    assert told.status_code == 422
    client.post(f"/goals/{goal.pk}/progress/", {f"p{goal.pk}-text": "One shop said yes"})
    client.post(f"/goals/{goal.pk}/change/", {f"g{goal.pk}-text": "Sell to two shops", f"g{goal.pk}-by_on": ""})
    client.post(f"/goals/{goal.pk}/close/", {"state": "let_go"})
    goal.refresh_from_db()
    assert (goal.text, goal.by_on, goal.state, goal.steps.count()) == ("Sell to two shops", None, "let_go", 1)


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_an_organiser_and_a_stranger_find_nothing_there(cast, client, who):
    goal = set_goal(cast)
    client.force_login(getattr(cast, who))
    assert client.get(f"/matches/{cast.bond.pk}/goals/").status_code == 404
    assert client.post(f"/goals/{goal.pk}/close/", {"state": "reached"}).status_code == 404
