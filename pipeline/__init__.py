"""The stages, in the order in which a document meets them; `convert` is their table of contents."""
