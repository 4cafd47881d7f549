"""A first guess at what the columns of a foreign file are, for a page where a person then corrects it."""

import difflib
import re
from pathlib import PurePath

from mentes.engines.roster.cells import split_items
from mentes.engines.roster.columns import LIST_KINDS, NATIVE, NATIVE_BY_FOLD, fold
from mentes.engines.roster.maps import FileMap, FileRules, Guess, Take
from mentes.engines.roster.synonyms import BOTH_HEADERS, HEADERS, ROLE_WORDS, YES_NO
from mentes.engines.roster.tables import Table
from mentes.engines.roster.tags import language_named, language_tag, time_zone

SAMPLE = 200
# Below this likeness (difflib's ratio, 0..1) two headers are strangers; "email adress" and "email address" have 0.96.
ALIKE = 0.86
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SYNONYMS = {fold(name): column for column, names in HEADERS.items() for name in names}
_BOTH = {fold(name) for name in BOTH_HEADERS}
_ROLE_WORDS = {fold(word): role for word, role in ROLE_WORDS.items()}
_YES_NO = {fold(word): role for word, role in YES_NO.items()}


def guess_map(table: Table) -> FileMap:
    """Columns by name (exact, synonym, nearly so), then by what their cells hold; `guesses` says how sure each one is.

    Words of roles and names of languages found in the cells are translated; the role of a whole file is taken from its name.
    A column is used once, and nothing is guessed twice.
    """
    guesses = _by_name(table)
    guesses += _by_values(table, guesses)
    columns, values = {}, {}
    for guess in guesses:
        kind = NATIVE[guess.column].kind
        texts = [text for header in guess.headers for text in _texts(table, header)]
        split = "," if kind in LIST_KINDS and kind != "hours" and _is_comma_list(texts) else ""
        columns[guess.column] = Take(guess.headers, "; " if kind in LIST_KINDS else " ", split)
        if words := _words(guess.column, guess.headers, texts, split):
            values[guess.column] = words
    role = _role_in(table.name)
    has_role = "role" in columns and "" not in values.get("role", {}).values()
    defaults = {"role": role} if role and not has_role else {}
    order = {name: at for at, name in enumerate(NATIVE)}
    guesses.sort(key=lambda guess: order[guess.column])
    return FileMap(FileRules(columns=columns, values=values, defaults=defaults), guesses=tuple(guesses))


def _by_name(table: Table) -> list[Guess]:
    found: dict[str, Guess] = {}
    for header in table.headers:
        guess = _name_guess(header)
        if guess and (guess.column not in found or guess.confidence > found[guess.column].confidence):
            found[guess.column] = guess
    first, last = found.pop("first_name", None), found.pop("last_name", None)
    if first and last:
        # "Nombre" beside "Apellidos" is a first name, too: then the two parts of a name are surer than the whole.
        found["name"] = Guess("name", first.headers + last.headers, min(first.confidence, last.confidence), "joined_names")
    elif last and "name" in found:
        found["name"] = Guess("name", found["name"].headers + last.headers, 0.85, "joined_names")
    elif (only := first or last) and "name" not in found:
        found["name"] = Guess("name", only.headers, 0.6, "synonym")
    return list(found.values())


def _name_guess(header: str) -> Guess | None:
    folded = fold(header).rstrip(" ?:*.")
    if not folded:
        return None
    if folded in NATIVE_BY_FOLD:
        return Guess(NATIVE_BY_FOLD[folded], (header,), 1.0, "exact_name")
    if folded in _BOTH:
        return Guess("role", (header,), 0.9, "synonym")
    if folded in _SYNONYMS:
        return Guess(_SYNONYMS[folded], (header,), 0.95, "synonym")
    near = difflib.get_close_matches(folded, _SYNONYMS, n=1, cutoff=ALIKE) if 4 < len(folded) <= 60 else []
    if near:
        likeness = difflib.SequenceMatcher(None, folded, near[0]).ratio()
        return Guess(_SYNONYMS[near[0]], (header,), round(0.8 * likeness, 2), "similar_name")
    return None


def _by_values(table: Table, guesses: list[Guess]) -> list[Guess]:
    """Columns no name told: those whose cells are nearly all email addresses, role words or time zones."""
    known = {guess.column for guess in guesses}
    used = {header for guess in guesses for header in guess.headers}
    tests = {
        "email": lambda text: bool(_MAIL.fullmatch(text)),
        "role": lambda text: fold(text) in _ROLE_WORDS,
        "time_zone": lambda text: "/" in text and bool(time_zone(text)),
    }
    found = []
    for column, holds in tests.items():
        if column in known:
            continue
        for header in table.headers:
            texts = _texts(table, header) if header not in used and fold(header) else []
            share = sum(map(holds, texts)) / len(texts) if texts else 0.0
            if share >= 0.8:
                found.append(Guess(column, (header,), round(0.8 * share, 2), "values"))
                used.add(header)
                break
    return found


def _words(column: str, headers: tuple[str, ...], texts: list[str], split: str) -> dict[str, str]:
    """Foreign words in the cells -> ours, folded; those that are ours already are left alone."""
    words: dict[str, str] = {}
    if column == "role":
        known = _YES_NO if fold(headers[0]) in _BOTH else _ROLE_WORDS
        words = {fold(text): known[fold(text)] for text in texts if fold(text) in known}
    elif column == "by_hand":
        words = {fold(text): "yes" if _YES_NO[fold(text)] else "no" for text in texts if fold(text) in _YES_NO}
    elif column == "languages":
        items = [item for text in texts for item in split_items(text, split)]
        words = {fold(item): language_named(item) for item in items if not language_tag(item) and language_named(item)}
    return {word: ours for word, ours in words.items() if word != ours}


def _texts(table: Table, header: str) -> list[str]:
    at = table.headers.index(header)
    cells = (row.cells[at].strip() for row in table.rows[:SAMPLE] if at < len(row.cells))
    return [cell for cell in cells if cell]


def _is_comma_list(texts: list[str]) -> bool:
    return not any(";" in text for text in texts) and any("," in text for text in texts)


def _role_in(name: str) -> str:
    """The one role a file's name speaks of, as in mentors-2026.csv; "" for none or for both."""
    words = re.split(r"[\W_\d]+", PurePath(name.replace("\\", "/")).stem.casefold())
    roles = {_ROLE_WORDS[word] for word in words if word in _ROLE_WORDS}
    return roles.pop() if len(roles) == 1 else ""
