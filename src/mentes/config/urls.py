"""Every address of the house, room by room."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

urlpatterns = [
    path("", include("mentes.home.urls")),
    path("", include("mentes.people.urls")),
    path("", include("mentes.look.urls")),
    path("", include("mentes.rehearsals.try_urls")),
    path("language/", login_not_required(require_POST(set_language)), name="set_language"),
    path("accounts/", include("mentes.people.account_urls")),
    path("", include("mentes.trust.urls")),
    path("", include("mentes.programmes.urls")),
    path("", include("mentes.fairness.urls")),
    path("", include("mentes.meetings.urls")),
    path("", include("mentes.calendars.urls")),
    path("", include("mentes.matches.urls")),
    path("messages/", include("mentes.messages.urls")),
    path("", include("mentes.bonds.urls")),
    path("", include("mentes.rehearsals.urls")),
    path("", include("mentes.insights.urls")),
]

if settings.IS_DEMO:
    urlpatterns.append(path("demo/", include("mentes.home.demo_urls")))

handler403 = "mentes.look.views.forbidden"
handler404 = "mentes.look.views.not_found"
handler500 = "mentes.look.views.server_error"
handler400 = "mentes.look.views.bad_request"
