"""What is kept about somebody is found, and erased, also where libraries keep it."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from mentes.people.actions import update_passages, write_letter
from mentes.people.framework_data import sessions_of
from mentes.people.models import Letter, LivedItem, Passage, Profile
from mentes.testing import NOW, Cast
from mentes.trust import registry

pytestmark = pytest.mark.django_db
OURS = ("people_", "account_", "mfa_", "django_session", "auth_", "procrastinate_", "cache_entries")


def test_sessions_are_found_by_the_person_in_them_also_half_finished_ones():
    cast = Cast()
    for person in (cast.ama, cast.ama, cast.rosa):
        Client().force_login(person)
    Client().post("/accounts/login/code/", {"email": cast.ama.email})
    assert sessions_of(cast.ama).count() == 3
    assert sessions_of(cast.dov).count() == 0
    assert Session.objects.count() == 4


def test_after_erasure_nothing_of_her_is_left_in_our_tables():
    cast = Cast()
    ama, profile = cast.ama, cast.ama_place.profile
    name, email = ama.name, ama.email
    update_passages([profile])
    EmailAddress.objects.create(user=ama, email=email)
    write_letter(ama, "login_code", key="one", facts={"code": "ABC123"}, not_before=NOW, to=email)
    Client().force_login(ama)
    for table in sorted(registry.tables().values(), key=lambda table: table.order):
        if not table.name.startswith(OURS) or table.rows_of is None:
            continue
        if table.erase is not None:
            table.erase(ama)
        else:
            table.rows_of(ama).delete()
    ama.refresh_from_db()
    profile.refresh_from_db()
    assert (ama.email, ama.name, ama.is_active, ama.erased_at is not None) == (None, "", False, True)
    assert not any(str(value) in (name, email, "Kumasi") for value in vars(profile).values())
    assert (profile.goals, profile.background) == ("", "")
    for model in (EmailAddress, LivedItem, Passage, Letter, Session):
        left = model.objects.all()
        assert not [row for row in left if email in str(vars(row)) or getattr(row, "profile_id", "") == profile.pk], model
    assert Profile.objects.get(pk=cast.rosa_place.profile_id).background


def test_every_column_of_our_tables_has_a_class():
    with connection.cursor() as cursor:
        cursor.execute("select table_name, column_name from information_schema.columns where table_schema = 'public'")
        columns = {(table, column) for table, column in cursor.fetchall() if table.startswith(OURS)}
    classed = {(table.name, column) for table in registry.tables().values() for column in table.columns}
    assert columns - classed == set()
    assert {one for one in classed if one[0].startswith(OURS)} - columns == set()
