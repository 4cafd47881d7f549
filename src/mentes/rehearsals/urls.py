"""Addresses of rehearsals and of scenarios of one's own."""

from django.urls import path

from mentes.rehearsals.views import fillers, lobby, plain, planning, report, room, slides, sounds, writing

app_name = "rehearsals"
urlpatterns = [
    path("rehearsals/", planning.index, name="index"),
    path("rehearsals/new/", planning.new, name="new"),
    path("rehearsals/scenarios/", writing.own, name="own"),
    path("rehearsals/scenarios/new/", writing.write, name="write_new"),
    path("rehearsals/scenarios/<uuid:scenario_id>/", writing.write, name="write"),
    path("rehearsals/scenarios/<uuid:scenario_id>/remove/", writing.remove, name="remove_scenario"),
    path("rehearsals/come/<str:link_word>/", lobby.come, name="come"),
    path("rehearsals/<uuid:rehearsal_id>/", lobby.show, name="show"),
    path("rehearsals/<uuid:rehearsal_id>/room/", room.room, name="room"),
    path("rehearsals/<uuid:rehearsal_id>/plain/", plain.plain, name="plain"),
    path("rehearsals/<uuid:rehearsal_id>/report/", report.show, name="report"),
    path("rehearsals/<uuid:rehearsal_id>/report/recording/", report.recording, name="recording"),
    path("rehearsals/<uuid:rehearsal_id>/report/share/", report.share, name="share"),
    path("rehearsals/<uuid:rehearsal_id>/report/take-back/", report.take_back, name="take_back"),
    path("rehearsals/<uuid:rehearsal_id>/report/remark/", report.remark, name="remark"),
    path("rehearsals/<uuid:rehearsal_id>/report/remark/<uuid:remark_id>/remove/", report.remove_remark, name="remove_remark"),
    path("rehearsals/<uuid:rehearsal_id>/report/remark/<uuid:remark_id>/voice/", sounds.note, name="note"),
    path("rehearsals/<uuid:rehearsal_id>/report/voice/", sounds.own_voice, name="own_voice"),
    path("rehearsals/<uuid:rehearsal_id>/report/voice/share/", sounds.share_voice, name="share_voice"),
    path("rehearsals/<uuid:rehearsal_id>/report/voice/take-back/", sounds.take_back_voice, name="take_back_voice"),
    path("rehearsals/<uuid:rehearsal_id>/report/next/", report.try_next, name="try_next"),
    path("rehearsals/<uuid:rehearsal_id>/report/fillers/", fillers.fillers, name="fillers"),
    path("rehearsals/<uuid:rehearsal_id>/link/", lobby.link, name="link"),
    path("rehearsals/<uuid:rehearsal_id>/link/end/", lobby.end_link, name="end_link"),
    path("rehearsals/<uuid:rehearsal_id>/invite/", lobby.invite, name="invite"),
    path("rehearsals/<uuid:rehearsal_id>/guest/", lobby.guest, name="guest"),
    path("rehearsals/<uuid:rehearsal_id>/begin/", lobby.begin, name="begin"),
    path("rehearsals/<uuid:rehearsal_id>/end/", lobby.end, name="end"),
    path("rehearsals/<uuid:rehearsal_id>/drop/", lobby.drop, name="drop"),
    path("rehearsals/<uuid:rehearsal_id>/slides/", slides.hang, name="hang"),
    path("rehearsals/<uuid:rehearsal_id>/slides/take-down/", slides.take_down, name="take_down"),
    path("rehearsals/<uuid:rehearsal_id>/slides/<int:number>/", slides.page, name="slide"),
]
