"""A whole programme as one file: a zip of JSON, one file a part, with a version. Rooms above register their parts.

What stays out, since people gave it here or said it to each other: what they lived through, answers for the audit, questions,
thanks and words between two or to the organisers, meetings, messages, notes and goals, letters, consents, sign-ins, the log.
"""

from mentes.programmes.whole.parts import Incoming, Part, register
from mentes.programmes.whole.rows import made, told

__all__ = ["Incoming", "Part", "made", "register", "told"]
