"""Pages of the two, and those of whoever runs the programme."""
