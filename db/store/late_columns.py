"""Columns are annotated for queries when a query names them, not when their class is made.

SQLAlchemy 2.1 means it so. But an attribute that is asked for its events looks for a slot that it
has not filled yet, falls through to its column, and has that annotated on the way: 2,700 columns
of all registers, 7 MB and a tenth of a second before the first of them is wanted (measured).
"""

from typing import Any

from sqlalchemy.event.base import slots_dispatcher
from sqlalchemy.orm import QueryableAttribute

_SLOT = "_slots_dispatch"


class _Events(slots_dispatcher[Any]):
    """As SQLAlchemy's own, looking at the slot alone."""

    def __get__(self, attribute: Any, owner: type[Any]) -> Any:
        if attribute is None:
            return self.dispatch
        try:
            return object.__getattribute__(attribute, _SLOT)
        except AttributeError:
            events = self.dispatch._for_instance(attribute)  # noqa: SLF001 - there is no other door
            setattr(attribute, _SLOT, events)
            return events


def annotate_late() -> None:
    """To be done before the first class is mapped."""
    events = vars(QueryableAttribute)["dispatch"].events
    QueryableAttribute.dispatch = _Events(events)  # type: ignore[misc]
