"""Questions that are asked all day long: SQLAlchemy writes each once, the driver answers it.

Writing a question, and wrapping each row of the answer, takes SQLAlchemy longer than SQLite takes
to answer (``tests/bench/listing.py``).
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Session

DIALECT = dialect()
GIVEN = func.json_each(bindparam("ids", None)).table_valued("value")
"""Ids told when it is asked, as one JSON list: there may be more than a query takes variables."""
GIVEN_IDS: Any = select(GIVEN.c.value)


class Question:
    """A question in the driver's words, written when it is asked first."""

    def __init__(self, write: Callable[[], Select[Any]]) -> None:
        self._write = write

    @cached_property
    def _written(self) -> tuple[str, list[tuple[str, Any]]]:
        """The text, and the values in their places, as the file holds them."""
        written: Any = self._write().compile(dialect=DIALECT)
        values = []
        for name in written.positiontup:
            kind = written.binds[name].type.dialect_impl(DIALECT)
            stored, value = kind.bind_processor(DIALECT), written.params[name]
            values.append((name, stored(value) if stored else value))
        return str(written), values

    def ask(self, session: Session, more: str = "", **given: Any) -> Any:
        """The answer on a cursor of its own, in the values that the file holds.

        Args:
            session: for looking.
            more: SQL after the question's end, made of numbers of ours.
            given: values by name, in place of those it was written with.
        """
        cursor: Any = session.connection().connection.cursor()
        text, known = self._written
        return cursor.execute(text + more, [given.get(name, value) for name, value in known])
