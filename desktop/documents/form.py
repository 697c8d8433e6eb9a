"""What a printable form is, and what it becomes: a rendered sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from db.store.progress import Progress, unwatched

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.record import Record


@dataclass(frozen=True)
class Sheet:
    """A rendered form.

    Attributes:
        pdf: PDF/A-2b, unsigned.
        name: what it is called, number included; also the PDF's title.
        pages: how many pages.
        missing: what must be mended before it may be signed; then it carries 草稿 on each page.
        stamp: (page, x0, y0, x1, y1) in points, where the electronic signature shows; None when
            the form has no place for one.
        copies: how many are wanted on paper.
        chain: the history's chain whose short code stands on it; None for none.
        further: as ``stamp``, of pages that go to somebody else: they tell of the one signature.
    """

    pdf: bytes
    name: str
    pages: int
    missing: tuple[str, ...] = ()
    stamp: tuple[int, float, float, float, float] | None = None
    copies: int = 1
    chain: str | None = None
    further: tuple[tuple[int, float, float, float, float], ...] = ()


@dataclass(frozen=True)
class Form:
    """A printable form of the register ``cls``.

    Attributes:
        render: takes a session and what the form is about.
        over: what that is: one ``record``, or the register as it stands on a ``day``, or in a
            ``year`` (given as any day of it), or in a ``period`` (``statistics.asked.Asked``).
        offered: whether a record has such a paper at all; the menu leaves it out otherwise.
        blank: takes a session and the blank's number, and gives the form with nothing filled in,
            for power cuts and visits; None where that makes no sense.
        follows: the code of the move that people make in order to print it; the window shows the
            paper right after.
        watched: the same as ``render`` with progress, for what takes seconds.
    """

    code: str
    title: str
    cls: type[Record]
    render: Callable[[Session, Any], Sheet]
    over: Literal["record", "day", "year", "period"] = "record"
    offered: Callable[[Any], bool] = lambda _record: True
    blank: Callable[[Session, str], Sheet] | None = None
    follows: str = ""
    watched: Callable[[Session, Any, Progress], Sheet] | None = None

    def rendered(self, session: Session, subject: Any, progress: Progress = unwatched) -> Sheet:
        """The sheet; what takes long tells how far it is.

        Raises:
            Cancelled: through ``progress``.
        """
        if self.watched is not None:
            return self.watched(session, subject, progress)
        return self.render(session, subject)


Papers = Mapping[str, Callable[[Any, Any], Sheet]]
"""What renders the papers (or the blanks) of one family, by the forms' codes."""


def at_first_use(papers: Callable[[], Papers], code: str) -> Callable[[Session, Any], Sheet]:
    """Render by the family's paper of that code; the family is imported only then."""

    def render(session: Session, subject: Any) -> Sheet:
        return papers()[code](session, subject)

    return render
