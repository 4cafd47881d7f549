"""The files of an import."""

import tomllib

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.lib.many_files import ManyFilesField
from mentes.people.roster_bridge import BadMap, flatten_map
from mentes.programmes.actions.importing import MOST_BYTES, MOST_FILES
from mentes.programmes.faults import sentences_of_map


class FilesField(ManyFilesField):
    """One or several files; `clean` gives [(name, bytes)]."""

    def clean(self, data, initial=None) -> list[tuple[str, bytes]]:
        files = super().clean(data, initial)
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at once."), params={"most": MOST_FILES})
        if sum(one.size for one in files) > MOST_BYTES:
            raise forms.ValidationError(
                _("The files are too large: together they may have %(most)s MB."), params={"most": MOST_BYTES // 1024 // 1024}
            )
        return [(one.name, one.read()) for one in files]


class UploadForm(forms.Form):
    files = FilesField(
        label=_("People file"),
        help_text=_("CSV or XLSX, one or several. One row is one person."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )
    map_file = forms.FileField(
        label=_("map.toml"),
        required=False,
        help_text=_("Only where you have one: the file that names columns for the command line works here too."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx"
        self.fields["map_file"].widget.attrs["accept"] = ".toml"

    def clean_map_file(self) -> dict:
        """The map as a plain table, {} where none was given."""
        given = self.cleaned_data["map_file"]
        if not given:
            return {}
        if given.size > 200_000:
            raise forms.ValidationError(_("This is too large for a map."))
        try:
            table = tomllib.loads(given.read().decode("utf-8-sig"))
            flatten_map(table, [])
        except BadMap as bad:
            raise forms.ValidationError(sentences_of_map(bad.faults)) from bad
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
            raise forms.ValidationError(_("This is no TOML file: %(why)s"), params={"why": bad}) from bad
        return table
