"""Slides: hung in a rehearsal by its speaker, and taken down again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.rehearsals.actions.planning import hold_rehearsal
from mentes.rehearsals.models import Rehearsal, SlidePage, Slides, SlidesFile
from mentes.rehearsals.slides import Page

MIB = 1024 * 1024
QUOTA_BYTES = 100 * MIB  # of all slides of one person that still hang somewhere


@transaction.atomic
def hang_slides(rehearsal: Rehearsal, *, name: str, pdf: bytes, pages: Sequence[Page], by: Person, now: datetime) -> Slides:
    """These slides instead of any before. Raises Refused where they would take more room than somebody has."""
    rehearsal = hold_rehearsal(rehearsal, by)
    if rehearsal.is_over:
        raise Refused(_("This rehearsal is over. Plan another one; it can be of the same scenario."))
    # Two windows at once would otherwise each find room. The row may still be pointed at meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    n_bytes = len(pdf) + sum(len(page.picture) for page in pages)
    others = Slides.objects.filter(rehearsal__speaker=by).exclude(rehearsal=rehearsal)
    if (others.aggregate(n=Sum("n_bytes"))["n"] or 0) + n_bytes > QUOTA_BYTES:
        raise Refused(
            _("Your slides together may have %(most)s MB. Take some down at a rehearsal that is over, or send fewer pages.")
            % {"most": QUOTA_BYTES // MIB},
            status=422,
        )
    Slides.objects.filter(rehearsal=rehearsal).delete()
    slides = Slides.objects.create(rehearsal=rehearsal, name=name, n_pages=len(pages), n_bytes=n_bytes, sent_at=now)
    SlidesFile.objects.create(slides=slides, whole=pdf)
    SlidePage.objects.bulk_create(
        SlidePage(slides=slides, number=number, width=page.width, height=page.height, text=page.text, picture=page.picture)
        for number, page in enumerate(pages, start=1)
    )
    return slides


@transaction.atomic
def take_down_slides(rehearsal: Rehearsal, *, by: Person) -> None:
    """The PDF and its pictures go."""
    Slides.objects.filter(rehearsal=hold_rehearsal(rehearsal, by)).delete()
