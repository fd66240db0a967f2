"""Python's search for unused objects, put off while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No sweeps of the garbage collector within.

    A conversion makes many objects, keeps nearly all, and few that hold each other:
    sweeping through them again and again took a quarter of its time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
