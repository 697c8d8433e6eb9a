"""One bench in a process of its own: ``python -m tests.bench.alone NAME CASES [FOLDER]``.

What it measures comes out as a line of JSON each; other lines are its own words.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

from tests.bench import many

_MARK = "row "


class Row(NamedTuple):
    """What was measured, how many times its floor it took (None: it failed), and both in words."""

    what: str
    ratio: float | None
    note: str

    @property
    def told(self) -> str:
        """The ratio as it is printed."""
        return "–" if self.ratio is None else f"{self.ratio:.2f}"


def row_of(line: str) -> Row | None:
    """The row that a line tells, if it does."""
    return Row(*json.loads(line[len(_MARK) :])) if line.startswith(_MARK) else None


def run(name: str, cases: str, *kept: str) -> None:
    """Print the rows of a bench as they come."""
    many.SIZES[:] = [int(number) for number in cases.split(",")]
    many.KEPT[:] = map(Path, kept)
    for row in importlib.import_module(f"tests.bench.{name}").run():
        print(_MARK + json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    run(*sys.argv[1:])
