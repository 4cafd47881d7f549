"""Addresses of the look itself."""

from django.urls import path

from mentes.look import views

app_name = "look"
urlpatterns = [
    path("theme/", views.theme, name="theme"),
    path("states/", views.states, name="states"),
]
