"""No feeling is read from voice, face or body (decision 11): neither a dependency nor a name in the code may do it.

What sentences say is another matter: a mood that an invented audience plays, a promise, or how somebody answers about
themselves. So names of packages are looked at whole, and of the code only names that would be such a feature,
with its comments and texts left in.
"""

import re
import tomllib

from tests.plan.test_tree import ROOT, files

PACKAGES = re.compile(
    r"emotion|sentiment|affect(iva|ive|net|db)|opensmile|audeering|audonnx|deepface|face-?api|face-?recognition|fer$|^fer-|py-?feat|"
    r"openface|hume|stress|mood|vader|mediapipe|insightface|lie-?detect|beyond-?verbal|vokaturi|text2emotion|nrclex",
    re.I,
)
FEELINGS = (
    r"(?:emotions?|affect|sentiments?|stress|moods?|anxiety|nervousness|confidence|"
    r"arousal|valence|happiness|anger|fear|sincerity)"
)
READING = r"(?:infer|detect|recogni[sz]e|classify|predict|estimate|score|analy[sz]e|guess|read|measure|sense)"
READERS = (
    r"(?:detect(?:or|ion)?|recogni[sz](?:er|tion)|"
    r"classif(?:ier|ication)|predict(?:or|ion)|analy(?:ser|zer|sis)|inference|model|level|score)"
)
SOURCES = r"(?:voice|vocal|speech|speaker|face|facial|gaze|body|posture|pitch|prosody)"
# snake_case, camelCase and kebab-case alike; words of a sentence stand apart by spaces and are not names.
GLUE = r"[_-]?"
FEATURES = re.compile(
    rf"\b{READING}{GLUE}{FEELINGS}\b|\b{FEELINGS}{GLUE}{READERS}\b|\b{SOURCES}{GLUE}{FEELINGS}\b|\b{FEELINGS}{GLUE}(?:from|of|in){GLUE}{SOURCES}\b|"
    r"wav2vec2?[\w-]*emotion|emotion2vec|RAVDESS|IEMOCAP|CREMA-D|eGeMAPS|FER2013|AffectNet",
    re.I,
)
CODE = {".py", ".js", ".mjs", ".html", ".toml", ".json", ".yaml", ".yml"}
# This file names what it looks for.
ALLOWED = {"tests/plan/test_no_emotion.py"}


def packages() -> set[str]:
    """Every package that is locked, of Python and of the browser."""
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    browser = re.findall(r'"node_modules/([^"]+)": \{', (ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {package["name"] for package in locked} | set(browser)


def features(text: str) -> list[str]:
    return [found.group() for found in FEATURES.finditer(text)]


def test_no_dependency_reads_feelings():
    there = packages()
    assert len(there) > 50, "the locks were not read"
    assert sorted(name for name in there if PACKAGES.search(name)) == []


def test_no_name_in_the_code_would_read_feelings():
    found, n = {}, 0
    for path in files():
        name = path.relative_to(ROOT).as_posix() if path.is_absolute() else path.as_posix()
        if path.suffix not in CODE or name in ALLOWED:
            continue
        n += 1
        if there := features((ROOT / name).read_text(encoding="utf-8")):
            found[name] = there
    assert n > 300, "the code was not read"
    assert found == {}


def test_planted_features_and_packages_are_found():
    for planted in (
        "def detect_emotion(samples): ...", "const moodScore = 1", "voice_stress = 0.4", "class EmotionClassifier:",
        "inferMood(level)",
        "stress-level", "emotion_from_voice", "import emotion2vec", "facialEmotion",
    ):  # fmt: skip
        assert features(planted), planted
    for name in ("speechemotionrecognition", "opensmile", "deepface", "vaderSentiment", "fer", "py-feat"):
        assert PACKAGES.search(name), name


def test_promises_and_the_played_mood_of_an_invented_audience_are_no_features():
    for sentence in (
        "No emotion, stress or mood is read from voice, face or body.",
        "new Audience(seats, {seed, mood})",
        "MOODS[mood].weights",
    ):
        assert not features(sentence), sentence
