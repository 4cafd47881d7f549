"""The call of a meeting: who is on the line, and what they may tell one another. Voices go from browser to browser."""
