"""Addresses of calendars."""

from django.urls import path

from mentes.calendars.views import mine, out

app_name = "calendars"
urlpatterns = [
    path("me/calendars/", mine.mine, name="mine"),
    path("me/calendars/add/", mine.add, name="add"),
    path("me/calendars/remove/", mine.remove, name="remove"),
    path("me/calendars/read/", mine.read, name="read"),
    path("me/calendars/feed/new/", mine.feed_new, name="feed_new"),
    path("me/calendars/feed/end/", mine.feed_end, name="feed_end"),
    path("feeds/<str:word>.ics", out.feed, name="feed"),
    path("meetings/<uuid:meeting_id>/calendar/", out.offer, name="offer"),
    path("meetings/<uuid:meeting_id>/calendar.ics", out.file, name="file"),
]
