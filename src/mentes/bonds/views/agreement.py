"""The agreement: draft, signatures, and every version as it was."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.bonds.actions import agreeing
from mentes.bonds.forms import SUGGESTED, AgreementForm
from mentes.bonds.models import Agreement
from mentes.bonds.views.doors import Own, own_match, page_of
from mentes.lib import clock


@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    newest = own.match.agreements.newest()
    if request.method == "GET":
        start = newest.said() if newest else {name: str(text) for name, text in SUGGESTED.items()}
        form = AgreementForm(initial={**start, "based_on": newest.number if newest else 0})
        return _page(request, own, form)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _page(request, own, form)
    try:
        based_on = form.cleaned_data["based_on"]
        agreeing.write_agreement(own.match, form.said(), based_on=based_on, by=request.user, now=clock.now())
    except agreeing.Changed as meanwhile:
        # What was typed stays in the form, now on top of the newest version, whose words stand beside it.
        again = AgreementForm({**form.said(), "based_on": meanwhile.newest.number})
        again.is_valid()
        return _page(request, own, again, theirs=meanwhile.newest)
    messages.success(request, _("Kept. Read it once more, and sign it when it says what you mean."))
    return redirect("bonds:agreement", own.match.pk)


def _page(request: HttpRequest, own: Own, form: AgreementForm, theirs: Agreement | None = None) -> HttpResponse:
    newest = own.match.agreements.newest()
    context = page_of(
        own,
        form=form,
        theirs=theirs,
        newest=newest,
        in_force=own.match.agreements.in_force(),
        versions=list(own.match.agreements.select_related("edited_by")),
        i_signed=newest.signed_at(own.side) if newest else None,
        is_whole=bool(newest) and all(getattr(newest, part) for part in Agreement.PARTS),
    )
    return render(request, "bonds/agreement.html", context, status=409 if theirs else 422 if form.errors else 200)


@require_POST
def sign(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    number = request.POST.get("number", "")
    signed = agreeing.sign_agreement(
        own.match, number=int(number) if number.isdecimal() and number.isascii() else 0, by=request.user, now=clock.now()
    )
    if signed.is_in_force:
        messages.success(request, _("You have both signed. It holds from now on."))
    else:
        messages.success(request, _("Signed. %(name)s gets a letter and can sign too.") % {"name": own.name})
    return redirect("bonds:agreement", own.match.pk)


@require_GET
def version(request: HttpRequest, match_id, number: int) -> HttpResponse:
    """One version, to be read or printed. Nobody changes it here."""
    own = own_match(request.user, match_id)
    one = get_object_or_404(own.match.agreements.select_related("edited_by"), number=number)
    return render(request, "bonds/agreement_version.html", page_of(own, one=one))
