"""The address of the demo's fourth door."""

from django.urls import path

from mentes.rehearsals.views import try_it

app_name = "try"
urlpatterns = [path("try/", try_it.try_it, name="room")]
