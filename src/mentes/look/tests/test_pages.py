"""Tags and pages of the look: fields are tied to their words, nothing is styled inline, a missing build says what to do."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory, override_settings

from mentes.look import assets, context, samples
from mentes.look.templatetags import look as tags

MENTES = Path(__file__).parents[2]
needs_build = pytest.mark.skipif(not (assets.DIST / "manifest.json").exists(), reason=assets.MISSING)


def render(source: str, **values) -> str:
    return engines["django"].from_string(source).render(values)


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As you write it")
    about = forms.CharField(widget=forms.Textarea, required=False)
    role = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(required=False)


@needs_build
def test_a_wrong_field_names_its_help_and_its_error():
    html = render("{% field form.name %}", form=Form({}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert '<label for="id_name">Name</label>' in html


@needs_build
def test_a_field_that_may_stay_empty_says_so_and_a_draft_has_its_note():
    html = render("{% field form.about draft=True %}", form=Form())
    assert "if you like" in html
    assert "data-draft" in html
    assert "data-draft-note" in html


@needs_build
def test_choices_are_a_group_with_a_name():
    html = render("{% field form.role %}", form=Form({}))
    assert html.count('type="radio"') == 2
    assert "<legend>Role</legend>" in html


@needs_build
def test_signs_that_point_along_the_line_turn_round():
    assert "ic-flip" in tags.icon("arrow-right")
    assert "ic-flip" not in tags.icon("clock")


def test_a_portrait_takes_anything_with_an_id_and_a_name():
    person = SimpleNamespace(id=7, name="Ama <Owusu>")
    assert tags.face(person, named=True) == tags.face({"id": 7, "name": "Ama <Owusu>"}, named=True)
    assert "&lt;Owusu&gt;" in tags.face(person, named=True)


def test_the_braid_is_said_in_words():
    assert tags.braid_sentence(samples.strands()).startswith("Braid of 6 reasons: Pricing and wholesale 27, ")


# A person's copy of their data opens offline, without a server's policy: its few lines of style lie inside.
STANDS_ALONE = {"trust/templates/trust/copy.html"}


def test_no_template_of_any_room_carries_a_style_or_a_script_of_its_own():
    wrong = []
    for page in MENTES.rglob("templates/**/*.html"):
        if page.relative_to(MENTES).as_posix() in STANDS_ALONE:
            continue
        text = page.read_text("utf-8")
        if re.search(r'\sstyle\s*=|<style|\son[a-z]+\s*=\s*"|hx-on|javascript:', text):
            wrong.append(page.relative_to(MENTES).as_posix())
        if re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text):
            wrong.append(page.relative_to(MENTES).as_posix())
    assert wrong == []


def test_a_missing_build_names_the_command(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "DIST", tmp_path)
    assets.manifest.cache_clear()
    try:
        with pytest.raises(assets.NotBuilt, match="uv sync --reinstall-package mentes"):
            assets.check_built()
    finally:
        assets.manifest.cache_clear()


@needs_build
def test_the_theme_comes_from_the_cookie_and_only_known_words_count():
    request = RequestFactory().get("/")
    assert context.page(request)["theme"] == ""
    request.COOKIES[context.THEME_COOKIE] = "winedark"
    assert context.page(request)["theme"] == "winedark"
    request.COOKIES[context.THEME_COOKIE] = '"><script>'
    assert context.page(request)["theme"] == ""


@needs_build
def test_the_theme_button_works_without_scripts(client):
    response = client.post("/theme/", headers={"referer": "http://testserver/states/"})
    assert response.status_code == 302
    assert response["Location"] == "http://testserver/states/"
    assert response.cookies[context.THEME_COOKIE].value == "winedark"
    assert client.post("/theme/").cookies[context.THEME_COOKIE].value == "dawn"
    assert client.post("/theme/", headers={"referer": "https://elsewhere.example/"})["Location"] == "/"


@needs_build
def test_every_part_is_drawn_in_every_language(client):
    for language, direction in (("en", "ltr"), ("es", "ltr"), ("ar", "rtl")):
        response = client.get("/states/", headers={"accept-language": language})
        html = response.content.decode()
        assert response.status_code == 200
        assert f'<html lang="{language}" dir="{direction}"' in html
        assert " style=" not in html
        assert not re.search(r'\sid="([^"]+)"(?=.*\sid="\1")', html, flags=re.DOTALL)


@needs_build
def test_the_page_of_parts_is_not_shown_to_the_public(client):
    with override_settings(IS_DEMO=False, IS_TEST=False):
        assert client.get("/states/").status_code == 404


@needs_build
def test_the_first_visit_stays_within_its_budget():
    """Issue: at most 150 kB before fonts, fonts at most 130 kB in Latin script; identity: styles at most 20 kB packed."""
    size = {path.name: path.stat().st_size for path in assets.DIST.iterdir()}
    manifest = assets.manifest()
    assert size[f"{manifest['app.css']}.gz"] <= 20_000
    assert size[f"{manifest['app.js']}.gz"] <= 8_000
    latin = (
        "literata-latin-opsz",
        "literata-latin-wght-italic",
        "commissioner-latin-wght",
        "literata-greek-ext-wght-normal-homer",
    )
    first_visit = sum(n for name, n in size.items() if (name.startswith(latin) and "-plain-" not in name) or "homer" in name)
    assert 60_000 < first_visit <= 130_000
