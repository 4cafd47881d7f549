"""Pictures are drawn anew: what is kept are pixels, and nothing else that came in the file (place, camera, a second file)."""

import contextlib
import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps

from mentes.messages.files.unfit import Unfit

MOST_PIXELS = 25_000_000
SMALL_PIXELS = 400  # the longer side of the small picture
# Ending of what is kept: (Pillow's name, how it is written).
WRITTEN = {
    "jpg": ("JPEG", {"quality": 88, "optimize": True}),
    "png": ("PNG", {"optimize": False, "compress_level": 6}),
    "webp": ("WEBP", {"quality": 85, "method": 4}),
}
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError, OverflowError, MemoryError)


def redraw(data: bytes, *, form: str, ending: str) -> tuple[bytes, bytes, int, int]:
    """(whole, small, width, height) of the first picture in `data`, turned as its camera held it.

    `form`: the one format it is read as ("JPEG"), whatever else it might also be. `ending`: a key of WRITTEN. The small one
    is always a JPEG. Colour profiles are dropped too: a picture of a wider gamut looks a little duller.
    """
    try:
        with _whole_pictures_only(), Image.open(io.BytesIO(data), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit("too_many_pixels")
            picture.load()
            upright = _upright(picture)
            is_clear = ending != "jpg" and ("A" in upright.getbands() or "transparency" in upright.info)
            pixels = upright.convert("RGBA" if is_clear else "RGB")
        bare = Image.new(pixels.mode, pixels.size)
        bare.paste(pixels)
        name, how = WRITTEN[ending]
        return _written(bare, name, how), _small(bare), bare.width, bare.height
    except Image.DecompressionBombError as bomb:
        raise Unfit("too_many_pixels") from bomb
    except Unfit:
        raise
    except BROKEN as broken:
        raise Unfit("picture_broken") from broken


@contextlib.contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """WeasyPrint, once loaded, lets Pillow pass over what is broken or too large, for everybody in the process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except BROKEN:  # what stands beside the pixels is broken, the pixels are not
        return picture


def _written(picture: Image.Image, form: str, how: dict) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def _small(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((SMALL_PIXELS, SMALL_PIXELS))
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return _written(ground, "JPEG", {"quality": 72, "optimize": True})
