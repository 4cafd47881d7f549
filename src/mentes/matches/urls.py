"""Addresses of matches."""

from django.urls import path

from mentes.matches.views import (
    answers,
    by_hand,
    decide,
    downloads,
    fairness,
    pair,
    publish,
    queue,
    review,
    runs,
    swap,
    terms,
    why_not,
)

app_name = "matches"
urlpatterns = [
    # What an organiser does before anybody hears.
    path("programmes/<slug:slug>/matches/", review.review, name="review"),
    path("programmes/<slug:slug>/matches/propose/", decide.propose, name="propose"),
    path("programmes/<slug:slug>/matches/approve/", decide.approve_many, name="approve_many"),
    path("programmes/<slug:slug>/matches/what-if/", review.what_if, name="what_if"),
    path("programmes/<slug:slug>/matches/terms/", terms.terms, name="terms"),
    path("programmes/<slug:slug>/matches/terms/add/", terms.add_strand, name="add_strand"),
    path("programmes/<slug:slug>/matches/terms/drop/", terms.drop_strand, name="drop_strand"),
    path("programmes/<slug:slug>/matches/compare/", runs.compare, name="compare"),
    path("programmes/<slug:slug>/matches/proof/", runs.proof, name="proof"),
    path("programmes/<slug:slug>/matches/unplaced/", runs.unplaced, name="unplaced"),
    path("programmes/<slug:slug>/matches/fairness/", fairness.fairness, name="fairness"),
    path("programmes/<slug:slug>/matches/fairness/count/", fairness.count_fairness, name="count_fairness"),
    path("programmes/<slug:slug>/matches/why-not/", why_not.why_not, name="why_not"),
    path("programmes/<slug:slug>/matches/pairs.csv", downloads.pairs_csv, name="pairs_csv"),
    path("programmes/<slug:slug>/matches/report.json", downloads.report_json, name="report_json"),
    path("programmes/<slug:slug>/matches/scores.npz", downloads.scores_npz, name="scores_npz"),
    path("matches/<uuid:match_id>/approve/", decide.approve, name="approve"),
    path("matches/<uuid:match_id>/unapprove/", decide.unapprove, name="unapprove"),
    path("matches/<uuid:match_id>/lock/", decide.lock, name="lock"),
    path("matches/<uuid:match_id>/unlock/", decide.unlock, name="unlock"),
    path("matches/<uuid:match_id>/reject/", decide.reject, name="reject"),
    path("matches/<uuid:match_id>/swap/", swap.swap, name="swap"),
    path("rejections/<int:rejection_id>/allow/", decide.allow, name="allow"),
    # When people hear, and what they answer.
    path("programmes/<slug:slug>/matches/publish/", publish.publish, name="publish"),
    path("programmes/<slug:slug>/matches/queue/", queue.queue, name="queue"),
    path("programmes/<slug:slug>/matches/by-hand/<uuid:participation_id>/", by_hand.search, name="by_hand"),
    path("programmes/<slug:slug>/matches/by-hand/<uuid:participation_id>/pair/", by_hand.pair, name="pair_by_hand"),
    path("matches/<uuid:match_id>/unpair/", by_hand.unpair, name="unpair"),
    path("publications/<uuid:publication_id>/move/", publish.move, name="move"),
    path("publications/<uuid:publication_id>/call-off/", publish.call_off, name="call_off"),
    path("alternates/<uuid:alternate_id>/approve/", queue.approve_next, name="approve_next"),
    path("alternates/<uuid:alternate_id>/drop/", queue.drop_next, name="drop_next"),
    path("matches/<uuid:match_id>/", pair.pair, name="pair"),
    path("matches/<uuid:match_id>/accept/", answers.accept, name="accept"),
    path("matches/<uuid:match_id>/decline/", answers.decline, name="decline"),
    path("matches/<uuid:match_id>/ask/", answers.ask, name="ask"),
    path("questions/<uuid:question_id>/answer/", answers.answer_question, name="answer_question"),
    path("me/places/<uuid:participation_id>/by-hand/", by_hand.choose, name="choose_by_hand"),
    path("me/places/<uuid:participation_id>/no-more/", answers.no_more, name="no_more"),
]
