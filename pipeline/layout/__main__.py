"""`python -m pipeline.layout PATH`: show how a file is laid out."""

from __future__ import annotations

import sys

from pipeline.layout import lay_out
from pipeline.layout.dump import dump
from pipeline.read import read_document
from schemas.errors import PlansiftError


def main(arguments: list[str]) -> int:
    """Print the blocks of each file named; returns the exit code."""
    for path in arguments:
        try:
            layout = lay_out(read_document(path))
        except PlansiftError as error:
            print(error, file=sys.stderr)
            return error.exit_code
        for line in dump(layout):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
