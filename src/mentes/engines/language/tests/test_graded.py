"""The guard of quality: on texts that we judged ourselves, kinship may not order worse than when it was chosen."""

import numpy as np

from mentes.engines.language import kinship, read_docs
from mentes.engines.language.agreement import agreement, tally
from mentes.engines.language.tests.graded import GRADED


def test_kinship_orders_graded_texts_as_we_do(encoder):
    tallies = []
    for need, offers in GRADED:
        docs = read_docs([need, *(text for _, text in offers)], encoder, hints=[["en"]] * (1 + len(offers)))
        near = kinship(docs[:1], docs[1:])[0]
        tallies.append(tally([mark for mark, _ in offers], near))
    found = agreement(np.array([tallies]))
    # Measured: loss 0.054, easy 0.94, hard 1.
    assert found.loss <= 0.09
    assert found.easy >= 0.9
