"""Reason codes of the engines in plain English: every word that people read in the outputs of `mentes match`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentes.engines.matching import Code, Strand, Unplaced
from mentes.engines.roster.language_codes import NAMES

TITLES = {
    "topics": "Topics",
    "road": "Road",
    "lived": "Lived experience",
    "language": "Language",
    "working": "Way of working",
    "hours": "Hours",
    "wishes": "Whom they wish for",
}
WORKING = {
    "asks-first": "asking before advising",
    "direct": "plain speaking",
    "structured": "a plan for each meeting",
    "by-writing": "writing",
    "by-call": "calls",
}
RULES = {
    "shared_language": "A shared language",
    "shared_hours": "Enough shared hours a week",
    "not_manager": "Never the manager",
    "not_managers_manager": "Never the manager's manager",
    "not_same_manager": "Never two with the same manager",
    "not_with": "Never with those on the not-with list",
    "organisation": "The organisation",
    "minimum_points": "A least number of points",
    "floor": "The floor under the points of a pair",
    "oneself": "Nobody mentors themselves",
    "rejected": "Pairs a person rejected",
    "locked": "Pairs a person locked",
}
AIMS = {
    "points": "the best total under your weights",
    "people": "the most people with a mentor, then the best total under your weights",
}
ORDINALS = ("first", "second", "third", "fourth", "fifth")
MOST_WORDS = 2  # about working, in a title
_LANGUAGE_NAMES: dict[str, str] = {}
for _name, _code in NAMES.items():
    _LANGUAGE_NAMES.setdefault(_code, _name.title())  # the English name stands first


@dataclass(frozen=True)
class Names:
    """How people and topics are called: ids and keys to what stands in the file."""

    people: Mapping[str, str]
    topics: Mapping[str, str]

    def person(self, person_id: str) -> str:
        return self.people.get(person_id) or person_id

    def topic(self, topic: str) -> str:
        return self.topics.get(topic, topic)


def listed(words: Sequence[str], most: int = 4) -> str:
    """ "a, b and c"; beyond `most` the rest is counted."""
    words = list(words)
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def count(n: float, one: str, many: str) -> str:
    return f"{number(n)} {one if n == 1 else many}"


def language(tag: str) -> str:
    base, _, region = tag.partition("-")
    name = _LANGUAGE_NAMES.get(base.casefold(), tag)
    return f"{name} ({region})" if region else name


def title(strand: Strand, names: Names) -> str:
    """A few words for the strand itself, to stand on the braid."""
    detail = strand.detail
    if strand.code == "shared_topics":
        return sentence_case(listed([names.topic(entry["topic"]) for entry in detail["topics"] if entry["fit"] > 0], 3))
    if strand.code == "shared_language":
        return f"Both speak {language(detail['mentee_tag'])}"
    if strand.code == "shared_hours":
        return f"{count(detail['hours'], 'shared hour', 'shared hours')} a week"
    if strand.code == "shared_working_words":
        return "Both like " + listed([WORKING.get(word, word) for word in detail["shared"]], MOST_WORDS)
    if strand.code == "wished_for":
        return "Each named the other" if detail["mentee_rank"] and detail["mentor_rank"] else "One named the other"
    return TITLES.get(strand.name, strand.name)


def evidence(strand: Strand, names: Names) -> str:
    """One sentence saying what the points rest on; "" where the quotations say it."""
    detail = strand.detail
    match strand.code:
        case "not_asked":
            return "Not asked, or not answered by both: no points."
        case "shared_topics":
            return f"Sought and offered: {_topics(detail['topics'], names)}."
        case "no_shared_topics":
            return "Nothing that is sought is offered."
        case "shared_lived":
            return "Both volunteered it. What it is stays with the two."
        case "nothing_lived_shared":
            return "No experience that both volunteered; the points rest on whom they wish to meet."
        case "shared_language":
            first = {2: "the first language of both", 1: "the first language of one of them"}.get(detail["first_for"], "")
            if len(detail["shared"]) == 1:
                return f"{first[0].upper()}{first[1:]}." if first else ""
            return f"They share {listed([language(tag) for tag in detail['shared']])}" + (f"; {first}." if first else ".")
        case "no_shared_language":
            return "No language in common."
        case "shared_working_words":
            if len(detail["shared"]) <= MOST_WORDS:
                return ""  # the title has said it
            return f"Both like {listed([WORKING.get(word, word) for word in detail['shared']], 6)}."
        case "no_shared_working_words":
            one, other = (listed([WORKING.get(word, word) for word in detail[side]]) for side in ("mentee_only", "mentor_only"))
            return f"One likes {one}, the other {other}; where only one has spoken, half the points are given."
        case "shared_hours":
            return f"Free together: {_hours(detail['utc_intervals'])} (UTC, week of {detail['week_of']})."
        case "no_shared_hours":
            return "No hour of the week in which both are free."
        case "column_compared":
            return f"{detail['mentee']} beside {detail['mentor']}."
        case "unknown_value":
            return f"{detail['mentee']} beside {detail['mentor']}: not a value this strand can read."
        case "wished_for" | "others_wished_for":
            return (
                f"{_named('The mentee', 'the mentor', detail, 'mentee')} {_named('The mentor', 'the mentee', detail, 'mentor')}"
            )
        case "road_compared" | "text_compared":
            return ""
    return strand.code.replace("_", " ").capitalize() + "."


def _named(who: str, whom: str, detail: Mapping, side: str) -> str:
    rank, n = detail[f"{side}_rank"], detail[f"n_{side}"]
    if rank:
        return f"{who} named {whom} {ORDINALS[rank - 1]}."
    return f"{who} named {count(n, 'other person', 'other people')}." if n else f"{who} named nobody."


def against(code: Code, names: Names, mentee: str, mentor: str) -> str:
    """One sentence for what pulls the other way."""
    detail = code.detail
    match code.code:
        case "topics_not_offered":
            missing = listed([names.topic(topic) for topic in detail["topics"]])
            return f"{mentee} also seeks {missing}, which {mentor} does not offer."
        case "level_above_offer":
            levels = f"level {detail['offered']} beside {detail['sought']}"
            return f"In {names.topic(detail['topic'])} {mentor} may not be ahead: {levels}."
        case "hours_apart":
            return f"Their clocks are {count(detail['hours'], 'hour', 'hours')} apart."
        case "few_shared_hours" if not detail["hours"]:
            return "They share no free hour."
        case "few_shared_hours":
            return f"They share only {count(detail['hours'], 'hour', 'hours')} a week."
        case "lived_wish_unmet":
            wish = {"like": "who has lived through something alike", "unlike": "whose experience is another"}[detail["wish"]]
            return f"{mentee if detail['side'] == 'mentee' else mentor} hoped for somebody {wish}."
        case "no_shared_language":
            return "They share no language."
        case "nobodys_first_language":
            return f"{language(detail['language'])} is the first language of neither."
        case "working_words_clash":
            ours, theirs = (listed([WORKING.get(word, word) for word in detail[side]]) for side in ("mentee", "mentor"))
            return f"{mentee} prefers {ours}, {mentor} {theirs}."
        case "mentor_full":
            return f"All {detail['seats']} seats of {mentor} are taken."
        case "custom_unmet":
            return sentence_case(f"{detail['strand']}: {detail.get('mentee', '')} beside {detail.get('mentor', '')}.")
    return code.code.replace("_", " ").capitalize() + "."


def unplaced(person: Unplaced, names: Names) -> str:
    """Why somebody has no pair, or fewer than they asked for, in one or two sentences."""
    detail = dict(person.detail)
    if person.reason == "fewer_than_wanted":
        return f"Has {detail['got']} of the {detail['wanted']} mentors wished for. {_why(detail['because'], detail, names)}"
    return _why(person.reason, detail, names)


def _why(code: str, detail: Mapping, names: Names) -> str:
    match code:
        case "wants_none":
            return "Wishes for no mentor now."
        case "gives_none":
            return "Gives no seat now."
        case "by_hand":
            return "Is matched by hand, as they chose: no software proposes anybody."
        case "no_mentors":
            return "No mentor gives a seat."
        case "no_other_mentors":
            return "No further mentor gives a seat."
        case "no_mentees":
            return "No mentee wishes for a mentor."
        case "no_allowed_mentor":
            return f"{_none_of(detail['n_others'], 'mentor', 'mentors')} {_rules(detail)}"
        case "no_allowed_mentee":
            return f"{_none_of(detail['n_others'], 'mentee', 'mentees')} {_rules(detail)}"
        case "no_points":
            n = detail["n_allowed"]
            whom = "the only person" if n == 1 else f"any of the {n} people"
            return f"Nothing speaks for {whom} your rules allow: no points."
        case "seats_short":
            return f"The seats bring more points with others. {_nearest(names.person(detail['mentor']), detail)}"
        case "others_preferred" if "mentor" in detail:
            best = f"{names.person(detail['mentor'])} would suit best ({number(detail['points'])} points)"
            return f"Every mentor your rules allow has mentees they would rather have; of these mentors {best}."
        case "others_preferred":
            best = f"{names.person(detail['mentee'])} would suit best ({number(detail['points'])} points)"
            return f"Every mentee your rules allow has mentors they would rather have; of these mentees {best}."
        case "no_other_peers":
            return "Nobody else is free."
        case "no_allowed_peer":
            return f"{_none_of(detail['n_others'], 'other person', 'other people')} {_rules(detail)}"
        case "odd_one_out" | "peers_elsewhere":
            best = f"{names.person(detail['peer'])} would suit best ({number(detail['points'])} points)"
            alone = "The number of people is odd" if code == "odd_one_out" else "The others bring more points in other pairs"
            return f"{alone}; of the {count(detail['n_allowed'], 'person', 'people')} your rules allow {best}."
        case "mentees_elsewhere":
            return f"The mentees bring more points with others. {_nearest(names.person(detail['mentee']), detail)}"
    return code.replace("_", " ").capitalize() + "."


def _none_of(n: int, one: str, many: str) -> str:
    return f"Your rules do not allow the only {one}." if n == 1 else f"Your rules allow none of the {n} {many}."


def _rules(detail: Mapping) -> str:
    most = sorted(detail["rules"].items(), key=lambda entry: (-entry[1], entry[0]))
    return "The rules in the way: " + listed([f"{RULES.get(rule, rule).lower()} (forbids {n})" for rule, n in most]) + "."


def _nearest(name: str, detail: Mapping) -> str:
    if detail["short"] is None:
        return f"The nearest is {name} with {number(detail['points'])} points; no pair could have enough more."
    if detail["short"] < 0.05:
        return f"The nearest is {name} with {number(detail['points'])} points: another set of pairs with the same total would do."
    return f"The nearest is {name} with {number(detail['points'])} points, {number(detail['short'])} short."


def _topics(entries: Sequence[Mapping], names: Names) -> str:
    def one(entry: Mapping) -> str:
        levels = [
            f"{word} {entry[key]}" for word, key in (("stands at", "sought"), ("offers", "offered")) if entry[key] is not None
        ]
        return names.topic(entry["topic"]) + (f" ({', '.join(levels)})" if levels else "")

    return listed([one(entry) for entry in entries], 5)


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _hours(spans: Sequence[tuple[int, int]]) -> str:
    def clock(minute: int) -> str:
        return f"{minute % 1440 // 60:02d}:{minute % 60:02d}"

    return listed([f"{DAYS[start // 1440 % 7]} {clock(start)} to {clock(end)}" for start, end in spans], 4)
