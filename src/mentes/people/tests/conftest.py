"""A mail server, and rows that are really committed, for tests in which several workers meet."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mentes.lib.tests.post_office import open_office
from mentes.people.models import Letter, Person
from mentes.testing import make_person


@pytest.fixture
def office(settings):
    """The post office that this instance's letters go to."""
    with open_office() as (office, server):
        settings.MENTES_MAIL_SERVER = server
        yield office


@pytest.fixture
def ama(db):
    return make_person("Ama Owusu", language="es", time_zone="America/Lima")


@pytest.fixture
def committed_ama(django_db_setup, django_db_blocker):
    """Ama, for all connections to see. Rows are taken away by name: flushing would take the vocabulary along."""
    with django_db_blocker.unblock():
        ama = make_person("Ama Owusu")
        yield ama
        Letter.objects.filter(person=ama).delete()
        ProcrastinateJob.objects.filter(task_name="people.send_letter").delete()
        Person.objects.filter(pk=ama.pk).delete()
