"""Text -> blocks: by its columns where they still show, else by its words alone."""

from __future__ import annotations

from schemas.blocks import Layout
from schemas.page import TextSource


def lay_out_text(source: TextSource) -> Layout:
    """The layout of a text."""
    from pipeline.layout.flattened import lay_out_flattened

    return lay_out_flattened(source.document)
