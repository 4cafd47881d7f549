"""Two at the same moment: imports of one programme wait for one another, and an import for somebody who is typing."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes import actions
from mentes.programmes.models import ImportRun
from mentes.testing import Cast, make_programme

FILE = b"id,role,email\n" + b"".join(b"q%d,mentor,q%d@example.org\n" % (n, n) for n in range(40))


def at_once(*works):
    """Runs `works` in threads, each on a connection of its own, and gives what each returned or raised."""
    results = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(at, work):
        try:
            start.wait()
            results[at] = work()
        except Exception as error:
            results[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(at, work)) for at, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
def test_pressing_the_button_twice_imports_once():
    cast = Cast()
    upload = actions.create_upload(cast.programme, [("people.csv", FILE)], by=cast.cleo)
    again = type(upload).objects.get(pk=upload.pk)
    results = at_once(
        lambda: actions.import_people(upload, by=cast.cleo, now=timezone.now()),
        lambda: actions.import_people(again, by=cast.cleo, now=timezone.now()),
    )
    assert sorted(type(one) for one in results if isinstance(one, Refused)) == [Refused]
    assert ImportRun.objects.count() == 1
    assert cast.programme.participations.filter(external_id__startswith="q").count() == 40


@pytest.mark.django_db(transaction=True)
def test_two_programmes_importing_the_same_people_share_one_account_each():
    cast = Cast()
    other = make_programme("Second Harbour")
    uploads = [actions.create_upload(one, [("people.csv", FILE)], by=cast.cleo) for one in (cast.programme, other)]
    results = at_once(*[lambda up=up: actions.import_people(up, by=cast.cleo, now=timezone.now()) for up in uploads])
    assert [run.n_added for run in results] == [40, 40]
    shared = Person.objects.filter(participations__programme=cast.programme).filter(participations__programme=other)
    assert shared.count() == 40


@pytest.mark.django_db(transaction=True)
def test_the_last_two_organisers_cannot_remove_one_another_at_once():
    cast = Cast()
    deputy = cast.programme.staff.create(person=cast.dov, role="organiser")
    cleo = cast.programme.staff.get(person=cast.cleo)
    at_once(
        lambda: actions.remove_staff(deputy, by=cast.cleo, now=timezone.now()),
        lambda: actions.remove_staff(cleo, by=cast.dov, now=timezone.now()),
    )
    assert cast.programme.staff.filter(role="organiser").count() == 1
