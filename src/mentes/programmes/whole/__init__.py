"""A whole programme as one file: a zip of JSON, one file a part, with a version. Rooms above register their parts.

What stays out, since people gave it here or said it to each other: what they lived through, answers for the audit, questions,
thanks and words between two or to the organisers, messages, agreements, goals, agendas, notes and pulses, why somebody missed a
meeting, letters, consents, sign-ins, the log. An organiser takes this file, and an organiser reads none of that.
"""

from mentes.programmes.whole.parts import Incoming, Part, register
from mentes.programmes.whole.rows import made, told

__all__ = ["Incoming", "Part", "made", "register", "told"]
