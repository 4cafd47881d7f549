"""The import on the web: look first, mend columns, then one button; nothing is written before it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentes.programmes.models import ImportRun, Participation, Upload

FOREIGN = """First name;Surname;Mail;I want to be;Things I know;Shoe size
Henrik;Dahl;henrik@example.org;Mentorin;pricing, stock;44
Petra;Novák;petra@example.org;Schülerin;;38
"""


@pytest.fixture
def upload(cast, client):
    """Uploads text as Cleo and returns the address of the preview."""
    client.force_login(cast.cleo)

    def send(text: str, name: str = "people.csv") -> str:
        file = SimpleUploadedFile(name, text.encode())
        response = client.post(reverse("programmes:upload", args=[cast.programme.slug]), {"files": [file]})
        assert response.status_code == 303
        return response.headers["Location"]

    return send


def test_a_foreign_file_is_guessed_mended_and_imported(cast, client, upload):
    preview = upload(FOREIGN)
    page = client.get(preview)
    assert page.context["trial"].plan is not None
    assert [found["column"] for found in page.context["trial"].shown_faults] == ["I want to be"]
    said = {name: field.initial or "" for name, field in page.context["columns"].fields.items()}
    headers = [column.header for column in page.context["trial"].sheets[0].columns]
    said[f"column-0-{headers.index('Things I know')}"] = "offers"
    word = next(name for name, field in page.context["columns"].fields.items() if field.label == "Schülerin")
    said[word] = "mentee"
    page = client.post(preview, said)
    assert page.context["trial"].may_go
    assert not Participation.objects.filter(profile__name="Henrik Dahl").exists()
    assert client.post(preview + "carry-out/").status_code == 303
    henrik = Participation.objects.get(profile__name="Henrik Dahl")
    assert (henrik.role, henrik.external_id) == ("mentor", "henrik@example.org")
    assert {said.topic.key for said in henrik.profile.topics.all()} == {"pricing", "stock"}
    assert henrik.profile.extra == {"Shoe size": "44"}


def test_the_columns_of_the_last_import_are_remembered(client, upload):
    preview = upload(FOREIGN)
    said = {name: field.initial or "" for name, field in client.get(preview).context["columns"].fields.items()}
    said["column-0-4"] = "offers"
    said[next(name for name in said if name.startswith("word") and not said[name])] = "mentee"
    client.post(preview, said)
    client.post(preview + "carry-out/")
    again = client.get(upload(FOREIGN, "people-of-april.csv"))
    assert again.context["trial"].may_go
    assert again.context["trial"].plan.counts["unchanged"] == 2


def test_rows_with_faults_are_left_out_only_when_asked(client, upload):
    preview = upload("id,role,hours\na,mentor,never\nb,mentee,\n")
    page = client.get(preview)
    assert not page.context["trial"].may_go
    assert "never" in page.content.decode()
    client.post(preview + "carry-out/")
    assert not ImportRun.objects.exists()
    assert client.get(preview, {"skip": "yes"}).context["trial"].may_go
    client.post(preview + "carry-out/", {"skip": "yes"})
    assert ImportRun.objects.get().n_added == 1
    assert not Upload.objects.exists()


def test_a_file_that_is_none_says_so_and_a_broken_one_too(cast, client, upload):
    page = client.get(upload("\x89PNG nonsense\x00", "people.csv"))
    assert page.status_code == 200
    assert page.context["trial"].plan is None
    assert page.context["trial"].faults
    nothing = client.post(reverse("programmes:upload", args=[cast.programme.slug]), {})
    assert nothing.status_code == 422


def test_a_cell_is_text_and_never_markup(client, upload):
    page = client.get(upload("id,role,name\n<b>x</b>,mentor,<script>alert(1)</script>\n")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_map_file_of_the_command_line_works_here(cast, client):
    client.force_login(cast.cleo)
    text = b'role = "mentor"\n[columns]\nname = ["first", "last"]\n[[lived]]\ncolumn = "past"\nsensitive = true\n'
    files = [SimpleUploadedFile("m.csv", b"id,first,last,past\n1,Ada,Berg,deaf\n")]
    address = reverse("programmes:upload", args=[cast.programme.slug])
    preview = client.post(address, {"files": files, "map_file": SimpleUploadedFile("map.toml", text)}).headers["Location"]
    page = client.get(preview)
    assert page.context["columns"]["column-0-3"].initial == "lived!"
    client.post(preview + "carry-out/")
    place = Participation.objects.get(external_id="1")
    assert (place.profile.name, place.role) == ("Ada Berg", "mentor")
    assert place.profile.lived.get().is_sensitive
    wrong = SimpleUploadedFile("map.toml", b'colums = "x"\n')
    files = [SimpleUploadedFile("m.csv", b"id\n1\n")]
    assert "colums" in client.post(address, {"files": files, "map_file": wrong}).content.decode()


def test_what_was_exported_is_imported_without_a_change(cast, client, upload):
    client.force_login(cast.cleo)
    saved = client.get(reverse("programmes:people_csv", args=[cast.programme.slug])).content.decode("utf-8")
    page = client.get(upload(saved))
    assert page.context["trial"].plan.counts == {"added": 0, "updated": 0, "unchanged": 2, "left": 0}


def test_an_import_can_be_undone_from_its_log(cast, client, upload):
    preview = upload("id,role\nx,mentor\n")
    client.post(preview + "carry-out/")
    run = ImportRun.objects.get()
    log = client.get(reverse("programmes:imports", args=[cast.programme.slug])).content.decode()
    assert "people.csv" in log
    client.post(reverse("programmes:undo_import", args=[cast.programme.slug, run.pk]))
    assert not Participation.objects.filter(external_id="x").exists()


def test_an_upload_belongs_to_its_programme(cast, client, upload):
    preview = upload("id,role\nx,mentor\n")
    client.force_login(cast.dov)
    for address in (preview, preview + "carry-out/", preview + "drop/"):
        assert client.post(address).status_code == 404
    client.force_login(cast.cleo)
    client.post(preview + "drop/")
    assert not Upload.objects.exists()
