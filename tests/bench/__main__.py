"""All benchmarks in one table, each a ratio against its floor or peer of the same run.

``python -m tests.bench [NAME …]``; smaller is better everywhere. ``--cases 1000,1000000`` says how
many cases the long registers have, ``--kept FOLDER`` keeps their stores for the next run, and
``--write FILE`` puts the table between the two lines of the file that say where it belongs. Each
bench is a process of its own: what one imports or leaves is in no other's figures, and one that
fails, or takes longer than it may, costs its own rows alone. The exit code then is 1.
"""

import argparse
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import many
from tests.bench.alone import Row, row_of
from tests.bench.growth import growth

ROOT = Path(__file__).parents[2]
MODULES = (
    "first_paint",
    "listing",
    "event_loop",
    "own_register",
    "finding",
    "searching",
    "deadlines",
    "start_page",
    "risks",
    "figures",
    "tables",
    "annual_report",
    "saving",
    "checking",
    "unlocking",
    "attachments",
    "importing",
    "exporting",
    "sticks",
    "page_layer",
    "paper_peers",
    "dossier",
    "printing_many",
    "signing",
    "parcel",
    "merging",
    "size",
)
BEGIN, END = "<!-- table -->", "<!-- end of table -->"
_LIMIT = 900
"""Seconds for one bench: what takes longer waits for something that does not come."""


def main() -> int:
    """Run the named modules, or all, and print what each measured; 1 where one failed."""
    asked = _asked()
    begun, rows, failed = time.monotonic(), [], 0
    for name in asked.names or MODULES:
        start = time.monotonic()
        for row in _measured(name, asked):
            print(f"{name:12} {row.what:52} {row.told:>8}  {row.note}", flush=True)
            rows.append((name, row))
            failed |= row.ratio is None
        print(f"{name:12} took {time.monotonic() - start:.0f} s", flush=True)
    if asked.write:
        _write(asked.write, rows, time.monotonic() - begun)
    return failed


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.bench")
    words.add_argument("names", nargs="*", metavar="NAME")
    words.add_argument("--cases", default=",".join(map(str, many.SIZES)))
    words.add_argument("--kept", type=Path)
    words.add_argument("--write", type=Path)
    return words.parse_args()


def _measured(name: str, asked: argparse.Namespace) -> Iterator[Row]:
    """The rows of one bench as they come; a last one without a ratio where it failed."""
    kept = [str(asked.kept.absolute())] if asked.kept else []
    call = [sys.executable, "-m", "tests.bench.alone", name, asked.cases, *kept]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True) as bench:
        clock = threading.Timer(_LIMIT, bench.kill)
        clock.start()
        for line in bench.stdout or ():
            if row := row_of(line):
                yield row
            else:
                print(line, end="", flush=True)
        bench.wait()
        clock.cancel()
    if bench.returncode:
        yield Row("failed", None, f"ended with {bench.returncode}; the run says why")


def _write(path: Path, rows: list[tuple[str, Row]], seconds: float) -> None:
    """The tables with the machine they were measured on, in place of those before."""
    before, rest = path.read_text("utf-8").split(BEGIN)
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; one run of {seconds / 60:.0f} minutes."
    )
    head = ["| Bench | What | Ratio | Measured |", "|---|---|--:|---|"]
    lines = [f"| {name} | {row.what} | {row.told} | {row.note} |" for name, row in rows]
    table = "\n".join([BEGIN, "", machine, "", *head, *lines, *growth(rows), "", END])
    path.write_text(before + table + rest.split(END)[1], "utf-8")


if __name__ == "__main__":
    sys.exit(main())
