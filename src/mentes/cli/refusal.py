"""How a command says no: one sentence at the terminal, exit code 1, no traceback."""


class CannotStart(Exception):
    """The message is a sentence that says what is wrong and what would help."""

    is_for_the_person_at_the_terminal = True
