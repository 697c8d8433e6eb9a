"""Columns are made ready for queries when a query names them."""

import gc

from sqlalchemy import Column, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.annotation import Annotated

import db.store.fields  # noqa: F401 - columns are made there


class Apart(DeclarativeBase):
    """Tables of these tests alone."""


class Lately(Apart):
    """A class with one column that only this file names."""

    __tablename__ = "lately"
    id: Mapped[int] = mapped_column(primary_key=True)
    told_lately: Mapped[str]


def annotated() -> int:
    return sum(
        isinstance(one, Annotated) and isinstance(one, Column) and one.name == "told_lately"
        for one in gc.get_objects()
    )


def test_a_column_is_annotated_by_the_first_query_and_tells_its_events_before_and_after():
    heard = []
    Apart.registry.configure()
    assert annotated() == 0
    event.listen(Lately.told_lately, "set", lambda _row, value, *_: heard.append(value))
    one = Lately(told_lately="first")
    assert annotated() == 0
    assert "lately.told_lately = :" in str(select(Lately).where(Lately.told_lately == "x"))
    assert annotated() > 0
    one.told_lately = "second"
    assert heard == ["first", "second"]
