"""What browsers may tell the server: known words only, put together anew."""

import base64
import contextlib
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.lib import relay, signals
from mentes.lib.signals import Signal
from mentes.meetings.call import protocol
from mentes.meetings.call.protocol import Join, Ping, State, read

TAB = "0123456789abcdef" * 2
STATE = {"has_sound": True, "picture": "both", "wants_pictures": False}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=10), part, max_size=4),
    max_leaves=12,
)


def test_what_is_known_becomes_a_value():
    assert read({"kind": "join", "tab": TAB} | STATE) == Join(TAB, State(True, "both", False))
    assert read({"kind": "state"} | STATE) == State(True, "both", False)
    assert read({"kind": "ping"}) == Ping()


def test_a_candidate_is_put_together_of_the_parts_we_know():
    one = {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0, "evil": "<script>"}
    assert read({"kind": "signal", "to": TAB, "candidates": [one]}) == Signal(
        TAB, {"candidates": [{key: one.get(key) for key in ("candidate", "sdpMid", "sdpMLineIndex", "usernameFragment")}]}
    )


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "join", "tab": TAB.upper()} | STATE,
        {"kind": "join", "tab": TAB + "0"} | STATE,
        {"kind": "state"} | STATE | {"picture": "film"},
        {"kind": "state"} | STATE | {"has_sound": 1},
        {"kind": "say", "text": "x" * (protocol.MOST_TEXT + 1)},
        {"kind": "signal", "to": TAB, "description": {"type": "rollback", "sdp": ""}},
        {"kind": "signal", "to": TAB, "description": {"type": "offer", "sdp": "x" * (signals.MOST_SDP + 1)}},
        {"kind": "signal", "to": TAB, "candidates": [{"candidate": "x"}] * (signals.MOST_CANDIDATES + 1)},
        {"kind": "signal", "to": TAB, "candidates": [{"candidate": "x", "sdpMLineIndex": -1}]},
        {"kind": "signal", "to": TAB},
        {"kind": ["join"]},
        {},
    ],
)
def test_what_is_not_known_is_refused(said):
    with pytest.raises(ValueError, match=r"."):
        read(said)


@given(st.dictionaries(st.sampled_from(["kind", "tab", "to", "text", "description", "candidates", "picture"]), JSON), JSON)
def test_whatever_comes_is_a_value_or_a_value_error(said, kind):
    with contextlib.suppress(ValueError):
        read(said | {"kind": kind} if isinstance(kind, str) else said)


def test_several_faults_are_named_at_once():
    with pytest.raises(ValueError, match="has_sound, wants_pictures, picture"):
        read({"kind": "state"})


# The relay's credentials


def test_credentials_are_those_that_the_relay_computes_too():
    """Worked by hand after draft-uberti-behave-turn-rest-00: password = base64(HMAC-SHA1(secret, name))."""
    (server,) = relay.ice_servers(urls=["turn:relay.example.org:3478"], secret="north", second=1_000_000, word="abc")
    assert server["username"] == "1014400:abc"
    expected = hmac.new(b"north", b"1014400:abc", hashlib.sha1).digest()
    assert base64.b64decode(server["credential"]) == expected


def test_without_a_relay_there_are_no_servers():
    assert relay.ice_servers(urls=[], secret="north", second=0, word="a") == []
    assert relay.ice_servers(urls=["turn:relay.example.org"], secret="", second=0, word="a") == []


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("turn:relay.example.org", True),
        ("turns:relay.example.org:5349?transport=tcp", True),
        ("turn:[2001:db8::1]:3478", True),
        ("stun:relay.example.org", False),
        ("https://relay.example.org", False),
        ("turn:", False),
    ],
)
def test_addresses_of_relays(said, is_one):
    assert relay.is_address(said) is is_one
    assert relay.addresses(f" {said}, {said}\n") == [said, said]
