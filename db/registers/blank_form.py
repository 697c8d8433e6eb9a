"""Blank numbered forms 空白文书: which are out, what each became, on which two days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Mapped, Session

from db.store.counters import next_number
from db.store.fields import Ahead, Section, never, state
from db.store.moves import Move
from db.store.problems import Level, Problem
from db.store.record import Record

STATES = (("out", "未用"), ("entered", "已补录"), ("void", "作废"))
MOST = 200
"""Blanks numbered at once."""

_TYPED_FROM = "typed from"

_sheet = Section("空白文书")
_entry = Section("补录")
_void = Section("作废")


def _is_entered(blank: "BlankForm") -> bool:
    return blank.state == "entered"


def _date_entry(blank: "BlankForm", _session: Session) -> None:
    blank.entered_on = date.today()


ENTER = Move("enter", "补录", ("out",), "entered", needs=("paper_on", "about_id"), act=_date_entry)
_VOID = Move(
    "void",
    "作废",
    ("out",),
    "void",
    needs=("void_reason",),
    asks=("void_reason",),
    forward=False,
)


class BlankForm(Record):
    """One blank sheet with its own number 空白文书; the program numbers it when it prints.

    It carries both days: the one on the paper, written by hand, and the one when it was typed in.
    """

    __tablename__ = "blank_form"
    title: ClassVar = "空白文书"
    unit: ClassVar = "张"
    group: ClassVar = "办理"
    icon: ClassVar = "paper"
    name_field: ClassVar = "number"
    newest_first: ClassVar = "printed_on"
    moves: ClassVar = (ENTER, _VOID)
    strip: ClassVar = ("out", "entered")
    written_by_program: ClassVar = True

    number: Mapped[str] = _sheet.field(
        "编号", listed=True, searched=True, unique=True, fixed=True, help="印在空白表上，不跳号"
    )
    state: Mapped[str] = state("状态", STATES, section="空白文书")
    form: Mapped[str] = _sheet.field("文书种类", listed=True, filtered=True, fixed=True)
    printed_on: Mapped[date] = _sheet.field(
        "印出日期", listed=True, filtered=True, dated=True, index=True, fixed=True
    )
    printed_by: Mapped[str] = _sheet.field("印出人", listed=True, fixed=True)
    paper_on: Mapped[date | None] = _entry.field(
        "纸上日期",
        listed=True,
        shown_when=_is_entered,
        help="手写文书上写明的日期",
        ahead=Ahead.MAY,
    )
    entered_on: Mapped[date | None] = _entry.field("补录日期", listed=True, shown_when=_is_entered)
    about: Mapped[str | None] = _entry.field(
        "补录为", listed=True, searched=True, shown_when=_is_entered
    )
    about_table: Mapped[str | None] = _entry.field("补录登记簿", shown_when=never)
    about_id: Mapped[int | None] = _entry.field("补录记录", shown_when=never, index=True)
    void_reason: Mapped[str | None] = _void.field(
        "作废原因", shown_when=lambda blank: blank.state == "void", help="如写坏、遗失、没有印好"
    )

    def rules(self) -> Iterator[Problem]:
        """A blank is filled in after it was printed, and before it is typed in."""
        printed: date | None = self.printed_on
        if self.paper_on and printed and self.paper_on < printed:
            yield Problem("paper_on", "纸上日期早于空白表印出的日期，请核对", Level.WARN)
        if self.paper_on and self.paper_on > (self.entered_on or date.today()):
            yield Problem("paper_on", "纸上日期在补录日期之后，请核对")


def take_blanks(session: Session, title: str, count: int, who: str) -> list[BlankForm]:
    """The next blanks of the office's one series, 空2024-0012 and so on, without a gap."""
    today = date.today()
    blanks = []
    for _ in range(count):
        place = next_number(session, "blank_form", today.year, "空")
        blank = BlankForm.fresh(
            number=f"空{today.year}-{place:04}",
            form=title,
            printed_on=today,
            printed_by=who,
        )
        session.add(blank)
        blanks.append(blank)
    session.flush()
    return blanks


def enter(session: Session, sheet: "Handwritten", record: Record) -> None:
    """Tie a blank to the record that was typed from it, in the step that saves the record.

    Raises:
        Trouble: it was entered or voided meanwhile, or the day cannot be right.
    """
    blank = session.get_one(BlankForm, sheet.blank_id)
    blank.paper_on = sheet.paper_on
    blank.about, blank.about_table, blank.about_id = (
        record.called(),
        record.__tablename__,
        record.id,
    )
    ENTER.make(blank, session)


def out(session: Session) -> tuple[int, date | None]:
    """How many blanks are out, and since when the oldest is."""
    query = select(func.count(), func.min(BlankForm.printed_on))
    found = session.execute(
        query.where(BlankForm.deleted_at.is_(None), BlankForm.state == "out")
    ).one()
    return found[0], found[1]


def blanks_of(session: Session, table: str, record_id: int) -> list[BlankForm]:
    """The handwritten sheets that a record was typed from."""
    found = select(BlankForm).where(
        BlankForm.deleted_at.is_(None),
        BlankForm.about_table == table,
        BlankForm.about_id == record_id,
    )
    return list(session.scalars(found.order_by(BlankForm.id)))


@dataclass(frozen=True)
class Handwritten:
    """A filled-in blank, on its way into the program: which one, and the day on the paper."""

    blank_id: int
    number: str
    paper_on: date


def type_from(record: Record, sheet: Handwritten) -> None:
    """Let a record, not yet saved, remember the sheet it is typed from."""
    inspect(record).info[_TYPED_FROM] = sheet


def typed_from(record: Record) -> Handwritten | None:
    """The sheet that a record is being typed from; None for nearly all."""
    sheet: Handwritten | None = inspect(record).info.get(_TYPED_FROM)
    return sheet
