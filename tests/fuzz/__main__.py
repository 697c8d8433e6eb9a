"""``python -m tests.fuzz [--inputs N] [--only NAME …] [--seed N]``; 1 when a fault is found."""

import argparse
import random
import sys
import time

from tests.fuzz import limits
from tests.fuzz.run import fuzz
from tests.fuzz.targets import TARGETS


def main() -> int:
    """Print one line for each parser, and each fault with what makes it again."""
    parser = argparse.ArgumentParser(prog="./run fuzz")
    parser.add_argument("--inputs", type=int, default=2000, help="files for each parser")
    parser.add_argument("--only", nargs="*", choices=sorted(TARGETS), default=list(TARGETS))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    print(f"seed {args.seed}, {args.inputs} files for each of {len(args.only)} parsers", flush=True)
    if not limits.WHOLE:
        print(limits.LEFT_OUT, flush=True)
    total = faults = 0
    for name in args.only:
        start = time.monotonic()
        count = fuzz(name, args.inputs, args.seed)
        print(f"  {count.line(name)}; {time.monotonic() - start:.0f} s", flush=True)
        for number, said in count.found[:5]:
            print(f"    file {number} (--seed {args.seed}):\n{said}", flush=True)
        total, faults = total + args.inputs, faults + len(count.found)
    print(f"{total} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
