"""Every address of a WebSocket, room by room."""

from mentes.meetings.call.consumer import CallSocket  # noqa: I001
from django.urls import path
from mentes.rehearsals.live.consumer import RehearsalSocket

socket_addresses = [
    path("meetings/<uuid:meeting_id>/call/line/", CallSocket.as_asgi(), name="call_line"),
    path("rehearsals/<uuid:rehearsal_id>/line/", RehearsalSocket.as_asgi(), name="rehearsal_line"),
]
