"""Names in cells turned into records of other registers, each name looked up once."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.fields import Field
from db.store.kinds import LinkKind, RowsKind
from db.store.links import captions, meant
from db.store.record import Record, register
from db.store.trouble import Trouble


def table_of(spec: Field) -> str:
    """The table that a link points at."""
    if not isinstance(spec.kind, LinkKind):
        raise TypeError(spec)
    return spec.kind.table


def can_be_made(cls: type[Record]) -> bool:
    """Whether a name alone is enough for a record: villages and mediators, not committees."""
    needed = [f for f in cls.fields.values() if f.required and f.computed is None]
    bare = [f for f in needed if f.fresh() is None and not isinstance(f.kind, RowsKind)]
    return [spec.name for spec in bare] == [cls.name_field]


class LinkFinder:
    """Finds linked records in the session of the running import.

    Args:
        session: of the step.
        make: records that a name alone describes are made where they are missing.
    """

    def __init__(self, session: Session, *, make: bool = False) -> None:
        self._session, self._make = session, make
        self._found: dict[tuple[str, str], int | Trouble] = {}
        self.made: list[Record] = []

    def prefetch(self, table: str, texts: Iterable[str]) -> None:
        """Look up many captions at once; what one record alone is called needs no more."""
        wanted = {text for text in texts if (table, text) not in self._found}
        if not wanted:
            return
        cls: Any = register(table)
        query = select(cls.caption, cls.id).where(cls.caption.in_(wanted), cls.deleted_at.is_(None))
        found: dict[str, list[int]] = {}
        for caption, number in self._session.execute(query):
            found.setdefault(caption, []).append(number)
        for caption, numbers in found.items():
            if len(numbers) == 1:
                self._found[table, caption] = numbers[0]

    def find(self, spec: Field, text: str) -> int | None:
        """The id of the record that the text names.

        A link that carries fields is none of the cell's business where the name is not clear:
        the carried fields find the record, or make it.

        Raises:
            Trouble: none is called so, or several are.
        """
        table = table_of(spec)
        found = self._found.get((table, text))
        if found is None:
            if spec.carries:
                return None
            found = self._found[table, text] = self._meant(table, text)
        if isinstance(found, Trouble):
            raise found
        return found

    def name(self, spec: Field, number: int | None) -> str:
        """What a linked record is called."""
        table = table_of(spec)
        return captions(self._session, table, [number]).get(number, "") if number else ""

    def forget_failures(self, table: str) -> None:
        """Records of that register were added: names that failed are looked up anew."""
        self._found = {
            key: found
            for key, found in self._found.items()
            if key[0] != table or not isinstance(found, Trouble)
        }

    def _meant(self, table: str, text: str) -> int | Trouble:
        cls: Any = register(table)
        try:
            return meant(self._session, table, text)
        except Trouble as trouble:
            if not (self._make and can_be_made(cls)) or "不止一个" in trouble.sentence:
                return trouble
        record = cls.fresh(**{cls.name_field: cls.fields[cls.name_field].kind.parse(text)})
        self._session.add(record)
        self._session.flush()
        self.made.append(record)
        number: int = record.id
        return number
