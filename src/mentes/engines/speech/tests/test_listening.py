"""What can be read as sound, and what a real model hears of a voice with fillers in it. Skipped without the extra."""

import io

import numpy as np
import pytest

from mentes.engines.speech import MOST_BYTES, MOST_SECONDS, Filler, Heard, Unreadable, Word
from mentes.engines.speech.tests.voices import Piece, as_wave, missing, model_folder, speech_of
from mentes.engines.speech.values import RATE

av = pytest.importorskip("av", reason="the extra mentes[speech] is not installed")
from mentes.engines.speech.finding import find_fillers  # noqa: E402
from mentes.engines.speech.listener import Listener  # noqa: E402
from mentes.engines.speech.sound import samples_of  # noqa: E402


class Scripted:
    """Stands for the model where a test is about what happens to its words: it hears what it was told, whatever comes in."""

    def __init__(self, words):
        self.given = words

    def words(self, samples, *, progress=None):
        yield from self.given
        if progress:
            progress(samples.size / RATE)


def test_of_all_words_only_fillers_and_the_length_come_out():
    told = []
    heard = find_fillers(
        as_wave(np.zeros(2 * RATE, np.float32)),
        Scripted([Word("My", 0, 0.5), Word("secret", 1, 1.5), Word("um", 2, 2.5)]),
        told.append,
    )
    assert heard == Heard(seconds=2.0, fillers=(Filler("um", 1.5),))
    assert told == [1.0]
    assert "secret" not in repr(heard)


def encoded(container: str, codec: str, seconds: float, rate: int = 48_000) -> bytes:
    """A tone as a browser would record it."""
    out = io.BytesIO()
    tone = (8000 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)).astype(np.int16)
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="s16", layout="mono")
        frame.rate = rate
        resampler = av.AudioResampler(stream.format, stream.layout, stream.rate, frame_size=stream.frame_size or 960)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(("container", "codec"), [("webm", "libopus"), ("ogg", "libopus"), ("mp4", "aac"), ("wav", "pcm_s16le")])
def test_what_browsers_record_is_read(container, codec):
    samples = samples_of(encoded(container, codec, 3.0))
    assert samples.dtype == np.float32
    assert abs(samples.size / RATE - 3.0) < 0.1
    assert 0.1 < np.abs(samples).max() < 0.4


@pytest.mark.parametrize(
    ("sound", "codes"),
    [
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", ("unknown_kind",)),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", ("unknown_kind",)),
        (b"", ("unknown_kind",)),
        (b"\x1a\x45\xdf\xa3" + bytes(400), ("broken",)),
        (b"OggS" + bytes(400), ("broken",)),
        (b"RIFF\x24\x00\x00\x00WAVE", ("broken",)),
        (as_wave(np.zeros(0, np.float32)), ("no_sound",)),
        (bytes(MOST_BYTES + 1), ("too_large", "unknown_kind")),
    ],
)
def test_what_cannot_be_read_is_one_error_with_all_that_is_wrong(sound, codes):
    with pytest.raises(Unreadable) as wrong:
        samples_of(sound)
    assert wrong.value.codes == codes


def test_longer_than_it_may_be_it_is_not_read_to_its_end(monkeypatch):
    assert MOST_SECONDS == 900
    monkeypatch.setattr("mentes.engines.speech.sound.MOST_SECONDS", 2)
    with pytest.raises(Unreadable) as wrong:
        samples_of(encoded("webm", "libopus", 4.0))
    assert wrong.value.codes == ("too_long",)


HONEY = [
    Piece("I would like to tell you", 0.15),
    Piece("um", 0.15, is_filler=True),
    Piece("about our honey.", 0.5),
    Piece("The price is", 0.15),
    Piece("er", 0.15, is_filler=True),
    Piece("nine dollars a jar.", 0.5),
    Piece("My brother and I", 0.15),
    Piece("um", 0.15, is_filler=True),
    Piece("built the hives last winter.", 0.5),
]


@pytest.mark.skipif(bool(missing()), reason=f"not here: {missing()}")
def test_a_real_model_hears_fillers_near_their_moments_and_none_in_pauses():
    listener = Listener(model_folder())
    samples, planted = speech_of(HONEY, "en-us", 160)
    found = find_fillers(as_wave(samples), listener).fillers
    near = [any(abs(one.at_seconds - start) < 1.5 for one in found) for start, _end, _word in planted]
    assert sum(near) >= 2
    assert len(found) <= len(planted) + 1
    quiet, _none = speech_of([Piece(one.text, 0.6) for one in HONEY if not one.is_filler], "en-us", 160)
    assert find_fillers(as_wave(quiet), listener).fillers == ()
