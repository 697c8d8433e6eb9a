"""Feeds broken files to one parser: ``python -m tests.fuzz.worker NAME SEED FIRST COUNT``."""

import faulthandler
import os
import random
import sys
import tempfile
import traceback
from pathlib import Path

from tests.fuzz import limits

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MEMORY = 3 * 2**30
"""Bytes of address space, as the program gives its own reader of workbooks."""
PATIENCE = 20
"""Seconds of the processors for one file."""


def inputs(samples: list[bytes], name: str, seed: int, number: int) -> bytes:
    """The file of that number: the same for the same seed; the first ones are the good ones."""
    from tests.fuzz.mutations import mutated

    if number < len(samples):
        return samples[number]
    dice = random.Random(f"{name}/{seed}/{number}")
    return mutated(dice.choice(samples), dice)


def main(name: str, seed: int, first: int, count: int) -> None:
    """Print ``NUMBER WORD`` before and after each file."""
    from db.store.keys import Slot
    from db.store.trouble import Trouble
    from tests.fuzz.targets import TARGETS

    Slot.__init__.__defaults__ = (1, 1024, 1)  # as in the tests: Argon2id is slow on purpose
    faulthandler.enable()
    target = TARGETS[name]
    samples = list(target.samples())
    with tempfile.TemporaryDirectory() as folder:
        read = target.reading(Path(folder))
        limits.memory(MEMORY)
        for number in range(first, first + count):
            data = inputs(samples, name, seed, number)
            print(number, "begun", flush=True)
            try:
                with limits.time(PATIENCE):
                    read(data)
                said = "read"
            except Trouble as trouble:
                good = number < len(samples)  # broken from what is refused, all would be refused
                said = f"FOUND a good file was refused: {trouble.sentence}" if good else "refused"
            except BaseException:  # noqa: BLE001 - all of it is a find
                said = "FOUND " + traceback.format_exc().replace("\n", "\\n")
            print(number, said, flush=True)
    print("peak", limits.peak(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
