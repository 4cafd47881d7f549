"""What is wrong with a people file, in the reader's language.

Codes and English are the roster engine's; a test keeps them equal.
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentes.people.roster_bridge import Fault

# code -> (what is wrong, what would be right)
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "no_files": (_("no file was given"), _("name at least one CSV or XLSX file")),
    "file_empty": (_("the file is empty"), _("it should hold a header row and one row for each person")),
    "file_kind": (_("this is %(kind)s"), _("a people file is CSV text or an .xlsx workbook")),
    "file_old_excel": (_("this is an old .xls workbook or one locked with a password"), _("save it as .xlsx without a password")),
    "file_nul": (_("the file holds NUL bytes, so it is not a text file"), _("save it again as CSV UTF-8 or as .xlsx")),
    "file_encoding": (
        _("the bytes are neither UTF-8, UTF-16 nor cp1252 (the first odd one is byte %(byte)s)"),
        _("save the file as CSV UTF-8"),
    ),
    "file_too_large": (_("the file has %(size)s bytes"), _("%(limit)s bytes are the most")),
    "too_many_rows": (_("the file has more than %(limit)s rows"), _("split it into several files")),
    "too_many_columns": (_("the header has more than %(limit)s columns"), _("leave out the columns nobody needs")),
    "quote_open": (
        _("a quotation mark opened in this row never closes"),
        _('close it, and write a quotation mark inside a text twice ("")'),
    ),
    "workbook_bomb": (
        _("the workbook unpacks to %(size)s bytes, %(ratio)s times its size"),
        _("at most %(limit)s bytes and %(most)s times are read"),
    ),
    "workbook_damaged": (_("the workbook cannot be read (%(detail)s)"), _("open it in a spreadsheet and save it again as .xlsx")),
    "workbook_empty": (_("no sheet of the workbook holds a header"), _("put the header into the first row of the first sheet")),
    "sheet_missing": (_("the workbook has no sheet “%(sheet)s”"), _("it has: %(sheets)s")),
    "header_only": (_("the file has a header but no people"), _("add one row for each person")),
    "header_twice": (
        _("the header stands in column %(first)s and again in column %(second)s"),
        _("give every column its own name"),
    ),
    "header_missing": (_("the column holds values but has no header"), _("write a name in the first row")),
    "column_missing": (_("there is no such column"), "%(hint)s"),
    "map_header_missing": (_("the map names this column, which the file does not have"), "%(hint)s"),
    "map_header_nowhere": (_("the map names this column, which no file has"), "%(hint)s"),
    "map_file_missing": (_("the map names this file but none of that name was given"), _("the files given are: %(files)s")),
    "row_too_long": (
        _("the row has %(n)s cells where the header has %(width)s"),
        _("put quotation marks around a text that holds the separator"),
    ),
    "row_too_short": (
        _("the row stops after %(n)s of %(width)s cells"),
        _("put quotation marks around a text that holds a line break"),
    ),
    "id_missing": (_("the id is empty"), _("give every person an id or an email address of their own")),
    "id_twice": (
        _("the id “%(value)s” stands already in %(other_file)s row %(other_row)s"),
        _("give each person one row, or say merge = true in map.toml"),
    ),
    "id_separator": (
        _("the id “%(value)s” holds a semicolon or a line break"),
        _("choose an id without one, since they part lists of ids"),
    ),
    "cell_too_long": (_("the cell holds %(size)s characters"), _("%(limit)s are the most")),
    "cell_date": (
        _("this cell was turned into a date by the spreadsheet (“%(value)s”)"),
        _("write %(example)s or format the column as text"),
    ),
    "cell_formula": (
        _("the cell holds a formula without a saved result"),
        _("open the workbook in a spreadsheet and save it, or put the value in place of the formula"),
    ),
    "cell_error": (_("the cell shows the spreadsheet error “%(value)s”"), _("mend the formula or write the value")),
    "cell_rounded": (
        _("the number “%(value)s” was rounded or shortened by the spreadsheet"),
        _("format the column as text and write the id again"),
    ),
    "role_missing": (_("the role is empty"), _("write mentor, mentee or both")),
    "word_unknown": (_("“%(value)s” is not known here"), "%(hint)s"),
    "level_wrong": (_("“%(value)s” is not a level"), _("levels are the whole numbers 0 to 4, as in %(example)s")),
    "topic_missing": (_("“%(value)s” has a level but no topic"), _("write the topic before the colon, as in pricing:2")),
    "topic_twice": (_("the topic “%(value)s” stands twice with different levels"), _("keep one of the two")),
    "number_wrong": (_("“%(value)s” is not a whole number from 0 to %(most)s"), _("write for example 1")),
    "email_wrong": (_("“%(value)s” is not an email address"), _("write it as name@example.org")),
    "language_unknown": (_("“%(value)s” is not a language tag"), "%(hint)s"),
    "zone_unknown": (_("“%(value)s” is not a time zone"), "%(hint)s"),
    "hours_shape": (_("“%(value)s” is not a day with hours"), _("write for example Mon 17:00-20:00")),
    "hours_day": (_("“%(value)s” is not a day"), _("use Mon, Tue, Wed, Thu, Fri, Sat or Sun")),
    "hours_time": (_("“%(value)s” is not a time of day"), _("times go from 00:00 to 24:00, as in Mon 17:00-20:00")),
    "hours_none": (_("“%(value)s” starts and ends at the same time"), _("write the end after the start")),
    "wish_unknown": (_("nobody here has the id or the name “%(value)s”"), "%(hint)s"),
    "wish_unclear": (_("%(n)s people are called “%(value)s”"), _("write the id of the one who is meant")),
    "wish_oneself": (_("“%(value)s” is the person of this row"), _("name other people, best first")),
    "wishes_too_many": (_("%(n)s people are named"), _("name at most %(most)s, best first")),
    "order_unknown": (_("“%(value)s” is not in the order of this column"), "%(hint)s"),
    "encoding_guessed": (_("the file is not UTF-8 and was read as cp1252"), _("if letters look wrong, save it as CSV UTF-8")),
    "not_with_unknown": (_("nobody here has the id “%(value)s”"), _("the entry has no effect until somebody has")),
    "same_email": (
        _("the email address stands also in %(other_file)s row %(other_row)s under another id"),
        _("check that these are two people"),
    ),
    "map_key_unknown": (_("there is no such key"), "%(hint)s"),
    "map_column_unknown": (_("there is no such column"), "%(hint)s"),
    "map_order_twice": (_("a value stands there twice"), _("write each value once")),
    "map_not_flag": (_("“%(value)s” is not true or false"), _("write one of the two without quotation marks")),
    "map_not_table": (_("“%(value)s” is not a table"), _("write its keys under a heading in square brackets")),
    "map_not_tables": (
        _("“%(value)s” is not a table or a list of tables"),
        _("write its keys under a heading in square brackets"),
    ),
    "map_not_text": (_("“%(value)s” is not a text"), _("write it in quotation marks")),
    "map_not_texts": (
        _("“%(value)s” is not a text or a list of texts"),
        _("write one in quotation marks, or several in square brackets"),
    ),
    "map_file_unused": (_("the map names this file but it was not given"), _("nothing of that section was used")),
    "value_too_long": (_("the value holds %(size)s characters"), _("%(limit)s are the most")),
    "email_taken": (
        _("the email address belongs already to the person with the id “%(other)s”"),
        _("give the row that id, or another address"),
    ),
}

# What would be right, by the code of the hint: the engine's HINTS.
HINTS: dict[str, str | Promise] = {
    "near": _("did you mean %(near)s?"),
    "one_of": _("write one of %(words)s"),
    "one_of_near": _("write one of %(words)s; did you mean %(near)s?"),
    "columns": _("see docs/reference/columns.md"),
    "language": _("write BCP 47 tags such as en, pt-BR or zh-Hans"),
    "language_near": _("write its BCP 47 tag; did you mean %(near)s?"),
    "zone": _("write an IANA name such as Africa/Accra"),
    "zone_near": _("write its IANA name; did you mean %(near)s?"),
    "wish": _("write the id of somebody in the files"),
    "map_header": _("correct the map or add the column"),
    "map_orders": _("correct [orders] in the map"),
    "map_keys": _("known are %(words)s"),
    "map_extra": _("columns of your own go under [extra]"),
}

# On a page one chooses the column; on the command line one names it in map.toml.
MISSING = {
    "id": (_("no column tells people apart"), _("choose below which column is the id or the email address")),
    "role": (_("nothing says who is a mentor and who a mentee"), _("choose a column below, or one role for the whole file")),
}


def words_of(found: Fault) -> dict[str, str | int]:
    """Where a fault is, and its two sentences, both in the reader's language."""
    wrong, right = WORDS[found.code]
    if found.code == "column_missing" and found.column in MISSING:
        wrong, right = MISSING[found.column]
    params = dict(found.params)
    if code := params.get("hint_code"):
        params["hint"] = str(HINTS[code]) % {"near": params["hint_near"], "words": params["hint_words"]}
    place = [found.file, str(found.row or ""), found.column]
    return {
        "place": ":".join(part for part in place if part),
        "file": found.file,
        "row": found.row,
        "column": found.column,
        "wrong": str(wrong) % params if params else str(wrong),
        "right": str(right) % params if params else str(right),
    }


def sentences_of_map(wrong: Iterable[Fault]) -> list[str]:
    """What is wrong with a map.toml, a line a key, in the reader's language."""
    told = (words_of(found) for found in wrong)
    return [str(_("%(key)s: %(wrong)s, %(right)s")) % {"key": words["column"], **words} for words in told]
