"""The demo's fourth door: open to anybody there, not there elsewhere; it may use microphone and headset, nothing else."""

import json
import re

from django.urls import reverse


def test_outside_the_demo_it_is_not_there(client):
    assert client.get(reverse("try:room")).status_code == 404


def test_in_the_demo_anybody_may_enter_and_nothing_is_kept(client, settings, django_assert_num_queries, db):
    settings.IS_DEMO = True
    with django_assert_num_queries(0):
        answer = client.get(reverse("try:room"))
    assert answer.status_code == 200
    assert not answer.cookies.get("mentes")
    assert client.post(reverse("try:room")).status_code == 405


def test_it_may_use_what_it_needs_and_no_camera(client, settings):
    settings.IS_DEMO = True
    allowed = client.get(reverse("try:room")).headers["Permissions-Policy"].split(", ")
    assert {"microphone=(self)", "xr-spatial-tracking=(self)", "camera=()", "geolocation=()"} <= set(allowed)


def test_the_script_gets_every_sentence_it_asks_for(client, settings):
    settings.IS_DEMO = True
    text = client.get(reverse("try:room")).content.decode()
    words = json.loads(re.search(r'id="room-words" type="application/json">(.*?)</script>', text)[1])
    assert all(words.values())
    assert 'data-people="24"' in text
    assert text.count("data-share=") == 4
