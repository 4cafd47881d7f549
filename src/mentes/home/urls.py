"""The front door, and today's page."""

from django.urls import path

from mentes.home import authority, views

app_name = "home"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("today/", views.today, name="today"),
    path("authority/", authority.authority, name="authority"),
    path("authority/mentes-local.crt", authority.authority_certificate, name="authority_certificate"),
]
