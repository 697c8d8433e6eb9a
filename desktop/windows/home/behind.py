"""From a number of the first page to the records behind it, in their own register's page."""

from typing import TYPE_CHECKING

from desktop.windows.parts import tasks
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.figures.figure import Figure
    from db.figures.period import Period
    from db.figures.unfinished import Unfinished
    from db.store.progress import Progress
    from desktop.windows.pages import Pages

_LOOKING = "正在查找记录"


def show_figure(pages: "Pages", figure: "Figure", period: "Period") -> None:
    """Show the records that a figure counts."""
    from db.figures.behind import ids

    database = pages.database

    def work(_progress: "Progress") -> frozenset[int]:
        with database.read() as session:
            return frozenset(ids(session, figure, period))

    words = f"{period.name} · {figure.name}"
    _run(pages, work, figure.cls.__tablename__, words)


def show_unfinished(pages: "Pages", one: "Unfinished") -> None:
    """Show the records that wait."""
    database = pages.database

    def work(_progress: "Progress") -> frozenset[int]:
        with database.read() as session:
            return one.ids(session)

    _run(pages, work, one.register, f"没有办完的 · {one.what}")


def _run(
    pages: "Pages", work: "Callable[[Progress], frozenset[int]]", table: str, words: str
) -> None:
    def told(found: frozenset[int]) -> None:
        if found:
            pages.show_behind(table, words, found)
        else:
            say(pages, "这个数背后已经没有记录", "info")

    tasks.run(pages, _LOOKING, work, told)
