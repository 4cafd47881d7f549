"""S19: the audit log only grows, whoever asks, and a row changed behind its back is found."""

import ast
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from mentes.testing import NOW, make_person, make_programme, make_staff
from mentes.trust.actions import record, verify_chain
from mentes.trust.acts import ACTS
from mentes.trust.models import AuditEntry

SOURCE = Path(__file__).parents[2] / "src" / "mentes"
REFUSED = ("update trust_auditentry set action = 'nothing'", "delete from trust_auditentry", "truncate trust_auditentry")


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def three_lines(db):
    cleo, programme = make_person("Cleo Haddad"), make_programme()
    make_staff(cleo, programme)
    for number in range(3):
        record("match.approved", by=cleo, at=NOW, programme=programme, number=number, share=number / 3, whole=1e20)
    return cleo, programme


@pytest.mark.parametrize("sql", REFUSED)
def test_even_the_owner_cannot_change_the_past(three_lines, sql):
    with connection.cursor() as cursor:
        cursor.execute("set local mentes.audit_past = ''")
    with pytest.raises(DatabaseError, match="audit log only grows"):
        execute(sql)
    assert AuditEntry.objects.count() == 3


def test_emptying_for_tests_does_not_allow_changing(three_lines):
    with pytest.raises(DatabaseError, match="audit log only grows"):
        execute("update trust_auditentry set action = 'nothing'")


def test_a_migration_may_change_the_past_where_it_says_so(three_lines):
    execute("set local mentes.audit_past = 'may_change'; update trust_auditentry set action = 'match.confirmed'")
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {"match.confirmed"}


def test_an_untouched_log_is_whole(three_lines, capsys):
    chain = verify_chain()
    assert chain.is_whole
    assert chain.n_rows == 3
    assert chain.head == AuditEntry.objects.first().hash
    call_command("verify_audit")
    assert "whole: 3 rows" in capsys.readouterr().out


@pytest.mark.parametrize(
    "tampering",
    [
        "update trust_auditentry set action = 'match.rejected' where id = {id}",
        "update trust_auditentry set actor_id = gen_random_uuid() where id = {id}",
        "update trust_auditentry set at = at - interval '1 second' where id = {id}",
        "update trust_auditentry set detail = '{{}}' where id = {id}",
        "delete from trust_auditentry where id = {id}",
    ],
)
def test_a_tampered_row_is_found(three_lines, tampering):
    middle = AuditEntry.objects.order_by("id")[1].pk
    # As somebody with the owner's password would: the guard is taken off, the row changed, the guard put back.
    execute("alter table trust_auditentry disable trigger user; " + tampering.format(id=middle))
    execute("alter table trust_auditentry enable always trigger keep_the_past")
    chain = verify_chain()
    assert not chain.is_whole
    assert chain.broken_at in (middle, middle + 1)
    with pytest.raises(CommandError, match="broken at row"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    """Forty lines by eight threads, some rolled back: order of numbers is order of the chain, and it stays whole."""

    def write(number: int) -> None:
        try:
            with transaction.atomic():
                record("match.approved", by=None, at=NOW + dt.timedelta(seconds=number), number=number)
                if number % 5 == 0:
                    transaction.set_rollback(True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    chain = verify_chain()
    assert chain.is_whole
    assert chain.n_rows == 32


def test_an_organiser_reads_the_log_with_names_and_nobody_else_does(three_lines, client):
    cleo, programme = three_lines
    address = f"/trust/log/{programme.slug}/"
    client.force_login(make_person("Dov Adler"))
    assert client.get(address).status_code == 404
    client.force_login(cleo)
    page = client.get(address).content.decode()
    assert "Cleo Haddad" in page
    assert "Approved a pair" in page


def test_the_log_needs_few_queries(three_lines, client, django_assert_max_num_queries):
    cleo, programme = three_lines
    for person in [make_person(f"Person {number}") for number in range(30)]:
        record("person.changed", by=person, at=NOW, subject=person, programme=programme)
    client.force_login(cleo)
    with django_assert_max_num_queries(20):
        client.get(f"/trust/log/{programme.slug}/")


def recorded_codes() -> set[str]:
    """Every code that the rooms write: literals given to `record`, and those whose shape is theirs, like "place.left"."""
    codes = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or path.name == "acts.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record"]
        literals = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}
        codes |= literals
        if any(call.args and not isinstance(call.args[0], ast.Constant) for call in calls):
            words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
            rooms = {"place", "lived", "match", "alternate", "staff"}
            codes |= {word for word in words if word.count(".") == 1 and word.split(".")[0] in rooms and word.islower()}
    return codes


def test_every_recorded_act_has_words():
    assert recorded_codes() - set(ACTS) == set()
    assert set(ACTS) - recorded_codes() == set(), "words for acts that nobody records"
