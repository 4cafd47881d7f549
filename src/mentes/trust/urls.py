"""Addresses of trust: what is kept about me, my copy of it, and the way out."""

from django.urls import path  # noqa: F401

app_name = "trust"
urlpatterns: list = []
