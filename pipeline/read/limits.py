"""How large an input may be, and why so large; each limit is many times what a plan needs.

The largest plan known to us has 60 pages, 200 KB of text and 9 MB of pictures.
"""

from __future__ import annotations

from schemas.errors import TooLargeError

MIB = 2**20

# A file is held in memory, more than once while it is read.
FILE_BYTES = 256 * MIB
# At some 0.1 s a page more would take over eight minutes.
PAGES = 5_000
# A stream that is no picture: fonts of Chinese reach 20 MiB, pages 2.
STREAM_BYTES = 64 * MIB
# All streams of a PDF that are no pictures: libraries keep what they unpacked.
STREAMS_BYTES = 512 * MIB
# Drawing instructions of one page, those of forms counted each time that they are called.  Text
# takes 20 to 100 KB a page, a drawing 2 MB; a MiB takes a few seconds to interpret.
PAGE_BYTES = 8 * MIB
# Forms within forms; producers stop at three.
FORM_DEPTH = 12
# A page of small print has 12,000 characters; memory is some 2 KB a character.
PAGE_CHARACTERS = 100_000
# Pieces of text, lines, boxes and pictures of one page: a minute's work and a gigabyte.
PAGE_OBJECTS = 100_000
# Lines and boxes of one page: a table of 100 rows and 10 columns has some 2,000 when each cell
# draws its own.  A page with more is a drawing: its lines are left out, its words kept.
PAGE_SHAPES = 15_000
# Points; PDF itself ends at 14,400, and posters go somewhat over.
PAGE_SIDE = 100_000

# An XML tree takes 10 to 20 times its text; a Word file of 100 pages has 2 to 4 MB of it.
XML_BYTES = 48 * MIB
PARTS = 10_000
# A table of a Word file: its grid columns (Word ends at 63).
GRID_COLUMNS = 1_000

# A text of 60 pages has 200 KB; putting rows together again takes up to two minutes a MiB.
TEXT_BYTES = MIB
# A run of characters without a space: more are no word of any language that parts words.
WORD_LENGTH = 200


def size_told(size: int) -> str:
    """A number of bytes as people say it: `64 MB`."""
    return f"{size / MIB:,.0f} MB"


def check_file_size(size: int, name: str, most: int = FILE_BYTES) -> None:
    """Raise `TooLargeError` for a file of more bytes than are read."""
    if size > most:
        raise TooLargeError(
            f"{name} has {size_told(size)}, and files of at most {size_told(most)} are read: "
            "split it, or give the part that holds the plan."
        )
