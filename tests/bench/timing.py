"""How many seconds a piece of work takes: the least of some rounds, for other work only adds."""

import time
from collections.abc import Callable

ROUNDS = 5


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Of the processor, all threads together: what else the machine does meanwhile is not in it."""
    return min(cpu(work) for _ in range(rounds))


def cpu(work: Callable[[], object]) -> float:
    """The same of one round."""
    start = time.process_time()
    work()
    return time.process_time() - start
