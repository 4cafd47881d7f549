"""The budget that holds on any machine: no page of First Harbour, with its 243 people, asks more than thirty queries.

What it costs in time is measured by `mentes bench pages`, what pages weigh in tests/journeys/test_weak_line.py.
"""

import pytest
from bench.pages import pages, visitors
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentes.cli import harbour

MOST_QUERIES = 30


@pytest.mark.django_db
def test_no_page_asks_more_than_thirty_queries():
    harbour.load(lambda step: None)
    clients, too_many, seen = visitors(), [], pages()
    for who, path in seen:
        with CaptureQueriesContext(connection) as queries:
            assert clients[who].get(path).status_code == 200, path
        if len(queries) > MOST_QUERIES:
            too_many.append(f"{who} {path}: {len(queries)}")
    assert len(seen) > 25
    assert not too_many, "\n".join(too_many)
