"""All addresses, those of the demo among them, as `mentes demo` has them. Imported at the top of tests, while this is no demo."""

from django.urls import include, path

from mentes.config.urls import handler400, handler403, handler404, handler500
from mentes.config.urls import urlpatterns as everywhere

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*everywhere, path("demo/", include("mentes.home.demo_urls"))]
