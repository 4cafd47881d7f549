"""Addresses of conversations. A conversation's own address holds the id of what it is about: rooms above link to it with that."""

from django.urls import path

from mentes.messages.views import conversation, files, live, write

app_name = "messages"
urlpatterns = [
    path("", conversation.index, name="index"),
    path("files/<uuid:attachment_id>/", files.whole, name="file"),
    path("files/<uuid:attachment_id>/small/", files.small, name="small_picture"),
    path("taken-back/<uuid:message_id>/", write.withdraw, name="withdraw"),
    path("<uuid:about>/", conversation.show, name="show"),
    path("<uuid:about>/write/", write.write, name="write"),
    path("<uuid:about>/mail/", conversation.mail, name="mail"),
    path("<uuid:about>/new/", live.new, name="new"),
    path("<uuid:about>/events/", live.events, name="events"),
]
