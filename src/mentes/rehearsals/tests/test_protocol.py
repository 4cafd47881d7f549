"""What browsers may tell a rehearsal's line: known words only, put together anew; anything else is a ValueError."""

import json
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentes.rehearsals.live import protocol
from mentes.rehearsals.live.protocol import Give, Join, Now, Ping, Pose, State, read

TAB = "0123456789abcdef" * 2
ID = "12345678-1234-5678-1234-567812345678"
HEAD = [0, 1.6, 0, 0, 0, 0, 1]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=8) | st.dictionaries(st.text(max_size=10), part, max_size=4),
    max_leaves=20,
)
KINDS = sorted(protocol._READERS)
FIELDS = ("id", "tab", "form", "n", "h", "l", "r", "to", "description", "candidates", "microphone", "seat", "speaking", "state",
          "cue", "text", "at", "node", "choice", "taken", "slide")  # fmt: skip


def test_what_is_known_becomes_a_value():
    assert read({"kind": "join", "tab": TAB, "form": "vr"}) == Join(TAB, "vr")
    assert read({"kind": "ping", "n": 3}) == Ping(3)
    assert read({"kind": "state", "microphone": "on", "seat": 4, "speaking": True}) == State("on", 4, True)
    assert read({"kind": "cue", "id": ID, "cue": "good"}) == Give(uuid.UUID(ID), "good", "")
    assert read({"kind": "now", "state": {"a": [1]}}) == Now({"a": [1]})


def test_a_pose_is_written_anew_and_carries_nothing_else():
    said = read({"kind": "pose", "h": HEAD, "l": None, "r": HEAD, "evil": "<script>"})
    assert said == Pose("[[0,1.6,0,0,0,0,1],null,[0,1.6,0,0,0,0,1]]")
    assert read({"kind": "pose", "h": HEAD}) == Pose("[[0,1.6,0,0,0,0,1],null,null]")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kind": "erase"},
        {"kind": ["join"]},
        {"kind": {}},
        {"kind": "join", "tab": TAB.upper(), "form": "vr"},
        {"kind": "join", "tab": TAB, "form": "film"},
        {"kind": "join", "tab": TAB, "form": ["vr"]},
        {"kind": "ping", "n": True},
        {"kind": "ping", "n": -1},
        {"kind": "pose"},
        {"kind": "pose", "h": HEAD[:6]},
        {"kind": "pose", "h": [*HEAD[:6], "1"]},
        {"kind": "pose", "h": [*HEAD[:6], True]},
        {"kind": "pose", "h": [*HEAD[:6], float("nan")]},
        {"kind": "pose", "h": [*HEAD[:6], float("inf")]},
        {"kind": "pose", "h": [*HEAD[:6], 10**400]},
        {"kind": "pose", "h": HEAD, "l": [1]},
        {"kind": "pose", "h": HEAD, "r": "none"},
        {"kind": "state", "microphone": "loud", "seat": None, "speaking": False},
        {"kind": "state", "microphone": "on", "seat": 101, "speaking": False},
        {"kind": "state", "microphone": "on", "seat": 1.0, "speaking": False},
        {"kind": "state", "microphone": "on", "seat": 1, "speaking": "yes"},
        {"kind": "state", "microphone": "on", "seat": 1, "speaking": True, "form": "hologram"},
        {"kind": "state", "microphone": "on", "seat": 1, "speaking": True, "form": ["vr"]},
        {"kind": "now", "state": []},
        {"kind": "now", "state": {"a": "x" * 5000}},
        {"kind": "cue", "id": 3, "cue": "good"},
        {"kind": "cue", "id": "x" * 36, "cue": "good"},
        {"kind": "cue", "id": ID.replace("-", ""), "cue": "good"},
        {"kind": "cue", "id": ID, "cue": "own", "text": "a\x00b"},
        {"kind": "cue", "id": ID, "cue": "own", "text": "\ud800"},
        {"kind": "seen", "id": ID, "at": 1.5},
        {"kind": "remark", "id": ID, "at": -1, "text": "x"},
        {"kind": "remark", "id": ID, "at": 1, "text": "x" * 4001},
        {"kind": "choose", "id": ID, "node": "x" * 81, "choice": ""},
        {"kind": "chosen", "id": ID, "taken": 1},
        {"kind": "turn", "id": ID, "slide": 0},
        {"kind": "signal", "to": TAB},
    ],
)
def test_anything_else_is_refused(said):
    with pytest.raises(ValueError, match=r"\w"):
        read(said)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6))
def test_whatever_comes_is_a_value_or_a_valueerror(kind, fields):
    # As it arrives: through JSON, where NaN and Infinity pass Python's reader.
    said = json.loads(json.dumps({"kind": kind} | fields))
    try:
        value = read(said)
    except ValueError:
        return
    if isinstance(value, Pose):
        head, left, right = json.loads(value.text)
        assert len(head) == 7
        assert {type(left), type(right)} <= {list, type(None)}
