"""What people say for the audit, what a programme asks, and the audit itself: the only way into this room's tables."""

from mentes.fairness.actions.answering import forget_answers, leave_audit, say_for_audit
from mentes.fairness.actions.asking import asked_of, change_asked
from mentes.fairness.actions.auditing import Outcome, Traits, count_fairness, has_answers, is_due, newest_count

__all__ = [
    "Outcome", "Traits", "asked_of", "change_asked", "count_fairness", "forget_answers", "has_answers", "is_due", "leave_audit",
    "newest_count", "say_for_audit",
]  # fmt: skip
