"""The sentences that strands rest on which compare texts: read anew from what the two say now, never kept with a match."""

from collections.abc import Mapping, Sequence

from django.db.models import prefetch_related_objects

from mentes.people.actions import RoadQuote, quote_columns, quote_road
from mentes.people.models import Profile

Quotes = Mapping[str, tuple[RoadQuote, ...]]


def quotes_of(kept: Sequence[Mapping], mentee: Profile, mentor: Profile) -> Quotes:
    """By strand, for the kept reasons of these two."""
    prefetch_related_objects([mentee, mentor], "passages")
    quotes = {"road": quote_road(mentee, mentor)}
    for one in kept:
        if one["kind"] == "strand" and one["code"] == "text_compared":
            columns = one["detail"]["mentee_column"], one["detail"]["mentor_column"]
            quotes[one["name"]] = quote_columns(mentee, columns[0], mentor, columns[1])
    return quotes
