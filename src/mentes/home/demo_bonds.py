"""What the demo's pairs write to each other and say of their way while time passes. Few words, and those they would use."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from mentes.bonds.actions.feeling import answer_pulse
from mentes.bonds.models import Pulse
from mentes.bonds.questions import QUESTIONS
from mentes.lib.draws import share
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.models import Meeting
from mentes.messages.actions import write_message
from mentes.messages.models import Conversation

ANSWERS_A_PULSE, LETS_HELP = 0.8, 0.6
PULSE_DAYS = 4.0
WRITES = 0.7
# After the two have begun, and after they have met.
BEGINNINGS = (
    "Hello! I look forward to our first talk. Early evenings suit me best.",
    "Thank you for saying yes. Shall we begin with what you wrote about your goals?",
    "Good to meet you here. I have set my hours; take whichever is good for you.",
)
AFTERWARDS = (
    "Thank you for today. I will try the smaller step first and tell you how it went.",
    "That was a good hour. I am sending you the page we spoke of next week.",
    "I thought about your question on the way home. I have an answer now, I think.",
)


def talk(*, since: datetime, now: datetime) -> None:
    """Everything that people write and answer after `since` and until `now`."""
    begun = Match.objects.filter(state=Match.State.ACTIVE, started_at__gt=since, started_at__lte=now)
    for match in begun.select_related("mentee__person", "mentor__person").order_by("pk"):
        _write(match, "begins", BEGINNINGS, now=now)
    met = Meeting.objects.held().filter(ends_at__gt=since, ends_at__lte=now).order_by("pk")
    running = Match.objects.filter(state=Match.State.ACTIVE).select_related("mentee__person", "mentor__person")
    by_id = running.in_bulk([meeting.about for meeting in met])
    for meeting in met:
        if meeting.about in by_id:
            _write(by_id[meeting.about], meeting.pk, AFTERWARDS, now=now)
    answer_pulses(now=now)


def _write(match: Match, occasion: object, texts: tuple[str, ...], *, now: datetime) -> None:
    conversation = Conversation.objects.filter(about=match.pk, closed_at=None).first()
    if conversation is None or share("writes", match.pk, occasion) >= WRITES:
        return
    drawn = share("words", match.pk, occasion)
    by = match.people()[int(drawn * 1000) % 2]
    key = uuid5(NAMESPACE_URL, f"demo {match.pk} {occasion}")
    try:
        write_message(conversation, by=by, text=texts[int(drawn * len(texts))], key=key, now=now)
    except Refused:
        return  # closed a moment ago


def answer_pulses(*, now: datetime) -> None:
    """Most answer within days. What they say is drawn; a few are not content, and some of these let the organisers help."""
    for pulse in Pulse.objects.waiting().select_related("person").order_by("pk"):
        at = pulse.asked_at + timedelta(days=PULSE_DAYS * share("answers", pulse.pk))
        if share("answers a pulse", pulse.person_id) >= ANSWERS_A_PULSE or at > now:
            continue
        content = share("is content", pulse.match_id)
        answers = {question.code: _mark(content, share(question.code, pulse.pk)) for question in QUESTIONS[pulse.kind]}
        lets_help = share("lets help", pulse.person_id) < LETS_HELP
        try:
            answer_pulse(pulse, answers, lets_help=lets_help, by=pulse.person, now=now)
        except Refused:
            continue  # answered by the visitor


def _mark(content: float, drawn: float) -> int:
    """1 to 5: one pair in seven is not content, the others mostly are."""
    return 1 + int(drawn * 3) if content < 1 / 7 else 3 + int(drawn * 3)
