"""How a register declares its fields: one line each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import MappedColumn, Relationship, mapped_column, relationship

from db.store.kinds import (
    ChoiceKind,
    ChoicesKind,
    CreditCodeKind,
    FileKind,
    IdNumberKind,
    Kind,
    LinkKind,
    LongTextKind,
    MoneyKind,
    MonthKind,
    PhoneKind,
    RowsKind,
    StateKind,
)
from db.store.kinds.basic import narrow
from db.store.late_columns import annotate_late
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.record import Child

annotate_late()

LongText = Annotated[str, LongTextKind()]
Month = Annotated[date, MonthKind()]
"""A month, as its first day."""
Money = Annotated[int, MoneyKind()]
IdNumber = Annotated[str, IdNumberKind()]
CreditCode = Annotated[str, CreditCodeKind()]
Phone = Annotated[str, PhoneKind()]
File = Annotated[bytes, FileKind()]
Image = Annotated[bytes, FileKind(picture=True)]

Test = Callable[[Any], bool]
"""A question about a record, e.g. ``lambda case: case.form == "written"``."""


class Ahead(Enum):
    """Whether a day may lie after today: what is planned, agreed or runs out may, a deed may not.

    A deed is doubted rather than refused where papers are made ready the evening before, or an
    old PC's clock stands wrong; it is refused where a move would act on a day that has not come.
    """

    MAY = "may"
    DOUBTED = "doubted"
    REFUSED = "refused"


def never(_record: Any) -> bool:
    """For ``shown_when``: nobody sees the field; the program keeps it."""
    return False


_WITH_UNIT = re.compile(
    r"(?P<number>[+-]?(?:\d+|\d{1,3}(?:[, ]\d{3})+)) ?(?P<unit>[^\W\d_a-zA-Z]{1,3}|%)"
)
_SAME = {"人": ("名",), "件": ("起",), "天": ("日",), "日": ("天",)}
"""What else people write for a unit, and mean nothing else by."""


@dataclass(frozen=True)
class Field:
    """All that is known of one field. ``name``, ``kind`` and ``required`` follow from the class.

    Attributes:
        label: what people call it; unique within its register.
        section: the heading of the form under which it stands.
        help: what to write, and from which rule.
        unit: printed after a value: 元, 人, 日.
        listed: a column of the list. ``searched``: found by the search box. ``filtered``: offered
            as a filter. ``counted``: figures are split by it. ``summed``: figures add it up.
        dated: a date by which periods may be counted.
        ahead: of a date, whether it may lie after today.
        sensitive: masked outside the form. ``fixed``: cannot change after the first save.
        restricts: a date; once it is filled, lists, search and exports leave the record out.
        shown_when, needed_when, locked_when: questions about the record.
        default: the value of a new record, or a function without arguments that gives it.
        computed: a function of the record; the value is stored and nobody types it.
        quick: part of the short form.
        sole: of a link, a new record or row begins with the only one there is to choose, of
            several people with the one at work (``db.store.sole``).
        usual: asked by a move, a blank one is proposed as the latest record that has it says;
            beside ``sole``, as the latest record of the person at work says.
        recalls: fields that typing this one fills as the newest row with the same value has them
            (``db.store.recalling``): who comes again has the same firm and telephone.
        alike: of child rows, the field of the record by which another one is alike; ``repeats``:
            the fields of a row, its name first, that are offered as the latest record alike has
            them (``db.store.recalling``).
        carries: of a link, the fields of the same name that row and linked record share: a person's
            name and ID number stand in both. Choosing the record fills them, saving the row finds
            the record or makes it (``db.store.shared``).
    """

    label: str
    name: str = ""
    kind: Kind = Kind()  # noqa: RUF009 - frozen and without state
    required: bool = False
    section: str = ""
    help: str = ""
    unit: str = ""
    listed: bool = False
    searched: bool = False
    filtered: bool = False
    counted: bool = False
    summed: bool = False
    dated: bool = False
    ahead: Ahead = Ahead.DOUBTED
    sensitive: bool = False
    restricts: bool = False
    fixed: bool = False
    quick: bool = False
    shown_when: Test | None = None
    needed_when: Test | None = None
    locked_when: Test | None = None
    default: Any = None
    computed: Callable[[Any], Any] | None = None
    sole: bool = False
    usual: bool = False
    recalls: tuple[str, ...] = ()
    alike: str = ""
    repeats: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it says how many: not a year, a place in an order, the number of a paper."""
        return self.kind.code == "whole" and bool(self.unit)

    def shown(self, value: Any) -> str:
        """As people read it in a list: how many with thousands marks, as amounts have them."""
        told = self.counts and value is not None
        return f"{value:,}" if told else self.kind.format(value)

    def parse(self, text: str) -> Any:
        """The value of people's text; a number may have the field's unit behind it: 2人, 3 次.

        Raises:
            Trouble: it is no such value, in one sentence.
        """
        if self.counts:
            told = _WITH_UNIT.fullmatch(narrow(text))
            if told and told["unit"] in (self.unit, *_SAME.get(self.unit, ())):
                return self.kind.parse(told["number"])
            if told:
                raise Trouble(
                    f"“{text.strip()}”不是以“{self.unit}”计的整数，请核对后只填数字",
                    wrong_input=True,
                )
        return self.kind.parse(text)

    def fresh(self) -> Any:
        """The value of a new record."""
        return self.default() if callable(self.default) else self.default


def field(
    label: str, *, index: bool = False, unique: bool = False, **flags: Any
) -> MappedColumn[Any]:
    """A field whose kind follows from its annotation: ``Mapped[date]``, ``Mapped[Money | None]``.

    Args:
        label: what people call the field.
        index: the database keeps it sorted (for what lists are ordered and filtered by).
        unique: the database refuses a second record with the same value.
        flags: see ``Field``.
    """
    return _column(Field(label, **flags), index=index, unique=unique)


def choice(label: str, table: str, **flags: Any) -> MappedColumn[Any]:
    """A field chosen from the code table ``table``."""
    index = bool(flags.get("filtered"))
    return _column(Field(label, kind=ChoiceKind(table), **flags), index=index)


def choices(label: str, table: str, **flags: Any) -> MappedColumn[Any]:
    """A field of several entries of the code table ``table``; annotate ``Mapped[str | None]``."""
    return _column(Field(label, kind=ChoicesKind(table), **flags))


def state(
    label: str,
    names: tuple[tuple[str, str], ...],
    words: tuple[tuple[str, str], ...] = (),
    **flags: Any,
) -> MappedColumn[Any]:
    """Where the record stands, changed by moves; the first of ``names`` is where it starts.

    ``words`` are what else old ledgers write for a state.
    """
    kind = StateKind(names, words)
    usual: dict[str, Any] = {"listed": True, "filtered": True, "counted": True}
    flags = {"default": names[0][0], **usual, **flags}
    return _column(Field(label, kind=kind, **flags), index=True)


def link(label: str, table: str, **flags: Any) -> MappedColumn[Any]:
    """A link to one record of another register, by table name; annotate ``Mapped[int | None]``."""
    spec = Field(label, kind=LinkKind(table), **flags)
    return mapped_column(
        ForeignKey(f"{table}.id"), index=True, active_history=True, info={"field": spec}
    )


def children(label: str, row: "type[Child]", **flags: Any) -> Relationship[Any]:
    """Rows that belong to the record, in order; annotate ``Mapped[list[Row]]``."""
    return relationship(
        row,
        order_by=row.position,
        cascade="all, delete-orphan",
        lazy="selectin",
        info={"field": Field(label, kind=RowsKind(row), **flags)},
    )


class Section:
    """A heading of a form; declares fields under itself, so that none repeats its title."""

    def __init__(self, title: str) -> None:
        self.title = title

    def field(self, label: str, **flags: Any) -> MappedColumn[Any]:
        """See ``field``."""
        return field(label, section=self.title, **flags)

    def day(self, label: str, **flags: Any) -> MappedColumn[Any]:
        """The day of what is registered: today at first, seen in lists, counted by."""
        usual: dict[str, Any] = dict.fromkeys(
            ("listed", "filtered", "dated", "index", "quick"), True
        )
        return self.field(label, **{"default": date.today, **usual, **flags})

    def choice(self, label: str, table: str, **flags: Any) -> MappedColumn[Any]:
        """See ``choice``."""
        return choice(label, table, section=self.title, **flags)

    def choices(self, label: str, table: str, **flags: Any) -> MappedColumn[Any]:
        """See ``choices``."""
        return choices(label, table, section=self.title, **flags)

    def link(self, label: str, table: str, **flags: Any) -> MappedColumn[Any]:
        """See ``link``."""
        return link(label, table, section=self.title, **flags)

    def children(self, label: str, row: "type[Child]", **flags: Any) -> Relationship[Any]:
        """See ``children``."""
        return children(label, row, section=self.title, **flags)


def _column(spec: Field, *, index: bool = False, unique: bool = False) -> MappedColumn[Any]:
    return mapped_column(
        index=index or None, unique=unique or None, active_history=True, info={"field": spec}
    )
