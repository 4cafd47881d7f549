"""Which telling words two texts share: shown beside a quotation, never part of the score."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]{3,}")
# The commonest words of the languages most often met, so that "with" is not given as a reason when there are no weights.
_COMMON = """
about after all also and any are back because been before but can could each every for from get had has have her him
his how into its just know learn like make many more most much need never not now off one only our out over own people
she should some such than that the their them then there these they thing this those through time too use used very
want was way well were what when where which who whose why will with work working worked would year years you your
help helped here myself always still other others con como cuando del desde donde ella ellas ellos era eran esta estas
este esto estoy fue hace hacer hasta las los mas más mis muy nos nosotros para pero por porque puede que quien quiero
ser sin sobre son soy sus también tengo tiene todo todos una uno unos años avec aux avoir cette comme dans depuis des
donc elle elles est être été ils les leur leurs mais mes mon notre nous par pas plus pour quand qui sans ses sont suis
sur très une vous ans veux aber alle als auch auf aus bei bin bis das dass dem den der die diese durch ein eine einem
einen einer für haben hat ich ihr ist kann mehr mein meine mich mir mit nach nicht noch nur oder sein seit sich sie
sind über und uns unter von vor war wenn wer wie wir wird zum zur jahre jahren com dos ela elas ele eles então essa
estou foi isso meu meus minha minhas muito nas não pela pelo quando quem quero sem são seu sua também tem tenho uma
anos без был была были было вас все всё для его ещё или как когда лет меня мне мои мой моя нас нет она они оно при про
так также тем теперь только уже чего чем что чтобы это этот إلى أن التي الذي الذين أنا بعد ثم عن على عند في قبل كان
كانت كل كما لا لكن مع من منذ هذا هذه هنا
"""
COMMON = frozenset(_COMMON.split())


def words_of(text: str) -> list[str]:
    """The words of three letters and more, folded, a plural in s as its singular, in order."""
    return [_stem(word) for word in _WORD.findall(text)]


def word_weights(texts: Sequence[str]) -> dict[str, float]:
    """How telling each word is among `texts`: ln((1 + n) / (1 + n_with)) + 1, the smoothed inverse document frequency."""
    seen = Counter(stem for text in texts for stem in set(words_of(text)))
    return {stem: math.log((1 + len(texts)) / (1 + n)) + 1 for stem, n in seen.items()}


def shared_words(a: str, b: str, weights: Mapping[str, float] | None = None, n: int = 5) -> tuple[str, ...]:
    """Up to `n` words found in both texts, as `a` writes them, by TF-IDF: (times in a) * (times in b) * weight squared.

    Plurals in s count as the word. Without `weights` every word weighs 1. Limit: scripts without spaces share no words here.
    """
    shown: dict[str, str] = {}
    for word in _WORD.findall(a):
        shown.setdefault(_stem(word), word)
    times_a, times_b = (Counter(words_of(text)) for text in (a, b))
    both = [stem for stem in times_a if stem in times_b and stem not in COMMON and shown[stem].casefold() not in COMMON]
    weight = {stem: times_a[stem] * times_b[stem] * (weights or {}).get(stem, 1.0) ** 2 for stem in both}
    return tuple(shown[stem] for stem in sorted(both, key=lambda stem: (-weight[stem], stem))[:n])


def _stem(word: str) -> str:
    folded = word.casefold()
    return folded[:-1] if len(folded) > 4 and folded.endswith("s") and not folded.endswith("ss") else folded
