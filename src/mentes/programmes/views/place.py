"""A participant's own place: what they say, what of their life may count, and whether somebody new may be proposed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.lib import clock
from mentes.programmes import actions
from mentes.programmes.access import own_place
from mentes.programmes.forms import OwnPlaceForm
from mentes.programmes.views import see_other
from mentes.topics.models import Topic


@require_http_methods(["GET", "POST"])
def my_place(request: HttpRequest, participation_id) -> HttpResponse:
    place = own_place(request.user, participation_id)
    form = OwnPlaceForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        actions.change_place(place, form.answers(), by=request.user, now=clock.now())
        messages.success(request, _("Saved. What you wrote here stays, also when your organiser imports a new file."))
        return see_other("programmes:my_place", participation_id=place.pk)
    context = {
        "place": place,
        "programme": place.programme,
        "form": form,
        "lived": place.profile.lived.all(),
        "topics": Topic.objects.shared(),
    }
    return render(request, "programmes/my_place.html", context, status=200 if not form.errors else 422)


@require_POST
def my_lived(request: HttpRequest, participation_id) -> HttpResponse:
    """`answer` is yes, no or remove; with `item` for one that stands there, else with `name` for a new one."""
    place = own_place(request.user, participation_id)
    now, answer = clock.now(), request.POST.get("answer", "")
    number = request.POST.get("item", "")
    if number.isdecimal() and len(number) < 18:
        item = get_object_or_404(place.profile.lived, pk=int(number))
        if answer == "remove":
            actions.drop_lived(place, item, by=request.user, now=now)
            messages.success(request, _("Removed. It counts for nothing from this moment."))
        elif answer in ("yes", "no"):
            actions.say_lived(place, item, counts=answer == "yes", by=request.user, now=now)
            messages.success(request, _said(answer))
    elif answer in ("yes", "no"):
        is_sensitive = request.POST.get("sensitive") == "yes"
        name = request.POST.get("name", "")
        actions.add_lived(place, name, is_sensitive=is_sensitive, counts=answer == "yes", by=request.user, now=now)
        messages.success(request, _said(answer))
    return see_other("programmes:my_place", participation_id=place.pk)


def _said(answer: str) -> str:
    if answer == "yes":
        return _("It counts in the next matching. You can take that back here at any time.")
    return _("It does not count for matching.")


@require_POST
def my_pause(request: HttpRequest, participation_id) -> HttpResponse:
    place = own_place(request.user, participation_id)
    if request.POST.get("pause") == "yes":
        actions.pause(place, by=request.user, now=clock.now())
        messages.success(request, _("Nobody new will be proposed to you. Those you have stay."))
    elif request.POST.get("pause") == "no":
        actions.resume(place, by=request.user, now=clock.now())
        messages.success(request, _("You can be matched again."))
    return see_other("programmes:my_place", participation_id=place.pk)
