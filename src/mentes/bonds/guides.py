"""The guides that come with Mentes: steps of a mentorship, one a meeting. A programme takes one as it is, or changes a copy.

Every sentence is in the catalogues, so that each pair reads them in its own language until an organiser writes their own.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise  # a sentence, or one that finds its language when it is shown


@dataclass(frozen=True)
class Step:
    """One meeting: what it is about, in a sentence, and the lines of its agenda."""

    title: Words
    about: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True)
class Guide:
    title: Words
    about: Words
    steps: tuple[Step, ...]


_LOOK_BACK = _("What happened since we last met, and what of it do you want to talk about?")
_NEXT = _("What is the one thing to do before we meet again, and who does it?")

GUIDES: dict[str, Guide] = {
    "one_to_one": Guide(
        _("One to one"),
        _("Somebody who has walked the road goes along with somebody who is on it. Eight meetings, then as you like."),
        (
            Step(
                _("Getting to know each other"),
                _("You need no plan yet. Find out who sits across from you, and agree how you want to meet."),
                (
                    _("How did each of us come to where we are? Ten minutes each, with one wrong turn."),
                    _("What has helped you before when somebody gave you advice, and what has not?"),
                    _("Fill in our agreement together: how often, how long, what stays between us."),
                ),
            ),
            Step(
                _("What you are after"),
                _("Turn what brought you here into one or two goals that you would recognise when you reach them."),
                (
                    _("If this season goes well, what is different at its end?"),
                    _("How would you notice that you are half way?"),
                    _("Write down one or two goals in your own words, with a date."),
                ),
            ),
            Step(
                _("Where you stand today"),
                _("Look at one real situation closely, before anybody offers a solution."),
                (
                    _("Tell of the last time it came up: what happened, minute by minute?"),
                    _("What have you tried already, and what did you learn from it?"),
                    _NEXT,
                ),
            ),
            Step(
                _("A first try"),
                _("Choose something small enough to do before you meet again, and rehearse it."),
                (
                    _LOOK_BACK,
                    _("Three ways to go about it: which would you dare this month?"),
                    _("Say the hard sentence out loud here first."),
                    _NEXT,
                ),
            ),
            Step(
                _("What got in the way"),
                _("Half way is a good place to be honest: about the goals, and about the two of you."),
                (
                    _LOOK_BACK,
                    _("Which goal still fits? Change or let go of the one that does not."),
                    _("What should each of us do more of, and less of, when we meet?"),
                ),
            ),
            Step(
                _("Doors and people"),
                _("A mentor is one person. Find out who else could help, and how to ask them."),
                (
                    _LOOK_BACK,
                    _("Who knows something that you need to know? Name three people."),
                    _("Write the first message to one of them together."),
                    _NEXT,
                ),
            ),
            Step(
                _("On your own feet"),
                _("The mentee leads this meeting; the mentor asks and listens."),
                (
                    _LOOK_BACK,
                    _("Teach it back: explain to me how you decide this now."),
                    _("What will you do when I am not there?"),
                    _NEXT,
                ),
            ),
            Step(
                _("Ending well"),
                _("See what was reached, say thank you, and decide what comes after."),
                (
                    _("Read your goals from the beginning: what has changed, also what you did not plan?"),
                    _("What will each of us take along?"),
                    _("How do we want to stay in touch, if at all?"),
                ),
            ),
        ),
    ),
    "reverse": Guide(
        _("Reverse"),
        _("Somebody newer shows somebody longer in post how things look from where they stand. Six meetings."),
        (
            Step(
                _("Changing seats"),
                _("The one with the longer title learns here. Say out loud what that needs from both of you."),
                (
                    _("What does each of us hope for, and what feels odd about it?"),
                    _("What may be said here that has no consequences outside?"),
                    _("Fill in our agreement together: how often, how long, what stays between us."),
                ),
            ),
            Step(
                _("A day where I stand"),
                _("The mentor tells of an ordinary day; the other asks and does not explain."),
                (
                    _("Walk through yesterday: what did you use, whom did you need, where did you wait?"),
                    _("What do people above you think is easy, and is not?"),
                    _NEXT,
                ),
            ),
            Step(
                _("Learning by doing"),
                _("Do one thing together that the learner has so far had others do."),
                (
                    _LOOK_BACK,
                    _("The learner’s hands, the mentor’s words: do it once, slowly."),
                    _("What will you try alone before we meet again?"),
                ),
            ),
            Step(
                _("What nobody says upstairs"),
                _("Look at one decision from both ends, without defending it."),
                (
                    _LOOK_BACK,
                    _("Which decision of the last year looked different from below?"),
                    _("What would you have needed to know when you took it?"),
                ),
            ),
            Step(
                _("Something changes"),
                _("Choose one habit or rule that the learner can change, and change it."),
                (
                    _LOOK_BACK,
                    _("What is small enough to change this month, and who would notice?"),
                    _NEXT,
                ),
            ),
            Step(
                _("Both sides of it"),
                _("Say what each learnt, and what should go on without the programme."),
                (
                    _("What do you see now that you did not see before?"),
                    _("Who else should change seats, and how could we help them?"),
                    _("How do we want to stay in touch, if at all?"),
                ),
            ),
        ),
    ),
    "peer": Guide(
        _("Peer"),
        _("Two on the same road, taking turns: half of each meeting belongs to each. Six meetings."),
        (
            Step(
                _("Two roads side by side"),
                _("Neither of you is the mentor. Agree how you share the time."),
                (
                    _("What are you working on, and why now? Fifteen minutes each."),
                    _("How do we make sure that the quieter one gets their half?"),
                    _("Fill in our agreement together: how often, how long, what stays between us."),
                ),
            ),
            Step(
                _("A goal each"),
                _("Each names one goal; the other asks until it is clear."),
                (
                    _("What would you like to have done by the end, and how would you notice?"),
                    _("Ask five questions before giving any advice."),
                    _NEXT,
                ),
            ),
            Step(
                _("Your turn, my turn"),
                _("Each brings one real question; the other listens for half of the time."),
                (
                    _LOOK_BACK,
                    _("First half: your question. Second half: mine. Watch the clock."),
                    _NEXT,
                ),
            ),
            Step(
                _("Show your work"),
                _("Bring something unfinished, and say what kind of answer you want."),
                (
                    _LOOK_BACK,
                    _("What do you see in it, what is missing, what would you keep?"),
                    _NEXT,
                ),
            ),
            Step(
                _("Stuck and unstuck"),
                _("Talk of what has not moved, and choose whether to push it or let it go."),
                (
                    _LOOK_BACK,
                    _("What have you put off three times? What is in its way?"),
                    _("What should each of us do more of, and less of, when we meet?"),
                ),
            ),
            Step(
                _("What we made of it"),
                _("Count what is done, and decide whether you go on."),
                (
                    _("Read your goals from the beginning: what has changed, also what you did not plan?"),
                    _("What will each of us take along?"),
                    _("How do we want to stay in touch, if at all?"),
                ),
            ),
        ),
    ),
    "short": Guide(
        _("Short"),
        _("One question, three meetings: for when time is dear."),
        (
            Step(
                _("The one question"),
                _("Find the question that is worth three meetings."),
                (
                    _("What would you decide differently if you knew one thing more?"),
                    _("What have you tried already, and what did you learn from it?"),
                    _NEXT,
                ),
            ),
            Step(
                _("Trying it"),
                _("Look at what happened, and change one thing."),
                (
                    _LOOK_BACK,
                    _("Three ways to go about it: which would you dare this month?"),
                    _NEXT,
                ),
            ),
            Step(
                _("What stays"),
                _("Say what you found out and how you will go on without each other."),
                (
                    _LOOK_BACK,
                    _("What will you do when I am not there?"),
                    _("What will each of us take along?"),
                ),
            ),
        ),
    ),
}
