"""The door to the engine of speech: whether this installation can look for fillers, and the process that does.

A voice comes in as bytes of one request and goes to a process of its own, which may write no file; it is never in the database,
in a job, in a log or on a disk. A web process looks through two recordings at a time at most, and through one of each person.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import AsyncIterator, Hashable
from pathlib import Path

from django.conf import settings

from mentes.engines.speech import COUNTED, HELPER, HELPER_KNOWS, MOST_BYTES, MOST_SECONDS, complaint_of, is_installed

__all__ = ["MOST_BYTES", "MOST_SECONDS", "is_offered", "listen"]

MOST_AT_ONCE = 2
LONGEST = 3600  # seconds, of waiting for the helper
CODES = {"too_large", "unknown_kind", "broken", "no_sound", "too_long", "not_english"}
log = logging.getLogger(__name__)
_whose: set[Hashable] = set()


def is_offered() -> bool:
    """The extra is installed, and the operator's model is where the setting says."""
    return bool(settings.SPEECH_MODEL) and is_installed() and not complaint_of(Path(settings.SPEECH_MODEL))


async def listen(sound: bytes, *, whose: Hashable) -> AsyncIterator[dict]:
    """{"done": share, 0 to 1} now and then; at the end {"fillers": [{"word", "at"}]} with milliseconds since the recording's
    beginning, or {"wrong": [codes]}: those of the engine, `busy`, `already` or `failed`. Whoever stops asking ends the process.
    """
    if whose in _whose:
        yield {"wrong": ["already"]}
        return
    if len(_whose) >= MOST_AT_ONCE:
        yield {"wrong": ["busy"]}
        return
    _whose.add(whose)
    try:
        async with asyncio.timeout(LONGEST):
            async for said in _ask_helper(sound):
                yield said
    except TimeoutError:
        yield {"wrong": ["failed"]}
    finally:
        _whose.discard(whose)


async def _ask_helper(sound: bytes) -> AsyncIterator[dict]:
    process = await asyncio.create_subprocess_exec(
        *(*HELPER, settings.SPEECH_MODEL),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # What it might complain of could hold a word from the recording.
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | HELPER_KNOWS,
    )
    feeding = asyncio.create_task(_feed(process, sound))
    is_answered = False
    try:
        while line := await process.stdout.readline():
            said = _believed(line)
            if said is None:
                break
            is_answered = "done" not in said
            yield said
        if not is_answered:
            log.warning("looking for fillers failed: the helper ended with %s", await process.wait())
            yield {"wrong": ["failed"]}
    finally:
        feeding.cancel()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _feed(process: asyncio.subprocess.Process, sound: bytes) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(sound)
        await process.stdin.drain()
        process.stdin.close()


def _believed(line: bytes) -> dict | None:
    """A line of the helper, which has read a stranger's file and may have been taken over: only what it may say is passed on."""
    try:
        said = json.loads(line)
        if "done" in said:
            return {"done": min(1.0, max(0.0, float(said["done"])))}
        if "wrong" in said:
            return {"wrong": [code for code in said["wrong"] if code in CODES] or ["failed"]}
        found = [{"word": word, "at": round(1000 * float(at))} for word, at in said["fillers"]]
        is_right = all(one["word"] in COUNTED and 0 <= one["at"] <= 1000 * MOST_SECONDS for one in found)
        return {"fillers": found} if is_right else None
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
