"""People files in, clean frozen people out: CSV and XLSX, foreign layouts by a map, every wrong cell named."""

from mentes.engines.roster.columns import NativeColumn, native_columns
from mentes.engines.roster.faults import HINTS, SENTENCES, BadRoster, Fault
from mentes.engines.roster.guesses import guess_map
from mentes.engines.roster.hours import BadHours, format_hours, parse_hours
from mentes.engines.roster.language_codes import ENGLISH_NAMES
from mentes.engines.roster.map_tables import BadMap, map_to_table, read_map
from mentes.engines.roster.maps import FileMap, FileRules, Guess, LivedFrom, Take
from mentes.engines.roster.people import LIVED_WISHES, ROLES, WORKING, LivedItem, Person, Roster, Source, TopicLevel
from mentes.engines.roster.read import read_people, read_table
from mentes.engines.roster.safe import safe_cell, unsafe_cell, write_rows
from mentes.engines.roster.tables import Table, TableRow

__all__ = [
    "ENGLISH_NAMES",
    "HINTS",
    "LIVED_WISHES",
    "ROLES",
    "SENTENCES",
    "WORKING",
    "BadHours",
    "BadMap",
    "BadRoster",
    "Fault",
    "FileMap",
    "FileRules",
    "Guess",
    "LivedFrom",
    "LivedItem",
    "NativeColumn",
    "Person",
    "Roster",
    "Source",
    "Table",
    "TableRow",
    "Take",
    "TopicLevel",
    "format_hours",
    "guess_map",
    "map_to_table",
    "native_columns",
    "parse_hours",
    "read_map",
    "read_people",
    "read_table",
    "safe_cell",
    "unsafe_cell",
    "write_rows",
]
