"""What the pairs of a world do together: what they keep, write to each other, and say at the end."""

import datetime as dt
import uuid

from mentes.bonds import private
from mentes.bonds.models import Agreement, Goal, GoalStep, GuideStep, LaidStep, Plan, PrivateNote, Pulse, Trouble
from mentes.matches.models import Closing, Ending, Farewell, Match, Priority
from mentes.meetings.models import Action, AgendaItem, Meeting, SharedNote
from mentes.messages.actions import open_conversation, write_message
from mentes.messages.files import take_in


def keep_together(world) -> None:
    """They have agreed, aim, note and were asked how it goes. Leaves the rows that addresses name in `world`."""
    word, now, match = world.word, world.now, world.active
    mentee, mentor = world.both.person, world.other_mentor.person
    for meeting in Meeting.objects.filter(about__in=(world.offered.pk, match.pk)):
        people = meeting.people()
        item = AgendaItem.objects.create(meeting=meeting, position=1, text=f"{word} item", added_by=people[0], added_at=now)
        SharedNote.objects.create(meeting=meeting, text=f"{word} shared", written_by=people[1], written_at=now)
        action = Action.objects.create(
            about=meeting.about, meeting=meeting, text=f"{word} action", owner=people[0], made_by=people[1], made_at=now
        )
        if meeting == world.meeting:
            world.item, world.action = item, action
    said = {name: f"{word} {name}" for name in (*Agreement.PARTS, "more")}
    Agreement.objects.create(match=match, number=1, edited_by=mentor, edited_at=now, mentee_signed_at=now, **said)
    world.goal = Goal.objects.create(match=match, text=f"{word} goal", made_at=now)
    GoalStep.objects.create(goal=world.goal, text=f"{word} step", at=now)
    for person in (mentee, mentor):
        sealed = private.seal_for(person, f"{word} private")
        PrivateNote.objects.create(person=person, match=match, sealed=sealed, written_at=now, changed_at=now)
        answers = private.seal_for(person, '{"going": 1, "worth": 5}')
        Pulse.objects.create(
            match=match,
            person=person,
            kind="days",
            occasion=30,
            asked_at=now,
            answered_at=now,
            answers=answers,
            lets_help=True,
            is_low=True,
        )
    world.pulse = Pulse.objects.create(match=match, person=mentee, kind="bond", occasion=3, asked_at=now)
    world.note = PrivateNote.objects.get(person=mentee)
    world.trouble = Trouble.objects.create(match=match, person=mentee, words=f"{word} trouble", at=now)
    Trouble.objects.create(
        match=match, person=mentor, words=f"{word} other", at=now, taken_up_at=now, taken_up_by=world.organiser
    )
    Plan.objects.create(programme=world.programme)
    GuideStep.objects.create(programme=world.programme, position=0, title=f"{word} step", lines=[f"{word} line"])
    LaidStep.objects.create(meeting_id=world.unsaid.pk, match=match, position=0, at=now)


def talk(world) -> None:
    """What the mentee and the mentor write to each other, with a file from either."""
    pair = (world.mentee.person, world.mentor.person)
    conversation = open_conversation(about=world.offered.pk, people=pair, now=world.now)
    for person in pair:
        file = take_in(f"{world.word} prices.txt", f"{world.word} list of prices".encode())
        text = f"{world.word} words, and https://example.org/{world.word}"
        world.message = write_message(conversation, by=person, text=text, files=[file], key=uuid.uuid4(), now=world.now)
    world.theirs = conversation.messages.get(author=world.mentee.person)


def end_well(world) -> Match:
    """A completed match of the two whose offer is open, with everything that is said at the end."""
    word, begun = world.word, world.now - dt.timedelta(days=90)
    over = world._match(world.mentee, world.mentor, "ended", offered_at=begun, started_at=begun, ended_at=world.now)
    closing = Closing.objects.create(
        programme=world.programme, by=world.organiser, at=world.now, questions=[f"{word} asks"], n_matches=1
    )
    Ending.objects.create(
        match=over, kind="completed", by=world.mentee.person, at=world.now, words=f"{word} ended", closing=closing
    )
    for place in (world.mentee, world.mentor):
        Farewell.objects.create(
            match=over,
            person=place.person,
            at=world.now,
            thanks=f"{word} thanks",
            reached=f"{word} reached",
            went=4,
            answers=[{"question": f"{word} asks", "words": f"{word} answers"}],
        )
    Priority.objects.create(place=world.mentee, match=over, since=world.now)
    return over
