"""Addresses of matches."""

app_name = "matches"
urlpatterns: list = []
