"""Pages of a PDF as pictures, drawn in a process of their own. Plain values; nothing of Django."""

from mentes.rehearsals.slides.drawing import MOST_PAGES, CannotDraw, Page, draw_pages

__all__ = ["MOST_PAGES", "CannotDraw", "Page", "draw_pages"]
