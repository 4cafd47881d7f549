"""The front door, and today's page."""

from django.urls import path

from mentes.home import views

app_name = "home"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("today/", views.today, name="today"),
]
