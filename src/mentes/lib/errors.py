"""Errors that speak to a person."""


class Refused(Exception):
    """What was asked cannot be done, with one sentence for the person who asked. `lib.http` shows it."""

    def __init__(self, sentence: str, *, status: int = 409):
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
