"""The look as a Django app: templates, static files and template tags; no tables."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "mentes.look"
    label = "look"
