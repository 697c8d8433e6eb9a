"""No looking for cycles of references while a ledger is in memory."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def unswept() -> Iterator[None]:
    """Python looks for cycles ever again among a ledger's many cells, and there are none."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()
