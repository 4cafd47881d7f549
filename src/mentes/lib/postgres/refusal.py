"""The one error of this package: a sentence for the person who started Mentes."""


class PostgresRefused(RuntimeError):
    """PostgreSQL cannot be started or used here; the message is one sentence that says what would help."""

    is_for_the_person_at_the_terminal = True
