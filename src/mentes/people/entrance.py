"""The doors of signing in that are ours: where one asks for a code, where one gives it, and where one adds a second key."""

import re
from ipaddress import ip_address

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# What a code looks like; anything else is not shown back to whoever sent it.
CODE = re.compile(r"[0-9A-Za-z]{1,8}(-[0-9A-Za-z]{1,8}){0,2}")


@require_safe
@login_not_required
def login(request: HttpRequest) -> HttpResponse:
    """There is one way in, by code or passkey; this older address leads there."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("account_request_login_code") + (f"?{query}" if query else ""))


def has_name(request: HttpRequest) -> bool:
    """Whether this place is called by a name: browsers keep no passkeys for a bare network address."""
    host = request.get_host()
    try:
        ip_address(host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0])
    except ValueError:
        return True
    return False


class _NamesPasskeys:
    """Tells the page whether to speak of passkeys."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"can_keep_passkeys": has_name(self.request)}


class _RequestLoginCode(_NamesPasskeys, account.RequestLoginCodeView):
    pass


class _SecondSteps(_NamesPasskeys, mfa.IndexView):
    pass


request_login_code = _RequestLoginCode.as_view()
second_steps = _SecondSteps.as_view()


class _ConfirmLoginCode(account.ConfirmLoginCodeView):
    def get_initial(self) -> dict:
        return {"code": _code(self.request)}


@never_cache
@login_not_required
def confirm_login_code(request: HttpRequest) -> HttpResponse:
    """The page for the code. The letter's link brings the code along; opened in another browser, it says where to go."""
    code = _code(request)
    if code and request.method == "GET" and not request.user.is_authenticated and get_pending_stage(request) is None:
        return render(request, "people/elsewhere.html", {"code": code})
    return _ConfirmLoginCode.as_view()(request)


def _code(request: HttpRequest) -> str:
    code = request.GET.get("code", "")
    return code if CODE.fullmatch(code) else ""


class _JustShown:
    """Who has just shown the new app or passkey need not show it again to read the recovery codes that come next."""

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return response


class _ActivateApp(_JustShown, totp.ActivateTOTPView):
    pass


class _AddPasskey(_JustShown, webauthn.AddWebAuthnView):
    pass


activate_app = _ActivateApp.as_view()
add_passkey = _AddPasskey.as_view()
