"""Say which language a text is written in, or that it is too short to say."""

from collections.abc import Sequence
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages told apart: widely written ones, without the near dialects of one another (Pidgin beside English,
# Aragonese beside Spanish) that take short texts away from their neighbour.
_KNOWN = """
af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk
km kn ko ky lo lt lv mg mk ml mn mr ms mt my ne nl no or pa pl ps pt qu ro ru rw si sk sl so sq sr sv sw ta te th tr
uk ur uz vi wo xh yo zh zu
"""
KNOWN = tuple(_KNOWN.split())
# How much likelier (natural logarithm) the best language must be than the second: 3 is twenty times as likely under the
# model, which overstates itself, hence more than one would ask of a calibrated one.
SURE_BY = 3.0
# A language the person speaks wins over a likelier stranger within this distance.
HINT_WITHIN = 12.0
READ_AT_MOST = 4000


@lru_cache(maxsize=1)
def _identifier():
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in KNOWN if code in known])
    return identifier


def guess_language(text: str, hints: Sequence[str] = ()) -> str:
    """Base language code ("pt") of `text`; "" when unsure.

    `hints` are BCP 47 codes of languages the writer speaks, most likely first; they decide near calls only: a text that is
    plainly in another language is said to be so.
    """
    text = text[:READ_AT_MOST].strip()
    if sum(sign.isalpha() for sign in text) < 2:
        return ""
    ranked = _identifier().rank(text)
    best, top = ranked[0]
    if top < -1e30:  # the model saw none of its features
        return ""
    scores = dict(ranked)
    spoken = [code.split("-")[0].lower() for code in hints]
    near = [code for code in spoken if top - scores.get(code, -1e38) <= HINT_WITHIN]
    if near:
        return max(near, key=lambda code: scores[code])
    return best if top - ranked[1][1] >= SURE_BY else ""
