"""Feeds broken files to one parser: ``python -m tests.fuzz.worker NAME SEED FIRST COUNT``."""

import faulthandler
import os
import random
import signal
import sys
import tempfile
import traceback
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MEMORY = 3 * 2**30
"""Bytes of address space, as the program gives its own reader of workbooks."""
PATIENCE = 20
"""Seconds for one file, on a busy machine."""


class TooSlowError(BaseException):
    """Raised by the alarm; no parser catches it."""


def _alarm(_signal: int, _frame: object) -> None:
    raise TooSlowError


def inputs(samples: list[bytes], name: str, seed: int, number: int) -> bytes:
    """The file of that number: the same for the same seed; the first ones are the good ones."""
    from tests.fuzz.mutations import mutated

    if number < len(samples):
        return samples[number]
    dice = random.Random(f"{name}/{seed}/{number}")
    return mutated(dice.choice(samples), dice)


def main(name: str, seed: int, first: int, count: int) -> None:
    """Print ``NUMBER WORD`` before and after each file."""
    import resource

    from db.store.keys import Slot
    from db.store.trouble import Trouble
    from tests.fuzz.targets import TARGETS

    Slot.__init__.__defaults__ = (1, 1024, 1)  # as in the tests: Argon2id is slow on purpose
    faulthandler.enable()
    target = TARGETS[name]
    samples = list(target.samples())
    with tempfile.TemporaryDirectory() as folder:
        read = target.reading(Path(folder))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, _alarm)
        for number in range(first, first + count):
            data = inputs(samples, name, seed, number)
            print(number, "begun", flush=True)
            signal.alarm(PATIENCE)
            try:
                read(data)
                said = "read"
            except Trouble:
                said = "refused"
            except BaseException:  # noqa: BLE001 - all of it is a find
                said = "FOUND " + traceback.format_exc().replace("\n", "\\n")
            finally:
                signal.alarm(0)
            print(number, said, flush=True)
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
