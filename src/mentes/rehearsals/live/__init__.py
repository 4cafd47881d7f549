"""The line of a rehearsal: who is in the room, what a mentor says into it, and where heads and hands are."""
