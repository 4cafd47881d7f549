"""Addresses of fairness: what one volunteers for the audit, and what a programme asks. The audit's page is above, in matches."""

from django.urls import path

from mentes.fairness import views

app_name = "fairness"
urlpatterns = [
    path("me/places/<uuid:participation_id>/audit/", views.mine, name="mine"),
    path("programmes/<slug:slug>/fairness/asked/", views.asked, name="asked"),
]
