"""The address of a meeting's call, below that of the meeting."""

from django.urls import path

from mentes.meetings.call import views

urlpatterns = [path("meetings/<uuid:meeting_id>/call/", views.call, name="call")]
