"""Links to another register, and rows of children."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from db.store.kinds.kind import Kind

if TYPE_CHECKING:
    from db.store.record import Child


@dataclass(frozen=True)
class LinkKind(Kind):
    """One record of another register; the value is its id.

    Names are looked up in a session (``db.store.links``): the kind itself knows no database.
    """

    table: str = ""
    code: ClassVar[str] = "link"

    def to_json(self, value: Any) -> Any:
        """The id; ``db.store.links`` turns it into the record's name."""
        return value


@dataclass(frozen=True)
class RowsKind(Kind):
    """Child rows that belong to the record and live and die with it."""

    row: "type[Child] | None" = None
    code: ClassVar[str] = "rows"

    def format(self, value: Any) -> str:
        """What the rows are called, one after another."""
        return "、".join(filter(None, (row.called() for row in value or ())))


def parts(cls: Any) -> Iterator[Any]:
    """A register's class and those of its child rows."""
    yield cls
    for field in cls.fields.values():
        if isinstance(field.kind, RowsKind) and field.kind.row is not None:
            yield field.kind.row
