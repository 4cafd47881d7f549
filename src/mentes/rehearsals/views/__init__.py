"""Pages and buttons of rehearsals, their slides, and scenarios of one's own."""
