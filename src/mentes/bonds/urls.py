"""Addresses of bonds: what the two keep together and alone, and what a programme gives them."""

from django.urls import path

from mentes.bonds.views import agreement, goals, notes, organising, pulse, together, trouble

app_name = "bonds"
urlpatterns = [
    path("matches/<uuid:match_id>/together/", together.together, name="together"),
    path("matches/<uuid:match_id>/agreement/", agreement.agreement, name="agreement"),
    path("matches/<uuid:match_id>/agreement/sign/", agreement.sign, name="sign"),
    path("matches/<uuid:match_id>/agreement/<int:number>/", agreement.version, name="agreement_version"),
    path("matches/<uuid:match_id>/goals/", goals.goals, name="goals"),
    path("goals/<uuid:goal_id>/change/", goals.change, name="change_goal"),
    path("goals/<uuid:goal_id>/progress/", goals.progress, name="tell_progress"),
    path("goals/<uuid:goal_id>/close/", goals.close, name="close_goal"),
    path("matches/<uuid:match_id>/private-notes/", notes.private_notes, name="private_notes"),
    path("private-notes/<uuid:note_id>/", notes.private_note, name="private_note"),
    path("private-notes/<uuid:note_id>/remove/", notes.remove, name="remove_note"),
    path("matches/<uuid:match_id>/pulse/", pulse.pulses, name="pulses"),
    path("pulses/<uuid:pulse_id>/", pulse.answer, name="pulse"),
    path("pulses/<uuid:pulse_id>/compare/", pulse.compare, name="compare"),
    path("matches/<uuid:match_id>/not-working/", trouble.not_working, name="not_working"),
    path("programmes/<slug:slug>/bonds/", organising.signs, name="signs"),
    path("programmes/<slug:slug>/bonds/plan/", organising.plan, name="plan"),
    path("programmes/<slug:slug>/bonds/guide/", organising.guide, name="guide"),
    path("not-working/<uuid:trouble_id>/take-up/", trouble.take_up, name="take_up"),
]
