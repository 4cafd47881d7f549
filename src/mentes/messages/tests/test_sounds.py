"""Voices: what browsers record is taken, and everything that is more, less or something else is not."""

import zipfile
from io import BytesIO

import pytest

from mentes.messages.files import Unfit, kind_of_sound
from mentes.messages.tests.sounds import UNKNOWN, box, element, mp4, ogg, page, webm


def packed() -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (webm(), "audio/webm"),
        (webm(codec=b"A_VORBIS"), "audio/webm"),
        (webm(more=element("EC", bytes(30))), "audio/webm"),
        (mp4(), "audio/mp4"),
        (mp4(more=box(b"moof") + box(b"free", bytes(9))), "audio/mp4"),
        (ogg(), "audio/ogg"),
        (ogg(first=b"\x01vorbis\0"), "audio/ogg"),
    ],
)
def test_a_voice_is_known_by_how_it_is_built(data, kind):
    assert kind_of_sound(data) == kind


HOSTILE = {
    "nothing": b"",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a picture that runs": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "an archive": packed(),
    "a program": b"\x7fELF" + bytes(60),
    "a wave": b"RIFF\x24\0\0\0WAVEfmt " + bytes(30),
    "an mp3": b"ID3\x04" + bytes(60),
    "only the first bytes of webm": b"\x1aE\xdf\xa3",
    "webm cut short": webm()[:-1],
    "webm with an archive behind it": webm() + packed(),
    "webm with a page behind it": webm() + b"<script>alert(1)</script>",
    "matroska": webm(doc=b"matroska"),
    "webm of moving pictures": webm(track_type=1, codec=b"V_VP8"),
    "webm that calls pictures a sound": webm(codec=b"V_VP8"),
    "webm of two tracks": webm(n_tracks=2),
    "webm without a track": webm(n_tracks=0),
    "webm with a file attached": webm(more=element("1941A469", packed())),
    "webm with chapters": webm(more=element("1043A770", b"x")),
    "webm that is longer than it is": webm(more=element("EC", b"", size=b"\x08\xff\xff\xff\xff"[:5])),
    "webm with a length of nobody": webm(more=element("EC", b"", size=UNKNOWN)),
    "webm of zeros": b"\x1aE\xdf\xa3" + bytes(200),
    "mp4 cut short": mp4()[:-1],
    "mp4 with an archive behind it": mp4() + packed(),
    "mp4 of moving pictures": mp4(handlers=(b"vide",)),
    "mp4 with a picture too": mp4(handlers=(b"soun", b"vide")),
    "mp4 without a track": mp4(handlers=()),
    "mp4 with a box of one's own": mp4(more=box(b"uuid", packed())),
    "mp4 with a box of no length": mp4(more=bytes(4) + b"free"),
    "mp4 that begins with what it is not": box(b"ftyp", b"M4A ") + box(b"mdat"),
    "ogg cut short": ogg()[:-1],
    "ogg with an archive behind it": ogg() + packed(),
    "ogg of something else": ogg(first=b"\x80theora\x03"),
    "ogg of two streams": ogg(serials=(7, 8)),
    "ogg with a page of another version": page(b"OpusHead").replace(b"OggS\0", b"OggS\1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_voice_alone_is_refused(name):
    with pytest.raises(Unfit):
        kind_of_sound(HOSTILE[name])


def test_every_cut_and_every_changed_beginning_is_refused_or_known_and_never_breaks_anything():
    for whole in (webm(), mp4(), ogg()):
        for at in range(len(whole)):
            with pytest.raises(Unfit):
                kind_of_sound(whole[:at])
            try:
                kind_of_sound(whole[:at] + b"\xff" + whole[at + 1 :])
            except Unfit:
                continue
