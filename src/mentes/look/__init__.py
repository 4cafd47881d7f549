"""The shared look: tokens, dyes, drawings, base page. The drawings are plain Python and import no Django."""

from mentes.look.standalone import standalone_css

__all__ = ["standalone_css"]
