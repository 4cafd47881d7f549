"""Reason codes made ready for a template: topics, languages and days by their names in the reader's language.

The sentences themselves stand in templates/matches/_label.html, _reason.html, _against.html and _unplaced.html.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_info, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from mentes.look.braid import Strand
from mentes.matches import bridge
from mentes.matches.answer_words import clock_of
from mentes.matches.quotes import Quotes
from mentes.matches.reasons import against_of, strands_of
from mentes.people.roster_bridge import ENGLISH_NAMES
from mentes.programmes.models import Participation
from mentes.topics.models import Topic

TITLES = {
    "topics": gettext_lazy("Topics"),
    "road": gettext_lazy("Road"),
    "lived": gettext_lazy("Lived experience"),
    "language": gettext_lazy("Language"),
    "working": gettext_lazy("Way of working"),
    "hours": gettext_lazy("Hours"),
    "wishes": gettext_lazy("Whom they wish for"),
}
WORKING = {
    "asks-first": gettext_lazy("asking before advising"),
    "direct": gettext_lazy("plain speaking"),
    "structured": gettext_lazy("a plan for each meeting"),
    "by-writing": gettext_lazy("writing"),
    "by-call": gettext_lazy("calls"),
}
WORKING_SHORT = {
    "asks-first": gettext_lazy("Asks first"),
    "direct": gettext_lazy("Speaks plainly"),
    "structured": gettext_lazy("Works to a plan"),
    "by-writing": gettext_lazy("By writing"),
    "by-call": gettext_lazy("By call"),
}
LABEL_LETTERS = 22  # what fits over a lane of the braid beside the points
# Native columns that a strand of one's own may read beside those of the files.
COLUMNS = {
    "goals": gettext_lazy("Goals"),
    "background": gettext_lazy("Background"),
    "would_help": gettext_lazy("Whom they would help"),
    "organisation": gettext_lazy("Organisation"),
    "time_zone": gettext_lazy("Time zone"),
    "languages": gettext_lazy("Languages"),
    "working": gettext_lazy("Way of working"),
}
RULES = {
    "shared_language": gettext_lazy("A language in common"),
    "shared_hours": gettext_lazy("Enough shared hours a week"),
    "not_manager": gettext_lazy("Never one’s manager"),
    "not_managers_manager": gettext_lazy("Never the manager’s manager"),
    "not_same_manager": gettext_lazy("Never two with the same manager"),
    "not_with": gettext_lazy("Never with those on the not-with list"),
    "organisation": gettext_lazy("Organisations"),
    "minimum_points": gettext_lazy("A least number of points"),
    "floor": gettext_lazy("The floor under the weakest pair"),
    "oneself": gettext_lazy("Nobody mentors themselves"),
    "rejected": gettext_lazy("Pairs that were rejected or are over"),
}


@dataclass(frozen=True)
class Someone:
    """A person as rows and braids show them: `id` for the portrait, `name` as this programme knows it."""

    id: str
    name: str
    first_name: str
    place: str = ""
    craft: str = ""


@dataclass(frozen=True)
class Told:
    """One pair's reasons, ready for a page. `strands` carry shown whole points that add up to `points`."""

    points: int
    strands: tuple[dict, ...]  # name, dye, shown, similarity, label, code, detail, quotes; most points first
    yarn: tuple[Strand, ...]  # the same for {% braid %} and {% bars %}
    against: tuple[dict, ...]  # code, detail

    @property
    def n_drawn(self) -> int:
        """How many strands bring points: a strand without any is not drawn, so it is not counted either."""
        return sum(1 for strand in self.yarn if strand.points)


def wish_columns(wishes: Iterable[Mapping]) -> list[dict]:
    """The pairs as they are, and as they would be with the other choice of floor and of stability; words by `kind`.

    `wishes`: as `Run.wishes`. Each has objective, n_placed, least_points and n_blocking, the floor of its kind, and
    `points_more` than the pairs as they are.
    """
    wishes = list(wishes)
    present = [{"kind": "present", **(one["with_it"] if one["on"] else one["without"])} for one in wishes[:1]]
    others = [
        {
            "kind": f"{'without' if one['on'] else 'with'}_{one['name']}",
            "floor": one["floor"],
            **(one["without"] if one["on"] else one["with_it"]),
        }
        for one in wishes
    ]
    return present + [{**one, "points_more": one["objective"] - present[0]["objective"]} for one in others]


def someone(place: Participation) -> Someone:
    profile = place.profile
    where = ", ".join(filter(None, (profile.city, profile.country)))
    return Someone(str(place.person_id), profile.name, profile.first_name, where, profile.craft)


def shown_points(parts: Mapping[str, float]) -> dict[str, int]:
    """Whole points by strand that add up to the rounded total."""
    return bridge.round_points(parts)


def flat_yarn(parts: Mapping[str, float]) -> tuple[Strand, ...]:
    """What a row's bar is made of: no labels, no queries."""
    return tuple(Strand(name, bridge.DYES.get(name, bridge.CUSTOM_DYE), n) for name, n in shown_points(parts).items())


def tell(
    kept: Sequence[Mapping],
    parts: Mapping[str, float],
    mentee: Participation,
    mentor: Participation,
    *,
    quotes: Quotes | None = None,
) -> Told:
    """Kept reasons (`Match.reasons`, or `kept_reasons` of fresh ones) in words for these two, with `quotes` by strand."""
    shown = shown_points(parts)
    strands, against = strands_of(kept, shown), against_of(kept)
    names = topic_names(_keys([*(s.detail for s in strands), *(a.detail for a in against)]))
    zones = (mentee.profile.time_zone, mentor.profile.time_zone)
    told = []
    for strand in sorted(strands, key=lambda s: (-s.shown, -s.points)):
        one = {
            "name": strand.name,
            "dye": strand.dye,
            "shown": strand.shown,
            "similarity": strand.similarity,
            "code": strand.code,
        }
        one["title"] = title(strand.name)
        one["detail"] = named_detail(strand.detail, names, zones)
        one["quotes"] = (quotes or {}).get(strand.name, ())
        one["label"] = render_to_string("matches/_label.html", {"strand": one}).strip()
        told.append(one)
    return Told(
        points=sum(shown.values()),
        strands=tuple(told),
        yarn=tuple(Strand(one["name"], one["dye"], one["shown"], one["label"]) for one in told),
        against=tuple({"code": one.code, "detail": named_detail(one.detail, names, zones)} for one in against),
    )


def title(strand: str) -> str:
    """The strand's own name; one of the organiser's own as they wrote it."""
    return str(TITLES.get(strand, strand))


def rule_words(rules: Iterable[str]) -> str:
    """Rules by their titles, in quotation marks."""
    return listed(_("“%(rule)s”") % {"rule": RULES.get(rule, rule)} for rule in rules)


def column_title(column: str) -> str:
    """A native column by its name, one of the organiser's own files as it is written there."""
    return str(COLUMNS.get(column, column))


def topic_names(keys: Iterable[str]) -> dict[str, str]:
    """Names of topics in the reader's language, by key."""
    keys = set(keys)
    if not keys:
        return {}
    topics = Topic.objects.filter(key__in=keys).prefetch_related("names")
    return {topic.key: topic.name_in(get_language() or "en") for topic in topics}


def language_name(tag: str) -> str:
    """A language in the reader's language, else in English; the tag where nobody here knows its name."""
    base, _dash, region = tag.partition("-")
    try:
        name = get_language_info(base)["name_translated"]
    except KeyError:
        name = ENGLISH_NAMES.get(base)
    if not name:
        return tag
    return pgettext("language and region", "%(language)s (%(region)s)") % {"language": name, "region": region} if region else name


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(others)s and %(last)s") % {"others": _(", ").join(words[:-1]), "last": words[-1]}


def listed_short(words: Sequence[str]) -> str:
    """As many words as fit over a lane; at least one."""
    fitting = [n for n in range(len(words), 1, -1) if len(listed(words[:n])) <= LABEL_LETTERS]
    return listed(words[: fitting[0] if fitting else 1])


def local_spans(intervals: Sequence[Sequence[int]], week_of: str, zone: str) -> list[tuple[datetime, datetime]]:
    """Minutes of the UTC week as local times of `zone`, without zone, so that templates print them as they are."""
    monday = datetime.fromisoformat(week_of).replace(tzinfo=ZoneInfo("UTC"))

    def local(minute: int) -> datetime:
        return (monday + timedelta(minutes=minute)).astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None)

    return [(local(start), local(end)) for start, end in intervals]


def named_detail(detail: Mapping, topics: Mapping[str, str], zones: tuple[str, str]) -> dict:
    """The same detail with names for what a reader sees; what needs no name stays."""
    named = dict(detail)
    if "topics" in named:
        named["topics"] = [
            {**one, "topic": topics.get(one["topic"], one["topic"])} if isinstance(one, Mapping) else topics.get(one, one)
            for one in named["topics"]
        ]
        met = [one for one in named["topics"] if isinstance(one, Mapping) and one["fit"] > 0]
        named["met"] = [one["topic"] for one in met]
    if "missing" in named:
        named["missing"] = [topics.get(key, key) for key in named["missing"]]
    if "items" in named:  # a template would read `items` as the method of the dictionary
        named["lived_items"] = named.pop("items")
    if "topic" in named:
        named["topic"] = topics.get(named["topic"], named["topic"])
    if "mentee_tag" in named:
        named["language"] = language_name(named["mentee_tag"].split("-")[0])
        named["shared"] = list(dict.fromkeys(language_name(tag.split("-")[0]) for tag in named["shared"]))
    elif "shared" in named:
        named["short"] = [str(WORKING_SHORT.get(word, word)) for word in named["shared"]]
        named["shared"] = [str(WORKING.get(word, word)) for word in named["shared"]]
    for side in ("mentee", "mentor"):
        if isinstance(named.get(side), list):  # words of working, or languages
            named[side] = [str(WORKING[word]) if word in WORKING else language_name(word) for word in named[side]]
    if "utc_intervals" in named:
        named["clocks"] = [
            {"city": clock_of(zone), "spans": local_spans(named["utc_intervals"], named["week_of"], zone)}
            for zone in dict.fromkeys(zones)
        ]
    if isinstance(named.get("language"), str) and "mentee_tag" not in named:
        named["language"] = language_name(named["language"])
    return named


def _keys(details: Iterable[Mapping]) -> set[str]:
    keys: set[str] = set()
    for detail in details:
        keys |= {one["topic"] if isinstance(one, Mapping) else one for one in detail.get("topics", ())}
        keys |= set(detail.get("missing", ()))
        keys |= {detail["topic"]} if "topic" in detail else set()
    return keys
