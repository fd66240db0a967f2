"""Layout: words -> headings, paragraphs, lists and tables."""

from __future__ import annotations

from schemas.blocks import Layout
from schemas.page import BodySource, PagedSource, ReadResult


def lay_out(read: ReadResult) -> Layout:
    """Lay out what `pipeline.read.read_document` read, whatever the file was."""
    if isinstance(read, PagedSource):
        from pipeline.layout.paged import lay_out_pages

        return lay_out_pages(read)
    if isinstance(read, BodySource):
        from pipeline.layout.body import lay_out_body

        return lay_out_body(read)
    from pipeline.layout.flat import lay_out_text

    return lay_out_text(read)
