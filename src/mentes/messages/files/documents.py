"""Documents are kept as they came, so they are read first: nothing in them may run, reach out, or be two things at once."""

import io
import re
import zipfile
import zlib

from mentes.messages.files.unfit import Unfit

MIB = 1024 * 1024
MOST_UNPACKED = 100 * MIB
MOST_RATIO = 100
MOST_MEMBERS = 5_000
OFFICE = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
OPEN = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
# Parts of an office file that hold programs, or files inside the file.
RUNS = re.compile(
    r"vba|macro|activex|oleobject|embeddings/|^basic/|^scripts/|externallinks/|customui|\.(bin|exe|dll|js|vbs)$", re.I
)
PRINTER = re.compile(r"printersettings/[^/]+\.bin$", re.I)  # which Excel adds by itself
ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.I)
FIELD = re.compile(rb"instr(?:Text[^>]*>|\s*=\s*[\"'])\s*(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT)\b", re.I)
# Names in a PDF that run something, hold another file, or open another program; and the one that hides all of it.
PDF_RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE)\b")
PDF_LOCKED = re.compile(rb"/Encrypt\b")
PDF_NAME_SIGN = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_INFLATED = 64 * MIB


def check_text(data: bytes) -> None:
    """UTF-8 without signs that no text has."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise Unfit("text_broken") from bad
    if any(sign < " " and sign not in "\t\n\r\f" for sign in text):
        raise Unfit("text_broken")


def check_packed(data: bytes, ending: str) -> None:
    """An office file (a zip): exactly one archive from the first byte to the last, small when unpacked, nothing that runs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_frame(data, archive, members)
            parts = _read_parts(archive, members, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as bad:
        if isinstance(bad, Unfit):
            raise
        raise Unfit("document_broken") from bad
    if ending in OFFICE:
        kinds = parts.get("[Content_Types].xml", b"")
        if OFFICE[ending] not in kinds:
            raise Unfit("kind_differs")
        if b"macroEnabled" in kinds:
            raise Unfit("document_runs")
    elif parts.get("mimetype", b"").strip() != OPEN[ending]:
        raise Unfit("kind_differs")


def _check_frame(data: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in members]
    # Bytes before the first member or after the directory could be a second file.
    if not members or min(one.header_offset for one in members) != 0 or archive.comment or data[-22:-18] != b"PK\x05\x06":
        raise Unfit("document_broken")
    if len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Unfit("document_broken")
    for name in names:
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name:
            raise Unfit("document_broken")
        if RUNS.search(name) and not PRINTER.search(name):
            raise Unfit("document_runs")
    if any(one.flag_bits & 0x1 for one in members):
        raise Unfit("document_locked")
    if any((one.external_attr >> 16) & 0o170000 == 0o120000 for one in members):
        raise Unfit("document_broken")  # a link to somewhere else on the disk


def _read_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], n_packed: int) -> dict[str, bytes]:
    """Every part, really unpacked, since what a directory says of sizes may be a lie. Keeps those that say what the file is."""
    most = min(MOST_UNPACKED, MOST_RATIO * n_packed)
    parts, n_read = {}, 0
    for one in members:
        with archive.open(one) as part:
            body = part.read(most - n_read + 1)
        n_read += len(body)
        if n_read > most:
            raise Unfit("document_broken")
        if one.filename.lower().endswith((".xml", ".rels")):
            _check_xml(one.filename, body)
        if one.filename in ("[Content_Types].xml", "mimetype"):
            parts[one.filename] = body
    return parts


def _check_xml(name: str, body: bytes) -> None:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = body.decode("utf-16", errors="replace").encode()
    if b"\0" in body or ENTITIES.search(body):
        raise Unfit("document_broken")
    if FIELD.search(body):
        raise Unfit("document_runs")
    if name.lower().endswith(".rels"):
        for relation in RELATION.findall(body):
            if re.search(rb"TargetMode\s*=\s*[\"']External", relation, re.I) and not re.search(
                rb"/hyperlink[\"']", relation, re.I
            ):
                raise Unfit("document_reaches_out")


def check_pdf(data: bytes) -> None:
    """A PDF from its first byte, whole, without programs, files inside, or a lock behind which there might be some."""
    if b"%%EOF" not in data[-1024:] or b"PK\x05\x06" in data[-66_000:]:
        raise Unfit("document_broken")
    for body in (data, *_object_streams(data)):
        plain = PDF_NAME_SIGN.sub(lambda sign: bytes([int(sign[1], 16)]), body)
        if PDF_LOCKED.search(plain):
            raise Unfit("document_locked")
        if PDF_RUNS.search(plain):
            raise Unfit("document_runs")


def _object_streams(data: bytes):
    """What lies in compressed object streams, where names could hide. One that cannot be unpacked spoils the file."""
    left, at = MOST_INFLATED, data.find(b"stream")
    while at >= 0:
        if data[at - 3 : at] != b"end":
            head = PDF_NAME_SIGN.sub(lambda sign: bytes([int(sign[1], 16)]), data[max(0, at - 1500) : at])
            head = head[head.rfind(b" obj") + 1 :]
            if b"/ObjStm" in head:
                start = at + 6 + (2 if data[at + 6 : at + 8] == b"\r\n" else 1)
                try:
                    body = (
                        zlib.decompressobj().decompress(data[start:], left) if b"Decode" in head else data[start : start + left]
                    )
                except zlib.error as bad:
                    raise Unfit("document_broken") from bad
                left -= len(body)
                if left <= 0:
                    raise Unfit("document_broken")
                yield body
        at = data.find(b"stream", at + 6)
