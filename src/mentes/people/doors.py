"""How many wrong tries a door takes: five in a quarter of an hour, for each account and for each address of the network.

allauth counts what it knows of (asking for a code, the second factor); this counts the rest in the same way. Addresses of IPv6
count by their /64, which is what one household or machine is given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.http import HttpRequest

WRONG_TRIES = {"wrong_try": "5/15m/ip,5/15m/key"}


@contextmanager
def one_try(request: HttpRequest, key: str) -> Iterator[None]:
    """Counts what happens inside as a wrong try of `key` and of the visitor's network, unless it ends well.

    The count comes first, so that many tries at once cannot slip past it. Raises ImmediateHttpResponse (429) after too many.
    """
    usage = ratelimit.consume(request, app="mentes.people", action="wrong_try", config=WRONG_TRIES, key=key, limit_get=True)
    if usage is None:
        refuse(request)
    yield
    usage.rollback()


def wrong_try(request: HttpRequest, key: str) -> None:
    """Counts one wrong try that is known for it; the sixth within a quarter of an hour is refused."""
    if ratelimit.consume(request, app="mentes.people", action="wrong_try", config=WRONG_TRIES, key=key, limit_get=True) is None:
        refuse(request)


def refuse(request: HttpRequest) -> NoReturn:
    """Ends the request with the page for too many tries."""
    response = ratelimit.respond_429(request)
    response["Retry-After"] = str(15 * 60)
    raise ImmediateHttpResponse(response)


def network(request: HttpRequest) -> str:
    """Where a visitor comes from, as far as limits go."""
    return ratelimit.get_ip(request)
