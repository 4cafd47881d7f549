"""Why a file is not taken, as sentences: for every room that takes files in as messages do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentes.messages import files

UNFIT = {
    "empty": _("“%(name)s” is empty."),
    "too_large": _("“%(name)s” is too large: a file may have %(mb)s MB."),
    "kind_unknown": _(
        "“%(name)s”: files of this kind are not taken. Pictures, PDF, text, Word, Excel, PowerPoint and OpenDocument are."
    ),
    "kind_differs": _("“%(name)s” is something else than its name says."),
    "text_broken": _("“%(name)s” is not plain text."),
    "picture_broken": _("“%(name)s” cannot be read as a picture."),
    "too_many_pixels": _("“%(name)s” has too many pixels: a picture may have %(megapixels)s million."),
    "document_broken": _("“%(name)s” is damaged, or holds something that such a file never does."),
    "document_runs": _("“%(name)s” holds a program, a form or another file. Save it without, as a plain document."),
    "document_reaches_out": _("“%(name)s” fetches something from elsewhere when it is opened. Put it into the document itself."),
    "document_locked": _("“%(name)s” is locked with a password, so nobody can see what is in it. Save it without."),
}


def why_unfit(unfit: files.Unfit, name: str) -> ValidationError:
    """What a form says of the file that was sent as `name`."""
    params = {"name": name, "mb": files.MOST_BYTES // 1024**2, "megapixels": files.MOST_PIXELS // 10**6}
    return ValidationError(UNFIT[unfit.code], params=params)
