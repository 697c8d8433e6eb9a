"""How slow a password is made on purpose: Argon2id's passes, for half a second on this PC."""

import os
import time
from functools import cache

from argon2.low_level import Type, hash_secret_raw

AIMED = 0.5
"""Seconds for one try."""
FEWEST, MOST = 3, 16
"""Passes. Fewer are never taken, memory being RFC 9106's second choice (64 MiB); a slower PC, onto
which a store is carried, waits for the most of them two or three seconds.
"""
_TRIES = 2


@cache
def passes(memory_kib: int, lanes: int) -> int:
    """The passes for a password that is set now; measured once in the life of the program."""
    return fitting(min(_seconds(memory_kib, lanes) for _ in range(_TRIES)))


def fitting(seconds: float) -> int:
    """The passes that come next to the aim where the fewest take so long."""
    return min(max(round(FEWEST * AIMED / max(seconds, 0.01)), FEWEST), MOST)


def _seconds(memory_kib: int, lanes: int) -> float:
    """Of a quiet PC: by the processors' time, so that a busy minute makes no password weaker."""
    begun = time.process_time()
    hash_secret_raw(b"secret", bytes(16), FEWEST, memory_kib, lanes, 32, Type.ID)
    return (time.process_time() - begun) / min(lanes, os.cpu_count() or 1)
