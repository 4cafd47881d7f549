"""How many syllables an English transcription has, by rule: vowel letters in a row are one, a mute e is none, some pairs are two.

Limit: English alone, words as written; numerals are not read.
tests/plan/test_speech_bench.py holds it to sentences counted by hand.
"""

import re

# Words whose letters tell otherwise.
ODD = {
    "business": 2, "people": 2, "every": 2, "everything": 3, "something": 2, "sometimes": 2, "someone": 2, "somewhere": 2, 
    "therefore": 2,
    "evening": 2, "being": 2, "doing": 2, "going": 2, "seeing": 2, "idea": 3, "area": 3,
    "real": 2, "create": 2, "science": 2, "quiet": 2,
    "poem": 2, "poet": 2, "ruin": 2, "diet": 2, "lion": 2, "maybe": 2, "whole": 1, "eye": 1,
    "eyes": 1, "amiable": 4, "leisure": 2,
    "disposed": 2, "movement": 2, "statement": 2, "hopeful": 2, "homework": 2, "lonely": 2, "goodness": 2,
}  # fmt: skip


def syllables(text: str) -> int:
    """
    >>> syllables("he was not an ill disposed young man")
    9
    """
    return sum(_of_word(word) for word in re.findall(r"[a-z]+", text.lower().replace("'", "").replace("’", "")))


def _of_word(word: str) -> int:
    if word in ODD:
        return ODD[word]
    n = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[aeiou])y(?=[aeiou])(?!ed$)", "-", re.sub(r"qu|^y(?=[aeiou])", "q", word))))
    if re.search(
        r"[^aeiouyl]e$|[aeiou]le$|[^aeiouytd]ed$|[^aeiouyszxcg]es$|(?<![scxzg])(?<!ch)(?<!sh)[^aeiouyscxzg]e(ly|less|ness|ful|ments?)$",
        word,
    ):
        n -= 1
    # Vowels side by side that are spoken apart: me-di-a, cu-ri-ous, ra-di-o, but not -tion, -cial, -cious.
    n += len(re.findall(r"(?<![tscgx])i(?:a|o|um|us)(?!u?s?$(?<=ious))", word)) + len(
        re.findall(r"(?<![tscgx])ious|ying$|iest$|ier$", word)
    )
    return max(1, n)
