"""What one process of the fuzzing may take; Windows limits time alone, and says so."""

import contextlib
import faulthandler
import sys
from collections.abc import Iterator

WHOLE = sys.platform != "win32"
"""Whether memory is limited and measured, and a slow file does not end its process."""
LEFT_OUT = (
    "on Windows no memory is limited or measured; a file that takes too long ends its process"
)


_HELD_UP = 10
"""Times as long a file may take by the clock: others want the processors, too."""


class TooSlowError(BaseException):
    """Raised by the alarm; no parser catches it."""


if sys.platform == "win32":

    def memory(_size: int) -> None:
        """Nothing: there are no resource limits."""

    def peak() -> int:
        """Not known."""
        return 0

    @contextlib.contextmanager
    def time(seconds: int) -> Iterator[None]:
        """End the process with its stack after so many seconds; the run counts it as a fault."""
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

else:
    import resource
    import signal

    def memory(size: int) -> None:
        """Give this process so many bytes of address space."""
        resource.setrlimit(resource.RLIMIT_AS, (size, size))

    def peak() -> int:
        """The most memory that this process had, in MB."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def _alarm(_signal: int, _frame: object) -> None:
        raise TooSlowError

    @contextlib.contextmanager
    def time(seconds: int) -> Iterator[None]:
        """Raise ``TooSlowError`` after so many seconds of the processors, or ten times that.

        Raises:
            TooSlowError: in the block.
        """
        for sign in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(sign, _alarm)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.alarm(seconds * _HELD_UP)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
