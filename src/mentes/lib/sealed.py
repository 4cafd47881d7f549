"""Sealing what lies in the database for one person alone: encrypted with keys that lie outside it and can be changed.

Fernet (AES-128-CBC and HMAC-SHA256) seals; before the token stands the name of the key, so that opening tries no key in vain and
rotation finds what an older key sealed. A dump, a backup of the database, its log and its search index hold tokens only. Whoever
has both the database and the keys reads everything: that is the administrator (SECURITY_MODEL.md).
"""

import base64
import functools
import os
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from mentes.lib import keyring

PARTED_BY = ":"


class CannotOpen(Exception):
    """Nothing of what was sealed can be read with the keys that are there."""


def keys() -> tuple[str, ...]:
    """Every key that opens, the one that seals first. The file is read again whenever it was replaced."""
    if settings.SEALING_KEYS:
        return keyring.parse(settings.SEALING_KEYS)
    path = settings.DATA / keyring.FILE
    try:
        stamp = os.stat(path)
    except FileNotFoundError:
        return ()
    return _read(str(settings.DATA), stamp.st_mtime_ns, stamp.st_ino)


@functools.lru_cache(maxsize=2)
def _read(folder: str, _written_at: int, _inode: int) -> tuple[str, ...]:
    return keyring.read(settings.DATA)


@functools.lru_cache(maxsize=32)
def _fernet(key: str) -> Fernet:
    return Fernet(key)


def seal(text: str) -> str:
    """`text` as it may lie in the database: the key's name, a colon, the token. About 1.4 times as long, and 100 characters."""
    kept = keys()
    if not kept:
        raise CannotOpen(f"There is no sealing key in {settings.DATA / keyring.FILE}: “mentes serve” draws one when it starts.")
    return seal_with(kept[0], text)


def seal_with(key: str, text: str) -> str:
    return keyring.name_of(key) + PARTED_BY + _fernet(key).encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """The text that was sealed. Raises CannotOpen where its key is not here any more or somebody changed it."""
    return open_with(keys(), sealed)


def open_with(kept: Sequence[str], sealed: str) -> str:
    name, _, token = sealed.partition(PARTED_BY)
    key = next((key for key in kept if keyring.name_of(key) == name), None)
    if key is None:
        raise CannotOpen(f"The sealing key {name!r} is not among those of this installation.")
    try:
        return _fernet(key).decrypt(token.encode("ascii", errors="replace")).decode()
    except InvalidToken as error:
        raise CannotOpen("What was sealed has been changed or cut short.") from error


class SealedTextField(models.TextField):
    """Text that lies sealed in its column and is plain in Python. It cannot be searched, sorted or compared in the database.

    An empty text stays empty, so that one sees without a key whether there is something. Every column of this kind is found and
    sealed anew by `mentes keys rotate`.
    """

    description = "Sealed text"

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value, expression, connection):
        return open_sealed(value) if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: the database cannot look into it.")
        return super().get_lookup(lookup_name)


class SealedBytesField(SealedTextField):
    """Bytes that lie sealed in a column of text, about 1.8 times as long, and are bytes in Python."""

    description = "Sealed bytes"
    # `mentes keys rotate` holds this many values of the column in memory at once.
    resealed_at_once = 8

    def to_python(self, value):
        return value

    def get_prep_value(self, value):
        return super().get_prep_value(base64.b64encode(value).decode() if value else "")

    def from_db_value(self, value, expression, connection):
        return base64.b64decode(super().from_db_value(value, expression, connection))
