"""Runs the parsers, one process each, and counts what became of the files."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
_SILENCE = 300
"""Seconds without a word after which native code hangs, where no alarm reaches."""
_BEGINNING = 1800
"""Seconds in which a process must have made its good files and begun with the first."""


@dataclass
class Count:
    """What became of the files given to one parser. ``found``: number and what went wrong."""

    read: int = 0
    refused: int = 0
    ended: int = 0
    peak: int = 0
    found: list[tuple[int, str]] = field(default_factory=list)

    def line(self, name: str) -> str:
        """For people."""
        fate = f"{self.read} read, {self.refused} refused, {self.ended} ended with their process"
        total = self.read + self.refused + self.ended + len(self.found)
        return f"{name}: {total} files, {fate}, {len(self.found)} faults; peak {self.peak} MB"


def fuzz(name: str, count: int, seed: int) -> Count:
    """Give ``count`` files to a parser; a process that dies is begun anew after its file."""
    result, first = Count(), 0
    while first < count:
        last = _round(name, seed, first, count - first, result)
        first = last + 1
    return result


def _round(name: str, seed: int, first: int, count: int, result: Count) -> int:
    """One process; gives the number of the last file that it began."""
    words = [sys.executable, "-m", "tests.fuzz.worker", name, str(seed), str(first), str(count)]
    begun, open_ended = first - 1, False
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        errors="replace",
    ) as worker:  # fmt: skip
        import threading

        watch = threading.Timer(_BEGINNING, worker.kill)
        watch.start()
        for line in worker.stdout:
            watch.cancel()
            watch = threading.Timer(_SILENCE, worker.kill)
            watch.start()
            number, _, said = line.rstrip("\n").partition(" ")
            if number == "peak":
                result.peak = max(result.peak, int(said))
                continue
            begun, open_ended = int(number), said == "begun"
            result.read += said == "read"
            result.refused += said == "refused"
            if said.startswith("FOUND"):
                result.found.append((begun, said[6:].replace("\\n", "\n")))
        watch.cancel()
        cause = worker.stderr.read()
    if worker.returncode and not open_ended:
        why = cause or f"{name}: the process ended with {worker.returncode} before its first file"
        raise RuntimeError(why)  # the harness, not the parser
    if open_ended and TARGETS[name].apart:
        result.ended += 1
    elif open_ended:
        result.found.append((begun, f"died with {worker.returncode}\n{cause[-2000:]}"))
    return begun if worker.returncode else first + count - 1
