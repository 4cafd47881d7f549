"""One's own page, and the door for people who were invited."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mentes.lib import clock
from mentes.people import doors
from mentes.people.actions import change_me, prove_address, send_again, sign_out_everywhere
from mentes.people.forms import InvitationForm, MeForm
from mentes.people.invitations import Invitation, accept_invitation, inviters, read_token
from mentes.people.languages import interface_language
from mentes.people.models import Person

# What is asked for beyond a letter, where somebody has set it up.
SECOND_STEP = [Authenticator.Type.TOTP]


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, and the ways to everything else of one's account."""
    person: Person = request.user
    form = MeForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        change_me(person, by=person, now=clock.now(), **form.cleaned_data)
        translation.activate(interface_language(person))
        messages.success(request, _("Your changes are kept."))
        return redirect("people:me")
    context = {"form": form, "person": person, "has_second_step": is_mfa_enabled(person)}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Ends every session of this person but the one in hand."""
    sign_out_everywhere(request.user, by=request.user, now=clock.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out on every other device."))
    return redirect("people:me")


@require_POST
def letters_again(request: HttpRequest) -> HttpResponse:
    """One's own letters of which nobody knows whether they arrived, once more."""
    if send_again(request.user, by=request.user, now=clock.now()):
        messages.success(request, _("What may not have arrived is on its way to you again."))
    return redirect("home:today")


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Asks somebody who is signed in, and was never asked, whether they are an adult."""
    person: Person = request.user
    following = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = reverse("home:today")
    if person.adult_confirmed_at is not None:
        return redirect(following)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accept_invitation(person, now=clock.now())
        return redirect(following)
    context = {"person": person, "inviters": inviters(person), "form": form, "following": following}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The door for somebody who was invited: who asks, what is asked of them, and in."""
    invited = _read(request, token)
    if invited is None:
        return render(request, "people/invitation_void.html", status=404)
    person = invited.person
    if request.user.is_authenticated and request.user.pk != person.pk:
        return render(request, "people/invitation_other.html", {"invited": person, "address": request.path}, status=409)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(interface_language(person))
    needs_sign_in = not request.user.is_authenticated and (invited.is_spent or is_mfa_enabled(person, SECOND_STEP))
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if person.adult_confirmed_at is not None:
        form.fields.clear()
    if request.method == "POST" and not needs_sign_in and form.is_valid():
        return _come_in(request, person)
    context = {
        "person": person,
        "inviters": inviters(person),
        "form": form,
        "sign_in": reverse("account_request_login_code") + "?" + urlencode({"next": request.path}) if needs_sign_in else "",
    }
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


def _read(request: HttpRequest, token: str) -> Invitation | None:
    """The invitation, counting a wrong one as a wrong try of whoever comes from this network."""
    invited = read_token(token)
    if invited is None:
        doors.wrong_try(request, f"invitation-from:{doors.network(request)}")
    return invited


def _come_in(request: HttpRequest, person: Person) -> HttpResponse:
    """The mailed token proves the address; the box was ticked."""
    now = clock.now()
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        # They chose a language at the door: that is theirs from now on.
        person.language = translation.get_language() or person.language
        person.save(update_fields=["language"])
    accept_invitation(person, now=now)
    if request.user.is_authenticated:
        return redirect("home:today")
    prove_address(person)
    record_authentication(request, person, method="invitation", email=person.email)
    return perform_login(request, Login(user=person, redirect_url=reverse("home:today"), email=person.email))
