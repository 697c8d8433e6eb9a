"""Numbers that a register gives out itself: （2024）普法第3号, （天）责改字〔2024〕第3号."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.counters import next_number
from db.store.numbers import Counted, written_number
from db.store.problems import Problem
from db.store.record import Row


class Numbered:
    """What a register does with its fields ``number``, ``number_year`` and ``number_no``.

    ``series`` is that of the counter, which begins anew each year; ``letters`` stand in the number.
    """

    series: ClassVar[str]
    letters: ClassVar[str]

    if TYPE_CHECKING:  # the registers declare them: a field stands where its class names it
        number_year: Any
        number_no: Any

    def written_number(self) -> str | None:
        """``（2024）普法第3号``; None before it was given."""
        return None if self.number_no is None else self.written(self.number_year, self.number_no)

    def written(self, year: int, number: int) -> str:
        """How a number of this register is written."""
        return f"（{year}）{self.letters}第{number}号"

    def allocate(self, day: date | None, session: Session) -> None:
        """Take the next number of the year of ``day``; a number once given is kept."""
        if day is None:
            raise RuntimeError("the move did not demand its date")
        if self.number_no is None:
            self.number_no = next_number(session, self.series, day.year, self.letters)
            self.number_year = day.year

    def keep_number(self, given: dict[str, Any]) -> Iterator[Problem]:
        """Keep the number that an old ledger gives."""
        told = written_number(given.get("number") or "")
        if told is not None:
            self.number_year, self.number_no = told.year, told.number
            self._keep_letters(told.letters)
        elif given.get("number"):
            like = self.written(2024, 3)
            yield Problem("number", f"“{given['number']}”看不出是哪一年第几号，请写成{like}的样子")

    def _keep_letters(self, letters: str) -> None:
        """What stands in an old number beside year and number."""

    def counted(self) -> Iterator[Counted]:
        """Its number."""
        if self.number_no and self.number_year:
            yield Counted(self.series, self.number_year, self.letters, self.number_no)


class NumberedByOffice(Numbered):
    """Of documents that leave the office: its short name, kept in ``number_text``, leads."""

    if TYPE_CHECKING:
        number_text: Any

    def written(self, year: int, number: int) -> str:
        """``（天）责改字〔2024〕第3号``."""
        text = self.number_text
        office = "天" if text is None else text
        return f"（{office}）{self.letters}字〔{year}〕第{number}号"

    def allocate(self, day: date | None, session: Session) -> None:
        """The next number, under the name that the office bears now."""
        if self.number_no is None:
            office = Row.metadata.tables["office"].c
            query = select(office.short_name).where(office.deleted_at.is_(None))
            self.number_text = session.scalar(query.order_by(office.id).limit(1)) or ""
        super().allocate(day, session)

    def _keep_letters(self, letters: str) -> None:
        self.number_text = letters.removesuffix(self.letters).strip("()")
