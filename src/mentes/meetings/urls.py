"""Addresses of meetings."""

from django.urls import path

from mentes.meetings.call import urls as call
from mentes.meetings.views import booking, hours, meeting, papers

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
    # What people bring to a meeting and take from it.
    path("meetings/<uuid:meeting_id>/papers/", papers.papers, name="papers"),
    path("meetings/<uuid:meeting_id>/agenda/add/", papers.add_item, name="add_item"),
    path("meetings/<uuid:meeting_id>/agenda/<int:item_id>/", papers.change_item, name="change_item"),
    path("meetings/<uuid:meeting_id>/notes/", papers.write_note, name="write_note"),
    path("meetings/<uuid:meeting_id>/actions/add/", papers.add_action, name="add_action"),
    path("actions/<uuid:action_id>/close/", papers.close_action, name="close_action"),
]
