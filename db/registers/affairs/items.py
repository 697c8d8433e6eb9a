"""What monthly sheets and single items share: the month they belong to, the item they are about."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.store.record import register


def first_of(day: date | None) -> date | None:
    """The first day of its month, by which months are compared."""
    return day.replace(day=1) if day else None


def unlisted(row: Any) -> bool:
    """Whether it is about something that stands in no list."""
    return row.item_id is None


def write_item(session: Session, row: Any) -> None:
    """Write down what it is about: the chosen item as it is called now, else what was typed."""
    chosen: int | None = row.item_id
    found: Any = session.get(register("power_item"), chosen) if chosen else None
    item = row.other_item if found is None else found.name
    if row.item != item:
        row.item = item
