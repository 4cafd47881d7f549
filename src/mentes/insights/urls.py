"""Addresses of the organiser's morning and the numbers."""

from django.urls import path

from mentes.insights import views

app_name = "insights"
urlpatterns = [
    path("programmes/<slug:slug>/morning/", views.morning, name="morning"),
    path("programmes/<slug:slug>/people/<uuid:participation_id>/write/", views.write, name="write"),
    path("programmes/<slug:slug>/people/<uuid:participation_id>/send-again/", views.send_again, name="send_again"),
    path("programmes/<slug:slug>/numbers/", views.numbers, name="numbers"),
]
