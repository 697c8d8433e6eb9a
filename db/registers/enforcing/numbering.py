"""Numbers of the office's notices: （天）责改字〔2024〕第3号, counted through each year."""

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
    """What a register of notices does with its fields number, number_text, number_year, number_no.

    ``series`` is that of the counter, ``letters`` stand in the number.
    """

    series: ClassVar[str]
    letters: ClassVar[str]

    if TYPE_CHECKING:  # the registers declare them: a field stands where its class names it
        number_text: Any
        number_year: Any
        number_no: Any

    def written_number(self) -> str | None:
        """``（天）责改字〔2024〕第3号``; None before the notice was given."""
        if self.number_no is None:
            return None
        office = self.number_text or ""
        return f"（{office}）{self.letters}字〔{self.number_year}〕第{self.number_no}号"

    def allocate(self, day: date | None, session: Session) -> None:
        """Take the next number of the year of ``day``; a number once given is kept."""
        if day is None:
            raise RuntimeError("the move did not demand its date")
        if self.number_no is not None:
            return
        office = Row.metadata.tables["office"].c
        query = select(office.short_name).where(office.deleted_at.is_(None)).order_by(office.id)
        self.number_text = session.scalar(query.limit(1)) or ""
        self.number_no = next_number(session, self.series, day.year, self.letters)
        self.number_year = day.year

    def keep_number(self, given: dict[str, Any]) -> Iterator[Problem]:
        """Keep the number that an old ledger gives."""
        told = written_number(given.get("number") or "")
        if told is not None:
            self.number_year, self.number_no = told.year, told.number
            self.number_text = told.letters.removesuffix(self.letters).strip("()")
        elif given.get("number"):
            like = f"（天）{self.letters}字〔2024〕第3号"
            word = f"“{given['number']}”看不出是哪一年第几号，请写成{like}的样子"
            yield Problem("number", word)

    def counted(self) -> Iterator[Counted]:
        """Its number."""
        if self.number_no and self.number_year:
            yield Counted(self.series, self.number_year, self.letters, self.number_no)
