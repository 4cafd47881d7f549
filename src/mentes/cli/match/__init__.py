"""`mentes match`: from people files to explained pairs, without a server, a database or Django.

In the order a run goes: `options` what was asked, then `steps`, which calls the rest: `reading` files to people and terms,
`members` people to the engine's members, `texts` goals and backgrounds to the road strand, `work` the matching, then the
outputs: `report`, `tables`, `review` (the page), `terminal`, all written at once by `writing`. `proof` is `--check`.
`sentences` holds every word for people.
"""

from mentes.cli.match.command import run

__all__ = ["run"]
