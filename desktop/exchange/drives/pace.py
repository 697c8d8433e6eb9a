"""How fast it goes and how long it still takes, from what was done in the last seconds."""

import time
from collections import deque
from collections.abc import Callable

from db.store.blobs import in_megabytes

_SPAN = 6.0  # seconds: a stick stutters, a longer look would not hear of it, a shorter one jumps
_SURE_AFTER = 1.5  # seconds before anything is said


class Pace:
    """Told of bytes; one for each phase, because reading is faster than writing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._total = 0

    def told(self, done: int, total: int) -> None:
        """So many bytes of so many are done."""
        now = self._clock()
        self._total = total
        self._marks.append((now, done))
        while now - self._marks[0][0] > _SPAN and len(self._marks) > 2:
            self._marks.popleft()

    @property
    def speed(self) -> float | None:
        """Bytes a second; None while nobody can know."""
        if len(self._marks) < 2:
            return None
        (start, before), (now, done) = self._marks[0], self._marks[-1]
        if now - start < _SURE_AFTER or done <= before:
            return None
        return (done - before) / (now - start)

    @property
    def left(self) -> float | None:
        """Seconds to the end of the phase."""
        speed = self.speed
        return None if speed is None else (self._total - self._marks[-1][1]) / speed

    @property
    def words(self) -> str:
        """“12.3 MB/秒，还要约 2 分钟”; empty while nobody can know."""
        speed, left = self.speed, self.left
        if speed is None or left is None:
            return ""
        return f"{in_megabytes(round(speed))}/秒，{_remaining(left)}"


def _remaining(seconds: float) -> str:
    if seconds < 5:
        return "马上就好"
    if seconds < 55:
        return f"还要约 {round(seconds / 5) * 5} 秒"
    if seconds < 3570:
        return f"还要约 {max(round(seconds / 60), 1)} 分钟"
    return f"还要约 {seconds / 3600:.1f} 小时"
