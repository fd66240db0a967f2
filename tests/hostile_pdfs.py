"""PDFs that fight back: what each is, how it is made, and what may become of it."""

from __future__ import annotations

from hostile_made import (
    MIB,
    SAMPLE,
    TEXT,
    Maker,
    _blown_image,
    _own_xref,
    _xref,
    bomb,
    boxed,
    counted,
    cut,
    deep_tree,
    drawn,
    encrypted,
    fields,
    forms,
    ladder,
    locked_bomb,
    lzw_bomb,
    many_pages,
    no_map,
    object_bomb,
    objects,
    page,
    raw,
    right_to_left,
    rotated,
    wide_cycle,
)

_NEST = 100_000
_OUTLINE = {
    1: "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
    6: "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
    7: "<< /Title (Round) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R /Last 7 0 R >>",
}

# What each file is, how it is made, and the kinds of outcome that it may have: "plan", or of a
# `PlansiftError`.
PDFS: dict[str, tuple[Maker, str]] = {
    "locked": (lambda: encrypted("secret"), "encrypted-pdf"),
    "locked-by-rc4": (lambda: encrypted("secret", R=3, aes=False, metadata=False), "encrypted-pdf"),
    "owner-locked": (lambda: encrypted(""), "plan"),
    "cut-1": (lambda: cut(0.01), "damaged-pdf"),
    "cut-30": (lambda: cut(0.3), "damaged-pdf"),
    "cut-60": (lambda: cut(0.6), "damaged-pdf"),
    "cut-90": (lambda: cut(0.9), "damaged-pdf"),
    "cut-999": (lambda: cut(0.999), "plan damaged-pdf"),
    "cut-tail": (lambda: SAMPLE.read_bytes()[:-6], "plan"),
    "garbage-after": (lambda: SAMPLE.read_bytes() + bytes(range(256)) * 40, "plan"),
    "garbage-before": (lambda: b"\x00junk\r\n" * 100 + SAMPLE.read_bytes(), "plan"),
    "garbage-far-before": (lambda: b"junk\n" * 2_000 + SAMPLE.read_bytes(), "plan not-a-pdf"),
    "broken-xref": (lambda: _xref(SAMPLE.read_bytes()), "plan"),
    "xref-of-itself": (_own_xref, "plan"),
    "no-trailer": (lambda: raw()[: raw().rindex(b"xref\n0 1")], "plan"),
    "no-root": (lambda: raw(trailer="/Root 99 0 R"), "plan damaged-pdf"),
    "only-a-header": (lambda: b"%PDF-1.7\n%%EOF\n", "damaged-pdf"),
    "page-tree-of-itself": (
        lambda: raw({2: "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}),
        "plan damaged-pdf",
    ),
    "page-tree-of-branches": (wide_cycle, "plan damaged-pdf"),
    "parent-of-itself": (
        lambda: raw(
            {
                2: "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>",
                3: "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>",
            }
        ),
        "plan damaged-pdf",
    ),
    "outlines-of-themselves": (lambda: raw(_OUTLINE), "plan"),
    "form-of-itself": (lambda: forms(("/X6 6 0 R", TEXT + b"/X6 Do\n")), "plan"),
    "form-of-itself-twice": (lambda: forms(("/X6 6 0 R", b"/X6 Do\n" * 8 + TEXT)), "plan"),
    "forms-of-each-other": (
        lambda: forms(("/X7 7 0 R", b"/X7 Do /X7 Do "), ("/X6 6 0 R", b"/X6 Do /X6 Do " + TEXT)),
        # A reader that draws them once and one that draws them twice may not agree on the text.
        "plan damaged-pdf",
    ),
    "forms-as-a-ladder": (lambda: ladder(12, 10), "too-large"),
    "length-of-itself": (
        lambda: raw({4: b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream"}),
        "plan",
    ),
    "reference-of-itself": (lambda: raw({5: "5 0 R"}), "plan"),
    "count-too-large": (lambda: counted(7), "plan damaged-pdf"),
    "count-huge": (lambda: counted(2**31 - 1), "plan damaged-pdf"),
    "count-a-million": (lambda: counted(1_000_000), "plan damaged-pdf"),
    "count-beyond": (lambda: counted(10**30), "plan damaged-pdf"),
    "count-negative": (lambda: counted(-5), "plan damaged-pdf"),
    "count-zero": (lambda: counted(0), "plan empty-file damaged-pdf"),
    "count-a-name": (lambda: counted("/Many"), "plan damaged-pdf"),
    "kids-missing": (lambda: raw({2: "<< /Type /Pages /Count 3 >>"}), "empty-file damaged-pdf"),
    "kids-odd": (
        lambda: raw({2: "<< /Type /Pages /Kids [null 17 (x) 3 0 R 99 0 R] /Count 5 >>"}),
        "plan damaged-pdf",
    ),
    "box-gigantic": (lambda: boxed("[0 0 1e15 1e15]"), "plan"),
    "box-large": (lambda: boxed("[0 0 2000000 2000000]"), "plan"),
    "box-zero": (lambda: boxed("[0 0 0 0]"), "plan"),
    "box-missing": (lambda: boxed(""), "plan"),
    "box-short": (lambda: boxed("[0 0]"), "plan"),
    "box-inverted": (lambda: boxed("[612 792 0 0]"), "plan"),
    "box-of-words": (lambda: boxed("[/a (b) null 7]"), "plan"),
    "box-no-array": (lambda: boxed("/Large"), "plan"),
    "box-far-away": (lambda: boxed("[-900000 -900000 -899000 -899000]"), "plan"),
    "crop-outside": (
        lambda: page(
            "/MediaBox [0 0 612 792] /CropBox [5000 5000 6000 6000] "
            "/Resources << /Font << /F1 5 0 R >> >>"
        ),
        "plan",
    ),
    "objects-by-the-million": (lambda: objects(1_000_000), "plan too-large"),
    "letters-by-the-million": (
        lambda: drawn(b"BT /F1 1 Tf 1 1 Td " + b"(a) Tj " * 1_000_000 + b"ET"),
        "too-large",
    ),
    "lines-by-the-million": (
        lambda: drawn(TEXT + b"0 0 m 9 9 l S\n" * 1_000_000),
        "plan too-large",
    ),
    "rules-by-the-ten-thousand": (
        lambda: drawn(
            TEXT
            + b"".join(
                b"%d %d 200 .5 re f %d %d .5 90 re f\n" % (n % 600, n % 780, n % 590, n % 770)
                for n in range(40_000)
            )
        ),
        "plan too-large",
    ),
    "words-by-the-ten-thousand": (
        lambda: drawn(
            b"".join(
                b"BT /F1 3 Tf %d %d Td (ab) Tj ET\n" % (n % 150 * 4, n // 150 * 3)
                for n in range(36_000)
            )
        ),
        "plan too-large",
    ),
    "nested-arrays": (
        lambda: page("/MediaBox [0 0 612 792] /Odd " + "[" * _NEST + "]" * _NEST),
        "plan damaged-pdf",
    ),
    "nested-dictionaries": (
        lambda: page("/MediaBox [0 0 612 792] /Odd " + "<< /A " * _NEST + "1" + ">>" * _NEST),
        "plan damaged-pdf",
    ),
    "nested-in-content": (
        lambda: drawn(TEXT + b"[" * _NEST + b"]" * _NEST + b" TJ\n"),
        "plan damaged-pdf",
    ),
    "states-unended": (lambda: drawn(b"q " * 500_000 + TEXT), "plan"),
    "states-overended": (lambda: drawn(b"Q " * 500_000 + TEXT), "plan"),
    "page-tree-deep": (lambda: deep_tree(5_000), "plan damaged-pdf"),
    "bomb": (lambda: bomb(2_048 * MIB), "too-large"),
    "bomb-in-a-bomb": (lambda: bomb(4_096 * MIB, 2), "too-large"),
    "bomb-under-encryption": (locked_bomb, "too-large"),
    "bomb-of-objects": (object_bomb, "too-large"),
    "bomb-of-lzw": (lzw_bomb, "plan damaged-pdf too-large no-text"),
    "bomb-as-a-picture": (_blown_image, "plan too-large"),
    "font-without-a-map": (no_map, "plan"),
    "fields-and-notes": (fields, "plan"),
    "rotated-90": (lambda: rotated(90), "plan"),
    "rotated-180": (lambda: rotated(180), "plan"),
    "rotated-45": (lambda: rotated(45), "plan damaged-pdf"),
    "right-to-left": (right_to_left, "plan"),
    "pages-2000": (lambda: many_pages(2_000), "plan"),
    "pages-5001": (lambda: many_pages(5_001), "too-large"),
    "pages-200000": (lambda: many_pages(200_000), "too-large"),
}
