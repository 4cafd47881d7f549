"""All addresses with the demo's doors, for tests: outside the demo they do not exist."""

from django.urls import include, path

from mentes.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from mentes.config.urls import urlpatterns as real

urlpatterns = [*real, path("demo/", include("mentes.home.demo_urls"))]
