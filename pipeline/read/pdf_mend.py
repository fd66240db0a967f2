"""A PDF's structure made plain before other libraries read it.

qpdf (by pikepdf) reads nearly anything and writes it anew: a sound cross-reference table, no
encryption, nothing that no page needs.  On the way pages get boxes that are boxes, forms that call
themselves are cut off, what stands in form fields is put on the page; and a file that would take
far more work than a plan is refused.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from pipeline.read.limits import FORM_DEPTH, PAGE_BYTES, PAGE_SIDE, PAGES, STREAM_BYTES, size_told
from pipeline.read.pdf_bytes import check_streams
from pipeline.read.unpack import OverLimitError, unpacked
from schemas.errors import TooLargeError

_CALL = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s+Do\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_LETTER = (0, 0, 612, 792)
# Page trees are balanced: ten levels hold any number of pages.
_TREE_DEPTH = 60
_NO_PAGE = "non-dictionary object"
# What these show is part of the page, though it does not stand in the page's content.
_SHOWN = ("/Widget", "/FreeText")
# qpdf's own guards, for what it unpacks itself; they hold for the whole process.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=STREAM_BYTES,
    png_max_memory=STREAM_BYTES,
    run_length_max_memory=STREAM_BYTES,
    tiff_max_memory=STREAM_BYTES,
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A PDF made plain, without a password; and the number of pages that its tree lost."""

    data: bytes
    lost: int


# pikepdf tells of objects of the wrong type by Python's own errors.
_BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    RuntimeError,
    AttributeError,
    LookupError,
)


def mended(data: bytes, name: str, password: str | None) -> Mended | None:
    """The PDF with its structure made plain; None where qpdf can't read it.

    Raises `TooLargeError` where reading it would take more than is given to a plan.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _mended(data, name, password)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        ValueError,
        TypeError,
        RuntimeError,
        AttributeError,
        KeyError,
    ):
        # pikepdf tells of objects of the wrong type by Python's own errors.
        return None


def _mended(data: bytes, name: str, password: str | None) -> Mended:
    with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
        if pdf.is_encrypted:
            # Only now its streams can be looked at.
            pdf.save(held := io.BytesIO(), **_PLAIN)
            check_streams(held.getvalue(), name)
        # qpdf drops what is no page from the tree, and says so only in its warnings.
        tree = _Tree(name, sum(_NO_PAGE in str(told) for told in pdf.get_warnings()))
        pages = list(tree.pages(pdf))
        _set_tree(pdf, pages)
        for page in pages:
            _set_boxes(page)
        _show_fields(pdf, pages)
        forms = _Forms()
        for number, page in enumerate(pages, 1):
            try:
                forms.check(page)
            except OverLimitError:
                raise TooLargeError(
                    f"{name} takes more than {size_told(PAGE_BYTES)} of drawing instructions for "
                    f"page {number}, as no plan does: leave that page out, or print the file to "
                    "a new PDF."
                ) from None
        pdf.save(anew := io.BytesIO(), **_PLAIN)
        return Mended(anew.getvalue(), tree.lost)


# Streams are copied as they are, and objects stand by themselves: the quickest to write and read.
_PLAIN: dict[str, Any] = {
    "compress_streams": False,
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    "object_stream_mode": pikepdf.ObjectStreamMode.disable,
    "encryption": False,
}


class _Tree:
    """Walks a page tree, whatever it says of the number of its pages."""

    def __init__(self, name: str, lost: int) -> None:
        self._name = name
        self.lost = lost

    def pages(self, pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        """The pages in order, each given what it inherits."""
        found = 0
        seen: set[tuple[int, int]] = set()
        stack: list[tuple[Any, dict[str, Any], int]] = [(pdf.Root.get("/Pages"), {}, 0)]
        while stack:
            node, above, depth = stack.pop()
            if not isinstance(node, pikepdf.Dictionary) or depth > _TREE_DEPTH:
                self.lost += 1
                continue
            if node.is_indirect:
                if node.objgen in seen:
                    continue
                seen.add(node.objgen)
            below = {**above, **{key: node[key] for key in _INHERITED if key in node}}
            kids = node.get("/Kids")
            if isinstance(kids, pikepdf.Array):
                stack += [(kid, below, depth + 1) for kid in reversed(list(kids))]
                continue
            if node.get("/Type") == "/Pages":
                continue
            found += 1
            if found > PAGES:
                raise TooLargeError(
                    f"{self._name} has more than {PAGES:,} pages: split it, or give the pages "
                    "of the plan."
                )
            for key, value in below.items():
                node[key] = value
            yield node


def _set_tree(pdf: pikepdf.Pdf, pages: list[pikepdf.Object]) -> None:
    """One flat page tree."""
    held = [page if page.is_indirect else pdf.make_indirect(page) for page in pages]
    root = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=len(held), Kids=pikepdf.Array(held))
    )
    for page in held:
        page["/Parent"] = root
        page["/Type"] = pikepdf.Name.Page
    pdf.Root["/Pages"] = root
    for extra in ("/Outlines", "/Names", "/Dests", "/PageLabels", "/OpenAction", "/Threads"):
        if extra in pdf.Root:
            del pdf.Root[extra]


def _set_boxes(page: pikepdf.Object) -> None:
    """A page's box as numbers in order, of a size that paper has, and a turn of quarters."""
    box = _box(page.get("/MediaBox"))
    page["/MediaBox"] = pikepdf.Array(box or _LETTER)
    crop = _box(page.get("/CropBox"))
    if crop is None or box is None or not _meet(crop, box):
        if "/CropBox" in page:
            del page["/CropBox"]
    else:
        page["/CropBox"] = pikepdf.Array(crop)
    if "/Rotate" in page:
        turn = _number(page["/Rotate"])
        if turn is None or turn % 90:
            del page["/Rotate"]
        else:
            page["/Rotate"] = int(turn % 360)
    for key in ("/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit"):
        if key in page:
            del page[key]


def _box(box: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return None
    numbers = [n for n in map(_number, box) if n is not None and abs(n) <= 10 * PAGE_SIDE]
    if len(numbers) != 4:
        return None
    left, right = sorted(numbers[::2])
    low, high = sorted(numbers[1::2])
    if not (1 <= right - left <= PAGE_SIDE and 1 <= high - low <= PAGE_SIDE):
        return None
    return left, low, right, high


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1


def _show_fields(pdf: pikepdf.Pdf, pages: list[pikepdf.Object]) -> None:
    """Put form fields and text boxes, which lie over the page, into it; drop other annotations."""
    shown = False
    for page in pages:
        notes = page.get("/Annots")
        if notes is None:
            continue
        kept = []
        if isinstance(notes, pikepdf.Array):
            kept = [
                note
                for note in notes
                if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") in _SHOWN
            ]
        if kept:
            page["/Annots"] = pikepdf.Array(kept)
            shown = True
        else:
            del page["/Annots"]
    if shown:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")


class _Forms:
    """Sums up the drawing instructions of pages, forms as often as they are called."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[int, int], int] = {}

    def check(self, page: pikepdf.Object) -> None:
        """Cut off forms that call themselves; raises `OverLimitError` for a page over the limit."""
        content = page.get("/Contents")
        parts = list(content) if isinstance(content, pikepdf.Array) else [content]
        data = b""
        for part in parts:
            if isinstance(part, pikepdf.Stream):
                data += _content(part) + b"\n"
                if len(data) > PAGE_BYTES:
                    raise OverLimitError
        if len(data) + self._called(data, page.get("/Resources"), page, ()) > PAGE_BYTES:
            raise OverLimitError

    def _called(
        self, data: bytes, resources: Any, holder: Any, within: tuple[tuple[int, int], ...]
    ) -> int:
        """The instructions of all forms that a content calls; `holder` is the form it is of."""
        held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(held, pikepdf.Dictionary):
            return 0
        total = 0
        cut: list[str] = []
        for called, count in Counter(_CALL.findall(data)).items():
            name = "/" + _ESCAPE.sub(_unescaped, called).decode("utf-8", "replace")
            form = held.get(name)
            if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
                continue
            if form.objgen in within or len(within) >= FORM_DEPTH:
                cut.append(name)
                continue
            size = self._sizes.get(form.objgen)
            if size is None:
                inner = _content(form)
                own = form.get("/Resources", resources)
                size = len(inner) + self._called(inner, own, form, (*within, form.objgen))
                self._sizes[form.objgen] = size
            total += count * size
            if total > PAGE_BYTES:
                raise OverLimitError
        if cut:
            # A copy: the page may call the same form by the same dictionary, and rightly.
            left = {key: value for key, value in held.items() if key not in cut}
            own = {**dict(resources.items()), "/XObject": pikepdf.Dictionary(left)}
            holder["/Resources"] = pikepdf.Dictionary(own)
        return total


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes((int(found[1], 16),))


def _content(stream: pikepdf.Object) -> bytes:
    filters = stream.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    return unpacked(stream.read_raw_bytes(), names if filters is not None else [], PAGE_BYTES)
