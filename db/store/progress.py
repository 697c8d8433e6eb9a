"""How long work reports on itself, and how it is told to stop."""

from collections.abc import Callable

from db.store.trouble import Trouble

Progress = Callable[[int, int], None]
"""Called with (done, total); raises ``Cancelled`` when people no longer want the result."""


class Cancelled(Trouble):
    """People stopped the work; what was there before is untouched."""

    def __init__(self) -> None:
        super().__init__("已取消，没有留下任何改动")


def unwatched(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""
