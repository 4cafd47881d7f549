"""Addresses of programmes, and of a person's own place in one."""

from django.urls import path

from mentes.programmes.views import imports, moving, people, place, programme

app_name = "programmes"
urlpatterns = [
    path("programmes/", programme.index, name="index"),
    path("programmes/new/", programme.new, name="new"),
    path("programmes/<slug:slug>/", programme.show, name="show"),
    path("programmes/<slug:slug>/settings/", programme.settings, name="settings"),
    path("programmes/<slug:slug>/staff/", programme.staff, name="staff"),
    path("programmes/<slug:slug>/staff/remove/", programme.remove_staff, name="remove_staff"),
    path("programmes/<slug:slug>/supply/", programme.supply, name="supply"),
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people.csv", people.people_csv, name="people_csv"),
    path("programmes/<slug:slug>/people/<uuid:participation_id>/", people.person, name="person"),
    path("programmes/<slug:slug>/people/<uuid:participation_id>/status/", people.status, name="status"),
    path("programmes/<slug:slug>/invite/", people.invite, name="invite"),
    path("programmes/<slug:slug>/import/", imports.upload, name="upload"),
    path("programmes/<slug:slug>/import/<uuid:upload_id>/", imports.preview, name="preview"),
    path("programmes/<slug:slug>/import/<uuid:upload_id>/carry-out/", imports.carry_out, name="carry_out"),
    path("programmes/<slug:slug>/import/<uuid:upload_id>/drop/", imports.drop_upload, name="drop_upload"),
    path("programmes/<slug:slug>/imports/", imports.imports, name="imports"),
    path("programmes/<slug:slug>/imports/<uuid:run_id>/undo/", imports.undo_import, name="undo_import"),
    path("programmes/new/from-file/", moving.from_file, name="from_file"),
    path("programmes/<slug:slug>/whole.zip", moving.whole_file, name="whole_file"),
    path("programmes/<slug:slug>/archive/", programme.archive, name="archive"),
    path("programmes/<slug:slug>/unarchive/", programme.unarchive, name="unarchive"),
    path("programmes/<slug:slug>/duplicate/", programme.duplicate, name="duplicate"),
    path("me/places/<uuid:participation_id>/", place.my_place, name="my_place"),
    path("me/places/<uuid:participation_id>/lived/", place.my_lived, name="my_lived"),
    path("me/places/<uuid:participation_id>/pause/", place.my_pause, name="my_pause"),
]
