"""All benchmarks in one table, each a ratio against its floor or peer of the same run.

``python -m tests.bench [NAME …]``; smaller is better everywhere.
"""

import importlib
import sys
import time

MODULES = (
    "first_paint",
    "listing",
    "own_register",
    "finding",
    "searching",
    "deadlines",
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
    "dossier",
    "printing_many",
    "signing",
    "parcel",
    "merging",
)


def main(names: list[str]) -> None:
    """Run the named modules, or all, and print what each measured."""
    for name in names or MODULES:
        module = importlib.import_module(f"tests.bench.{name}")
        start = time.perf_counter()
        for what, ratio, note in module.run():
            print(f"{name:12} {what:44} {ratio:8.2f}×  {note}", flush=True)
        print(f"{name:12} took {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
