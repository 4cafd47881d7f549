"""Pages and buttons about people's own calendars."""
