"""The doors of the demo."""

from django.urls import path

from mentes.home import demo_views

app_name = "demo"
urlpatterns = [
    path("as/<slug:key>/", demo_views.enter, name="enter"),
    path("later/", demo_views.later, name="later"),
    path("letters/", demo_views.letters, name="letters"),
]
