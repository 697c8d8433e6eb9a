"""All benchmarks in one table, each a ratio against its floor or peer of the same run.

``python -m tests.bench [NAME …]``; smaller is better everywhere. ``--cases 1000,1000000`` says how
many cases the long registers have, ``--kept FOLDER`` keeps their stores for the next run, and
``--write FILE`` puts the table between the two lines of the file that say where it belongs.
"""

import argparse
import importlib
import os
import platform
import time
from pathlib import Path

from tests.bench import many

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


def main() -> None:
    """Run the named modules, or all, and print what each measured."""
    asked = _asked()
    many.SIZES[:] = [int(number) for number in asked.cases.split(",")]
    many.KEPT[:] = [asked.kept] if asked.kept else []
    lines = []
    for name in asked.names or MODULES:
        module = importlib.import_module(f"tests.bench.{name}")
        start = time.perf_counter()
        for what, ratio, note in module.run():
            print(f"{name:12} {what:52} {ratio:8.2f}×  {note}", flush=True)
            lines.append(f"| {name} | {what} | {ratio:.2f} | {note} |")
        print(f"{name:12} took {time.perf_counter() - start:.0f} s", flush=True)
    if asked.write:
        _write(asked.write, lines)


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m tests.bench")
    words.add_argument("names", nargs="*", metavar="NAME")
    words.add_argument("--cases", default=",".join(map(str, many.SIZES)))
    words.add_argument("--kept", type=Path)
    words.add_argument("--write", type=Path)
    return words.parse_args()


def _write(path: Path, lines: list[str]) -> None:
    """The table with the machine it was measured on, in place of the one before."""
    before, rest = path.read_text("utf-8").split(BEGIN)
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}."
    )
    head = ["| Bench | What | Ratio | Measured |", "|---|---|--:|---|"]
    table = "\n".join([BEGIN, "", machine, "", *head, *lines, "", END])
    path.write_text(before + table + rest.split(END)[1], "utf-8")


if __name__ == "__main__":
    main()
