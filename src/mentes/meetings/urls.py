"""Addresses of meetings."""

from django.urls import path

from mentes.meetings.call import urls as call
from mentes.meetings.views import booking, hours, meeting

app_name = "meetings"
urlpatterns = [
    path("meetings/hours/", hours.hours, name="hours"),
    path("meetings/hours/differ/", hours.add_exception, name="add_exception"),
    path("meetings/hours/as-usual/", hours.remove_exception, name="remove_exception"),
    path("meetings/about/<uuid:about>/", booking.about, name="about"),
    path("meetings/<uuid:meeting_id>/", meeting.show, name="show"),
    path("meetings/<uuid:meeting_id>/move/", booking.move, name="move"),
    path("meetings/<uuid:meeting_id>/cancel/", meeting.cancel, name="cancel"),
    path("meetings/<uuid:meeting_id>/here/", meeting.here, name="here"),
    path("meetings/<uuid:meeting_id>/held/", meeting.held, name="held"),
    path("meetings/<uuid:meeting_id>/missing/", meeting.missing, name="missing"),
    path("meetings/<uuid:meeting_id>/reason/", meeting.reason, name="reason"),
    *call.urlpatterns,
]
