"""A whole programme as one file, and taking one in on another instance."""

import io
import json
import zipfile
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.programmes.texts import ask_to_read
from mentes.programmes.whole.parts import Incoming, parts
from mentes.trust.actions import record

FORMAT, VERSION = "mentes-programme", 2
MOST_BYTES = 200 * 1024 * 1024  # unpacked; a larger one is no programme but a trap
MOST_SAID = 30  # faults told at once; there may be thousands
READ_ME = (
    "A whole programme of Mentes, one file a part. Take it in with “Take a programme in” or `mentes programme in`. "
    "Not in it, since people said it to each other or for themselves: messages, agreements, goals, agendas, shared and private "
    "notes, what somebody said they would do, pulses, thanks and words at an end, why somebody missed a meeting, what people "
    "lived through, answers for the audit, questions, letters, consents, sign-ins, the log. Each person can take their own copy."
)
# A zip remembers when each file was made; one fixed date keeps equal programmes equal.
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def export_programme(programme: Programme, *, by: Person | None, now: datetime) -> bytes:
    """The zip's bytes. What stays out, `programmes.whole` says. Equal programmes give equal bytes."""
    files: dict[str, object] = {"mentes.json": {"format": FORMAT, "version": VERSION, "read me": READ_ME}}
    files |= {f"{part.name}.json": part.write(programme) for part in parts()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in files.items():
            text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), text, zipfile.ZIP_DEFLATED)
    record("programme.exported", by=by, at=now, subject=programme, programme=programme)
    return packed.getvalue()


@transaction.atomic
def take_in_programme(data: bytes, *, by: Person, now: datetime) -> Programme:
    """The programme of such a file, with everybody in it; `by` becomes its organiser too. Nobody gets a letter.

    People whose address has an account here keep it as it is. Raises Refused, naming everything that is wrong or here already,
    and then nothing is kept.
    """
    said = _unpack(data)
    incoming = Incoming(by=by)
    for part in parts():
        rows = said[part.name]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            incoming.faults.append(f"{part.name}: not a list of tables")
            rows = []
        part.read(incoming, rows)
    if incoming.faults:
        raise Refused(_("This file cannot be taken in: %(faults)s") % {"faults": _listed(incoming.faults)}, status=422)
    if incoming.clashes:
        raise Refused(_("This is here already, so nothing was taken in: %(clashes)s") % {"clashes": _listed(incoming.clashes)})
    for part in parts():
        part.keep(incoming)
    record("programme.taken_in", by=by, at=now, subject=incoming.programme, programme=incoming.programme)
    ask_to_read(incoming.programme)
    return incoming.programme


def _listed(lines: list[str]) -> str:
    shown = "; ".join(lines[:MOST_SAID])
    rest = len(lines) - MOST_SAID
    return shown if rest <= 0 else _("%(shown)s; and %(n)s more") % {"shown": shown, "n": rest}


def _unpack(data: bytes) -> dict[str, object]:
    """Part -> what stands there. Raises Refused for what is not such a file, of a later version, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise Refused(_("This file is too large to be a programme."), status=422)
            head = json.loads(archive.read("mentes.json"))
            if not isinstance(head, dict) or head.get("format") != FORMAT:
                raise KeyError("format")
            if head.get("version") != VERSION:
                sentence = _("This file is of version %(theirs)s; this installation reads version %(ours)s.")
                raise Refused(sentence % {"theirs": head.get("version"), "ours": VERSION}, status=422)
            return {part.name: json.loads(archive.read(f"{part.name}.json")) for part in parts()}
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refused(_("This is not the file of a whole programme, or it is damaged."), status=422) from error
