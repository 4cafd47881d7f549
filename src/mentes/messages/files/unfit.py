"""Why a file is not taken: a code, for which the form has a sentence."""


class Unfit(ValueError):
    """`code`: empty, too_large, kind_unknown, kind_differs, text_broken, picture_broken, too_many_pixels, document_broken,
    document_runs, document_reaches_out, document_locked or sound_broken."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code
