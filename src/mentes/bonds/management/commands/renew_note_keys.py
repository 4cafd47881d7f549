"""`mentes manage renew_note_keys`: a new key for everybody who keeps private notes, and their notes sealed anew with it."""

from django.core.management.base import BaseCommand

from mentes.bonds.actions.noting import renew_note_keys


class Command(BaseCommand):
    help = "Draws a new key for everybody who keeps private notes, and seals their notes and pulses anew. May be run at any time."

    def handle(self, *args, **options) -> None:
        n_people, n_texts = renew_note_keys()
        self.stdout.write(f"{n_texts} texts of {n_people} people are sealed with new keys.")
