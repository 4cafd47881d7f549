"""Addresses of people: one's own page, and the door for those who were invited."""

from django.urls import path

from mentes.people import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("me/letters-again/", views.letters_again, name="letters_again"),
    path("me/door/", views.door, name="door"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
