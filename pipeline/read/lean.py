"""Pages by pdfminer, without what pdfplumber makes of them.

Fonts, text, matrices and shapes are pdfminer's own, so that they are those which
pdfplumber sees.  What costs most is left out: an object with some 17 attributes
for each character, and the tokeniser.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTLine, LTRect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.utils import mult_matrix
from pdfplumber.page import Page

from pipeline.read.content import OddContentError, operations
from pipeline.read.ink import Glyph, Ink
from pipeline.read.marks import Shape, is_faint
from pipeline.read.painted import RISE, Char, content_of, descents_of, drop_of, glyph_of, style_of
from schemas.page import PageContent

# A character: its text, its width for a font of size 1, and whether words are spaced at it.
_Character = tuple[str, float, bool]
# Strings of so many bytes, one or two characters, come again and again.
_SHORT = 2


class LeanSource:
    """Pages by pdfminer's interpreter; its errors come through."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self._data = data
        self._password = password

    def pages(self) -> Iterator[PageContent]:
        """Each page, as `PlumberSource` gives it."""
        # Closing it would make all its pages anew, to close them too.
        pdf = pdfplumber.open(io.BytesIO(self._data), password=self._password)
        fonts: dict[PDFFont, _Font] = {}
        for number, found in enumerate(PDFPage.create_pages(pdf.doc), start=1):
            page = Page(pdf, found, number)
            device = _Device(page, fonts)
            _Interpreter(pdf.rsrcmgr, device).process_page(found)
            size = float(page.width), float(page.height)
            yield content_of(number, *size, device.glyphs(), device.shapes)
            # Sweeps are put off, so that what holds itself must be taken apart.
            del device.cur_item, page.get_textmap, page.root_page
            _forget(page)


def _forget(page: Any) -> None:
    """Drop a page and its content, which pdfminer keeps for as long as the document is open."""
    kept = page.pdf.doc._cached_objs
    kept.pop(page.page_obj.pageid, None)
    for reference in page.page_obj.contents:
        kept.pop(getattr(reference, "objid", None), None)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, fed by `operations` wherever the content is plain."""

    def execute(self, streams: Sequence[object]) -> None:
        held = [stream_value(s) for s in streams]
        ids = {s.objid for s in held if s.objid is not None}
        if any(s.objid is None for s in held) or self.parent_stream_ids & ids:
            super().execute(streams)
            return
        try:
            found = operations(b"\n".join(s.get_data() for s in held))
        except OddContentError:
            super().execute(streams)
            return
        self.stream_ids = ids
        for operator, operands in found:
            method, wanted = _OPERATORS.get(operator) or _method(operator)
            if len(operands) == wanted and not self.argstack:
                method(self, *operands)
                continue
            self.argstack += operands
            if wanted:
                taken = self.pop(wanted)
                if len(taken) == wanted:
                    method(self, *taken)
            else:
                method(self)

    def get_current_state(self) -> tuple[Any, Any, Any]:
        """What `q` keeps; unlike pdfminer's own, without setting each value twice."""
        return self.ctm, _copied(self.textstate), _copied(self.graphicstate)

    def do_TJ(self, seq: Any) -> None:  # noqa: N802
        """Show text; unlike pdfminer's own, without a copy of the graphics state."""
        if self.textstate.font is not None:
            state = self.graphicstate
            self.device.render_string(self.textstate, seq, state.ncs, state)


def _copied(state: Any) -> Any:
    made = object.__new__(type(state))
    made.__dict__.update(state.__dict__)
    return made


_OPERATORS: dict[bytes, tuple[Callable[..., None], int]] = {}


def _nothing(_: _Interpreter) -> None:
    """What an operator does that is not known."""


def _method(operator: bytes) -> tuple[Callable[..., None], int]:
    """The interpreter's method for an operator, and how many operands it takes."""
    name = str(operator, "utf-8", "ignore")
    name = name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
    method = getattr(_Interpreter, f"do_{name}", _nothing)
    found = method, method.__code__.co_argcount - 1
    if method is not _nothing:
        _OPERATORS[operator] = found
    return found


class _Font:
    """What a font's strings show, learned as they come."""

    def __init__(self, font: PDFFont) -> None:
        self.strings: dict[bytes, list[_Character]] = {}
        self._font = font
        self._characters: dict[int, _Character] = {}

    def shown(self, string: bytes) -> list[_Character]:
        """The characters of a string."""
        known = self._characters
        made = [known.get(cid) or self._learn(cid) for cid in self._font.decode(string)]
        if len(string) <= _SHORT:
            self.strings[string] = made
        return made

    def _learn(self, cid: int) -> _Character:
        try:
            text = self._font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        if not isinstance(text, str):
            raise TypeError(f"no text: {text!r}")
        self._characters[cid] = text, self._font.char_width(cid), cid == 32
        return self._characters[cid]


@dataclass(slots=True)
class _Run:
    """Glyphs shown at once: how many, and how far their boxes reach from the baseline."""

    font: str
    size: float
    reach: float
    count: int
    ink: Ink


class _Device(PDFLayoutAnalyzer):
    """Takes what a page paints; text that runs straight to the right goes a short way."""

    def __init__(self, page: Any, fonts: dict[PDFFont, _Font]) -> None:
        super().__init__(page.pdf.rsrcmgr)
        self.cur_item = self  # type: ignore[assignment]
        self.shapes: list[Shape] = []
        self._height = page.height
        self._left, self._top = page.mediabox[:2]
        # Characters that went the long way become glyphs at the end.
        self._painted: list[Glyph | Char] = []
        self._runs: list[_Run] = []
        self._fonts = fonts
        self._faint: dict[Any, bool] = {}

    def glyphs(self) -> list[Glyph]:
        """All glyphs of the page, in painting order."""
        drops: dict[str, list[float]] = {}
        for run in self._runs:
            if run.size:
                drops.setdefault(run.font, []).extend([run.reach / run.size] * run.count)
        for char in self._painted:
            drop = None if isinstance(char, Glyph) else drop_of(char)
            if drop is not None:
                drops.setdefault(char["fontname"], []).append(drop)  # type: ignore[index]
        descents = descents_of(drops)
        for run in self._runs:
            rise = run.reach - descents.get(run.font, 0.0) * run.size
            if abs(rise) > RISE * run.size:
                run.ink.baseline -= rise
        return [g if isinstance(g, Glyph) else glyph_of(g, descents) for g in self._painted]

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Show text; as pdfminer does it, but with the sums for a line done once."""
        font, size = textstate.font, textstate.fontsize
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        scaling = textstate.scaling * 0.01
        straight = b == 0 == c and a > 0 and d > 0 and size > 0 and scaling > 0
        if not straight or font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        space = textstate.charspace * scaling
        word_space = 0 if font.is_multibyte() else textstate.wordspace * scaling
        step = 0.001 * size * scaling
        x, y = textstate.linematrix
        f = y * d + f
        under = font.get_descent() * size + textstate.rise
        y0, y1 = d * under + f, d * (under + size) + f
        top, bottom = self._height - y1 + self._top, self._height - y0 + self._top
        style = *style_of(font.fontname), self._is_faint(graphicstate.ncolor)
        ink = Ink(top, bottom, max(y1 - y0, 0.1), top + y1 - f, 0, *style)
        left = self._left
        known = self._fonts.get(font) or self._learned(font)
        painted = self._painted
        start = len(painted)
        spaced = False
        for item in seq:
            if isinstance(item, bytes):
                for text, width, blank in known.strings.get(item) or known.shown(item):
                    if spaced:
                        x += space
                    spaced = True
                    advance = width * size * scaling
                    if text:
                        x0 = x * a + e
                        x1 = a * advance + x0
                        if x1 < x0:
                            x0, x1 = x1, x0
                        painted.append(Glyph(text, x0 + left, x1 + left, ink))
                    x += advance
                    if blank and word_space:
                        x += word_space
            elif isinstance(item, int | float):
                x -= item * step
                spaced = True
        textstate.linematrix = (x, y)
        if len(painted) > start:
            count = len(painted) - start
            self._runs.append(_Run(font.fontname, y1 - y0, y0 - f, count, ink))

    def _learned(self, font: PDFFont) -> _Font:
        return self._fonts.setdefault(font, _Font(font))

    def _is_faint(self, colour: Any) -> bool:
        known = self._faint.get(colour)
        if known is None:
            known = self._faint[colour] = is_faint(colour)
        return known

    def begin_page(self, page: Any, ctm: Any) -> None: ...

    def end_page(self, page: Any) -> None: ...

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None: ...

    def end_figure(self, name: str) -> None: ...

    def render_image(self, name: str, stream: Any) -> None: ...

    def add(self, item: LTCurve | LTChar) -> None:
        """A shape or a character as pdfminer has made it."""
        made: dict[str, Any] = {
            "x0": item.x0 + self._left,
            "top": self._height - item.y1 + self._top,
            "x1": item.x1 + self._left,
            "bottom": self._height - item.y0 + self._top,
        }
        if isinstance(item, LTChar):
            made = {**vars(item), **made, "text": item.get_text()}
            made["non_stroking_color"] = item.graphicstate.ncolor
            if made["text"]:
                self._painted.append(made)
            return
        kind = {LTLine: "line", LTRect: "rect"}.get(type(item), "curve")
        made |= {"object_type": kind, "fill": item.fill, "stroke": item.stroke}
        made["non_stroking_color"] = item.non_stroking_color
        self.shapes.append(made)
