"""What can be done with programmes and the places in them. Every action says who did it and when, and is in the audit log."""

from mentes.programmes.actions.archiving import archive_programme, duplicate_programme, refuse_in_archive, unarchive_programme
from mentes.programmes.actions.importing import create_upload, drop_old_uploads, import_people, keep_map
from mentes.programmes.actions.inviting import invite, join_places
from mentes.programmes.actions.lived import add_lived, drop_lived, say_lived
from mentes.programmes.actions.moving import export_programme, take_in_programme
from mentes.programmes.actions.places import change_place, mark_left, pause, resume
from mentes.programmes.actions.seasons import change_programme, create_programme
from mentes.programmes.actions.staffing import add_staff, remove_staff
from mentes.programmes.actions.undoing import undo_import

__all__ = [
    "add_lived",
    "add_staff",
    "archive_programme",
    "change_place",
    "change_programme",
    "create_programme",
    "create_upload",
    "drop_lived",
    "drop_old_uploads",
    "duplicate_programme",
    "export_programme",
    "import_people",
    "invite",
    "join_places",
    "keep_map",
    "mark_left",
    "pause",
    "refuse_in_archive",
    "remove_staff",
    "resume",
    "say_lived",
    "take_in_programme",
    "unarchive_programme",
    "undo_import",
]
