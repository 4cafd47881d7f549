"""One encoder for all tests of the engine: loading the weights once is enough."""

import pytest

from mentes.engines.language import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()
