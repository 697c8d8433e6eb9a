"""What a record is: the columns of every register, what a register may say, what a save settles."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from sqlalchemy import BigInteger, Date, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

from db.store.declared import declared, tie_carriers
from db.store.fields import Ahead, Field, Money
from db.store.kinds import RowsKind, codes_in
from db.store.moves import Move, left_out
from db.store.numbers import Counted
from db.store.onward import Onward
from db.store.outline import outline, peek, searched
from db.store.problems import Level, Problem, problems_of
from db.store.published import PUBLISHED

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_R = TypeVar("_R", bound="Row")


class Row(DeclarativeBase):
    """A row of any table; its fields are read off its declaration once."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {Money: BigInteger, date: Date}

    fields: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__tablename__" in cls.__dict__:
            cls.fields = declared(cls)
            tie_carriers(cls, register)

    def rules(self) -> Iterator[Problem]:
        """What a register knows to be wrong beyond single fields; overridden by registers."""
        yield from ()

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """What other records say against this one; overridden by registers.

        Args:
            session: for looking; the record need not belong to it.
        """
        del session
        yield from ()

    def implied(self, name: str) -> dict[str, Any]:
        """What typing the field ``name`` tells of other fields; a blank one tells nothing."""
        del name
        return {}

    @classmethod
    def likely(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """What a line of a table with these values is besides, where the table does not say."""
        del given
        return {}


class Record(Row):
    """One record of a register."""

    __abstract__ = True

    title: ClassVar[str]
    """The register's name for people."""
    unit: ClassVar[str] = "件"  # what its records are counted in
    group: ClassVar[str] = "台账"
    """The heading in the sidebar."""
    icon: ClassVar[str] = "ledger"
    name_field: ClassVar[str]
    """The field by which a record is called."""
    newest_first: ClassVar[str | None] = None
    """The date field that orders the list, newest first; None orders by name."""
    moves: ClassVar[tuple[Move, ...]] = ()
    onward: ClassVar[tuple[Onward, ...]] = ()
    """Records that begin from one of these, most of it filled in already."""
    strip: ClassVar[tuple[str, ...]] = ()
    """The states on the straight way, in order, as the form shows them."""
    sections: ClassVar[tuple[str, ...]] = ()
    """The headings of the form in their order; without it, in that of the fields."""
    daily: ClassVar[bool] = False
    """True for the few with a button for a new record on the first page."""
    single: ClassVar[bool] = False
    """True when the office has exactly one such record."""
    in_service: ClassVar[str] = ""  # a day after which it serves no more, or a yes while it does
    identified_by: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields by which the same person or enterprise is recognised, the surest first."""
    told_apart: ClassVar[tuple[str, ...]] = ()
    """Fields that stand beside the name where one of several is chosen."""
    gathers: ClassVar[str] = ""
    """A heading, where the foot of the form lists the records that link to this one."""
    compared_by: ClassVar[tuple[str, ...] | None] = None
    """Fields, child rows' too: who shares none has no ``conflicts`` with it. None: all may."""
    tied_by: ClassVar[tuple[str, str] | None] = None
    """Columns with table and id of the record that its own tell of, and are destroyed with."""
    written_by_program: ClassVar[bool] = False  # people look at its records, the program makes them
    entered_by_all: ClassVar[bool] = False  # a log of what they do, too, who may change nothing

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: uuid.uuid4().hex)
    caption: Mapped[str] = mapped_column(default="", index=True)
    found_by: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(
        default=lambda: datetime.now().replace(microsecond=0)
    )
    created_by: Mapped[str] = mapped_column(default="")
    deleted_at: Mapped[datetime | None] = mapped_column(
        default=None, index=True, active_history=True
    )

    @classmethod
    def fresh(cls, **values: Any) -> Self:
        """A new record with its defaults, not yet saved; runs no rule."""
        return _fresh(cls, values)

    def called(self) -> str:
        """The record's name in lists and links, from its own fields alone."""
        field = type(self).fields[self.name_field]
        return field.kind.format(getattr(self, field.name))

    def problems(self) -> list[Problem]:
        """All that is wrong, missing or doubtful in itself; ``all_problems`` asks others too."""
        found = list(problems_of(self))
        said = {problem.path for problem in found}
        return [*found, *(left for left in left_out(self) if left.path not in said)]

    def stopping(self) -> list[Problem]:
        """What in the record itself keeps it from being saved."""
        return [problem for problem in self.problems() if problem.level is Level.STOP]

    def advice(self) -> Iterator[str]:
        """What people should know of the record as it stands; overridden by registers."""
        yield from ()

    def take_over(self, given: dict[str, Any], session: Session) -> Iterator[Problem]:
        """Complete a new record that an old ledger tells of; overridden by registers.

        A ledger gives numbers and states as they are: no move is made, and what a move would have
        demanded is still to be filled. Registers keep the number, and tell the state or the day
        that the ledger leaves out.

        Args:
            given: by field, what the ledger says, fields that are computed included.
            session: of the running step; the record does not belong to it yet.
        """
        del given, session
        yield from ()

    def counted(self) -> Iterator[Counted]:
        """The numbers it holds of series that the program counts; overridden by registers."""
        yield from ()

    def against_binning(self, session: Session) -> Iterator[str]:
        """Why it may not go into the recycle bin, or come out of it; ``deleted_at`` says which."""
        del session
        yield from ()

    def next_moves(self) -> list[Move]:
        """The moves that the record's state allows."""
        return [move for move in self.moves if move.allowed(self)]

    def settle(self) -> None:
        """Compute what is computed, and put several choices in order; called before each save."""
        for row in (*self._rows(), self):
            _fill_implied(row)
            for name, several in outline(type(row)).several:
                if value := peek(row, name):
                    _set(row, name, several.joined(codes_in(value)))
            for name, compute in outline(type(row)).computed:
                _set(row, name, compute(row))
        _set(self, "caption", self.called() or "（未命名）")
        _set(self, "found_by", "\n".join(dict.fromkeys(searched(self))))

    def _rows(self) -> Iterator["Child"]:
        for name in outline(type(self)).rows:
            for place, row in enumerate(peek(self, name)):
                _set(row, "position", place)
                yield row


class Child(Row):
    """A row that belongs to a record of the table ``owner``."""

    __abstract__ = True

    owner: ClassVar[str]
    name_field: ClassVar[str]
    append_only: ClassVar[bool] = False
    """True for a log: a row once saved is neither changed nor removed."""
    typed_in_line: ClassVar[tuple[str, ...]] = ()
    """Fields that people type without opening the row: the numbers of a sheet."""

    @classmethod
    def of_headings(
        cls, heads: Sequence[Any], below: Sequence[Sequence[Any]]
    ) -> list[dict[str, Any]]:
        """What a pasted table's headings are as rows, where they are no fields of a row; none."""
        del heads, below
        return []

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """What people find in another row of the record when they add it; overridden by rows."""
        del record
        return {}

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0, active_history=True)

    @declared_attr
    @classmethod
    def owner_id(cls) -> Mapped[int]:
        """The record it belongs to."""
        return mapped_column(ForeignKey(f"{cls.owner}.id", ondelete="CASCADE"), index=True)

    @classmethod
    def fresh(cls, **values: Any) -> Self:
        """A new row with its defaults."""
        return _fresh(cls, values)

    def again(self) -> Self:
        """The same row once more, not yet saved; the day of a deed is this row's own."""
        fields = type(self).fields.values()
        repeated = [one.name for one in fields if not _deed(one)]
        return type(self).fresh(**{name: getattr(self, name) for name in repeated})

    def called(self) -> str:
        """How the row is called in a line of text."""
        field = type(self).fields[self.name_field]
        return field.kind.format(getattr(self, field.name))


def _fresh(cls: type[_R], values: dict[str, Any]) -> _R:
    known: dict[str, Any] = {}
    for field in cls.fields.values():
        known[field.name] = [] if isinstance(field.kind, RowsKind) else field.fresh()
    return cls(**(known | values))


def _deed(field: Field) -> bool:
    """Whether it is a day on which something was done: not one ahead, nor somebody's birth."""
    return field.kind.code == "date" and field.ahead is Ahead.DOUBTED


def _set(row: Row, name: str, value: Any) -> None:
    """Set only what differs, so that an untouched record stays clean."""
    if peek(row, name) != value:
        setattr(row, name, value)


def _fill_implied(row: Row) -> None:
    if type(row).implied is Row.implied:
        return
    inner = row.__dict__
    for name in outline(type(row)).names:
        if (inner[name] if name in inner else getattr(row, name)) is not None:
            for other, value in row.implied(name).items():
                if getattr(row, other) is None:
                    setattr(row, other, value)


def register(table: str) -> type[Record]:
    """The register kept in that table, of the program or of the office's own.

    Raises:
        KeyError: there is none.
    """
    return PUBLISHED.get(table) or _shipped(table)


@cache
def _shipped(table: str) -> type[Record]:
    classes = (mapper.class_ for mapper in Row.registry.mappers)
    known = (cls for cls in classes if issubclass(cls, Record) and cls.metadata is Row.metadata)
    return {cls.__tablename__: cls for cls in known}[table]
