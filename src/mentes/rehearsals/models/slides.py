"""The slides of a rehearsal: a PDF as it was sent, and its pages as pictures."""

from django.db import models

from mentes.rehearsals.models.rehearsal import Rehearsal


class Slides(models.Model):
    """One PDF a rehearsal. `n_bytes` of the PDF and its pictures together count towards the speaker's room for files."""

    rehearsal = models.OneToOneField(Rehearsal, on_delete=models.CASCADE, primary_key=True, related_name="slides")
    name = models.CharField(max_length=120)
    n_pages = models.PositiveSmallIntegerField()
    n_bytes = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.rehearsal_id)


class SlidesFile(models.Model):
    """The PDF's bytes, apart, so that a page about a rehearsal reads none of them."""

    slides = models.OneToOneField(Slides, on_delete=models.CASCADE, primary_key=True, related_name="file")
    whole = models.BinaryField()

    def __str__(self) -> str:
        return str(self.slides_id)


class SlidePage(models.Model):
    """One page as a WebP picture, `width` by `height` pixels. `number` counts from 1; `text` is what the page says, read aloud
    to whoever cannot see it."""

    slides = models.ForeignKey(Slides, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    picture = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["slides", "number"], name="one_slide_a_number")]

    def __str__(self) -> str:
        return f"page {self.number} of {self.slides_id}"
