"""A pytest plugin (`-p mentes.testing_database`): one throw-away PostgreSQL for the run, up before settings are read.

Workers of pytest-xdist inherit it through the environment. With DATABASE_URL set, that server is used instead: its
role must be allowed to make databases, and a member of the role mentes_matcher. Tests connect as the owner;
MENTES_APP_DATABASE_URL is the role that serves.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate

from mentes.lib.postgres import EmbeddedPostgres, PostgresRefused
from mentes.lib.postgres.locks import FolderLock

_folder: Path | None = None
_postgres: EmbeddedPostgres | None = None


PREFIX = "mentes-test-"
SECONDS_IN_AN_HOUR = 3600


def _sweep() -> None:
    """Removes what killed runs have left: folders older than an hour whose database nobody answers for."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = FolderLock(folder / "postgres" / "responsible.lock")
            if time.time() - folder.stat().st_mtime > SECONDS_IN_AN_HOUR and lock.take(wait=False):
                lock.free()
                shutil.rmtree(folder, ignore_errors=True)


def _start() -> None:
    global _folder, _postgres
    _sweep()
    _folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _folder.chmod(0o711)  # where root runs the tests, PostgreSQL's account has to pass through
    _postgres = EmbeddedPostgres(_folder / "postgres", ephemeral=True)
    try:
        urls = _postgres.start()
    except PostgresRefused as refusal:
        shutil.rmtree(_folder, ignore_errors=True)
        raise pytest.UsageError(str(refusal)) from refusal
    os.environ["DATABASE_URL"] = urls.owner
    os.environ["MENTES_APP_DATABASE_URL"] = urls.app
    # Tests write neither into nor from the data folder of the person who runs them.
    os.environ["MENTES_DATA"] = str(_folder / "data")
    os.environ["MENTES_SECRET_KEY"] = secrets.token_urlsafe(50)
    os.environ.pop("MENTES_SEALING_KEYS", None)
    for name in ("MENTES_DEMO", "MENTES_PUBLIC_URL", "MENTES_ALLOWED_HOSTS", "MENTES_EMAIL_URL", "MENTES_OWNER_DATABASE_URL"):
        os.environ.pop(name, None)


os.environ["MENTES_TEST"] = "1"
# pytest-django reads the settings while plugins load, earlier than any fixture: hence at import.
if not os.environ.get("DATABASE_URL"):
    _start()


@pytest.hookimpl(trylast=True)
def pytest_configure(config) -> None:
    """Django writes permissions and kinds of content anew after each sweep: half of its cost, and Mentes asks for neither."""
    if apps.ready:
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)


def pytest_unconfigure(config) -> None:
    if _postgres is not None:
        _postgres.stop()
        shutil.rmtree(_folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_queue(request) -> None:
    """A test that commits is swept with Django's own tables alone; what waits in the queue is swept here, before the next one."""
    mark = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (mark and mark.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs")
