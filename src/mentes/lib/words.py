"""Words as people write them, and when two of them are the same."""

import unicodedata


def folded(text: str) -> str:
    """`text` as two spellings of one word or name are compared: case, width, hyphens and the number of spaces do not matter.

    >>> folded("  Selling-to   Shops ") == folded("selling to shops")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").replace("_", " ").split())
