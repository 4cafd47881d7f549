"""What may be typed in this room."""

from mentes.programmes.forms.columns import ColumnsForm
from mentes.programmes.forms.place import OrganiserPlaceForm, OwnPlaceForm
from mentes.programmes.forms.programme import NewProgrammeForm, ProgrammeForm, StaffForm
from mentes.programmes.forms.upload import UploadForm

__all__ = [
    "ColumnsForm",
    "NewProgrammeForm",
    "OrganiserPlaceForm",
    "OwnPlaceForm",
    "ProgrammeForm",
    "StaffForm",
    "UploadForm",
]
