"""One file from its name and bytes: known by both, checked by its kind, and made ready to be kept."""

from dataclasses import dataclass

from mentes.messages.files import documents, pictures
from mentes.messages.files.names import kept_name, split_name
from mentes.messages.files.pictures import MOST_PIXELS
from mentes.messages.files.unfit import Unfit

MOST_BYTES = 10 * 1024 * 1024
OOXML = "application/vnd.openxmlformats-officedocument"
# Ending as sent -> (how the file begins, ending as kept, media type).
PICTURES = {
    "jpg": ((b"\xff\xd8\xff",), "jpg", "image/jpeg"),
    "jpeg": ((b"\xff\xd8\xff",), "jpg", "image/jpeg"),
    "png": ((b"\x89PNG\r\n\x1a\n",), "png", "image/png"),
    "webp": ((b"RIFF",), "webp", "image/webp"),
    "gif": ((b"GIF87a", b"GIF89a"), "png", "image/png"),
}
FORMS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
PACKED = {
    "docx": f"{OOXML}.wordprocessingml.document",
    "xlsx": f"{OOXML}.spreadsheetml.sheet",
    "pptx": f"{OOXML}.presentationml.presentation",
    **{ending: kind.decode() for ending, kind in documents.OPEN.items()},
}
TEXTS = {"txt": "text/plain", "md": "text/plain"}
ENDINGS = (*PICTURES, "pdf", *PACKED, *TEXTS)

__all__ = ["ENDINGS", "MOST_BYTES", "MOST_PIXELS", "Ready", "Unfit", "take_in"]


@dataclass(frozen=True)
class Ready:
    """A file as it is kept: `whole` its bytes, `small` those of a picture's small one, in pixels `width` by `height`."""

    name: str
    kind: str
    whole: bytes
    small: bytes | None = None
    width: int | None = None
    height: int | None = None


def take_in(name: str, data: bytes) -> Ready:
    """The file made ready, or Unfit. Both its ending and its first bytes must say what it is, and must say the same."""
    if not data:
        raise Unfit("empty")
    if len(data) > MOST_BYTES:
        raise Unfit("too_large")
    stem, ending = split_name(name)
    if ending in PICTURES:
        begins, kept, kind = PICTURES[ending]
        if not data.startswith(begins) or (ending == "webp" and data[8:12] != b"WEBP"):
            raise Unfit("kind_differs")
        whole, small, width, height = pictures.redraw(data, form=FORMS[ending], ending=kept)
        return Ready(kept_name(stem, kept), kind, whole, small, width, height)
    if ending == "pdf":
        if not data.startswith(b"%PDF-"):
            raise Unfit("kind_differs")
        documents.check_pdf(data)
        return Ready(kept_name(stem, ending), "application/pdf", data)
    if ending in PACKED:
        if not data.startswith(b"PK\x03\x04"):
            raise Unfit("kind_differs")
        documents.check_packed(data, ending)
        return Ready(kept_name(stem, ending), PACKED[ending], data)
    if ending in TEXTS:
        documents.check_text(data)
        return Ready(kept_name(stem, ending), TEXTS[ending], data)
    raise Unfit("kind_unknown")
