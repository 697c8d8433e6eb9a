"""What was printed 打印登记: each printing of a form, and whether its content changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session

from db.store.anchors import carries_anchors
from db.store.fields import Section, never
from db.store.record import Record

if TYPE_CHECKING:
    from db.store.database import Database

_what = Section("文书")
_when = Section("打印")

SAVED = "存为PDF"
"""Where a paper went that was saved as a file."""


class Printing(Record):
    """One printing of one paper 打印登记; written by the program when it prints, never typed."""

    __tablename__ = "printing"
    title: ClassVar = "打印登记"
    unit: ClassVar = "次"
    group: ClassVar = "办理"
    icon: ClassVar = "print"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "printed_on"
    written_by_program: ClassVar = True
    entered_by_all: ClassVar = True
    tied_by: ClassVar = ("about_table", "about_id")

    name: Mapped[str] = _what.field("文书", listed=True, searched=True, fixed=True)
    form: Mapped[str] = _what.field("文书种类", filtered=True, counted=True, fixed=True)
    about: Mapped[str | None] = _what.field("所涉事项", searched=True, fixed=True)
    about_table: Mapped[str | None] = _what.field("所涉登记簿", fixed=True, shown_when=never)
    about_id: Mapped[int | None] = _what.field("所涉记录", fixed=True, shown_when=never, index=True)
    pages: Mapped[int] = _what.field("页数", unit="页", summed=True, fixed=True)
    unfinished: Mapped[bool] = _what.field(
        "草稿", default=False, filtered=True, fixed=True, help="印有“草稿”字样，不作签字用"
    )
    printed_on: Mapped[date] = _when.field(
        "打印日期", listed=True, filtered=True, dated=True, index=True, fixed=True
    )
    printed_at: Mapped[datetime] = _when.field("打印时间", fixed=True)
    printed_by: Mapped[str] = _when.field("打印人", listed=True, fixed=True)
    times: Mapped[int] = _when.field("第几次", listed=True, fixed=True, unit="次")
    changed: Mapped[bool] = _when.field(
        "内容有改动", listed=True, filtered=True, default=False, fixed=True, help="与上一次打印相比"
    )
    copies: Mapped[int] = _when.field("份数", listed=True, unit="份", summed=True, fixed=True)
    way: Mapped[str] = _when.field("去向", listed=True, fixed=True, help="打印机的名称，或存为PDF")
    digest: Mapped[str] = _when.field(
        "内容摘要", searched=True, fixed=True, help="签名之前整个文件的 SHA-256"
    )
    chain_head: Mapped[str | None] = _when.field(
        "历史链摘要", fixed=True, help="纸上的校验码由它而来，“检查仓库”拿它证明历史没有改过"
    )


carries_anchors(Printing, Printing.way != SAVED)


@dataclass(frozen=True)
class Printout:
    """One paper as it is about to be printed.

    Attributes:
        digest: SHA-256 of its PDF before any signature.
        about, about_table, about_id: as in ``Printing``; a form over a register has no id.
        chain_head: the history's chain whose short code stands on it.
    """

    name: str
    form: str
    pages: int
    digest: str
    about: str
    about_table: str
    about_id: int | None = None
    unfinished: bool = False
    chain_head: str | None = None


@dataclass(frozen=True)
class Before:
    """How often the same paper was printed, when last, and whether its content changed since."""

    times: int = 0
    last_on: date | None = None
    changed: bool = False

    def sentence(self) -> str:
        """已打印 2 次，上次 2024-06-05；之后内容有改动. Empty for a first printing."""
        if not self.times:
            return ""
        since = "；之后内容有改动" if self.changed else ""
        return f"已打印 {self.times} 次，上次 {self.last_on}{since}"


def before(session: Session, paper: Printout) -> Before:
    """What the register says of the same form about the same record, or register and day."""
    same = [
        Printing.deleted_at.is_(None),
        Printing.form == paper.form,
        Printing.about_table == paper.about_table,
        Printing.about_id == paper.about_id
        if paper.about_id is not None
        else Printing.about == paper.about,
    ]
    last = session.scalar(select(Printing).where(*same).order_by(Printing.id.desc()).limit(1))
    if last is None:
        return Before()
    times = session.scalar(select(func.count()).select_from(Printing).where(*same)) or 0
    return Before(times, last.printed_on, last.digest != paper.digest)


def enter_printed(database: "Database", papers: Sequence[tuple[Printout, int]], way: str) -> None:
    """Enter what was printed, each with its number of copies.

    Undo passes the step by: nobody takes back what is on paper.
    """
    many = f" {len(papers)} 份" if len(papers) > 1 else ""
    with database.step(f"打印{papers[0][0].form}{many}", lasting=True) as session:
        _note(session, papers, way, database.user)


def _note(session: Session, papers: Sequence[tuple[Printout, int]], way: str, who: str) -> None:
    now = datetime.now().replace(microsecond=0)
    for paper, copies in papers:
        known = before(session, paper)
        printing = Printing.fresh(
            **paper.__dict__,
            printed_on=now.date(),
            printed_at=now,
            printed_by=who,
            times=known.times + 1,
            changed=known.changed,
            copies=copies,
            way=way,
        )
        session.add(printing)
        session.flush()  # the same paper may come twice


def printings_of(session: Session, table: str, record_id: int) -> list[Printing]:
    """What was printed of a record, newest first."""
    found = (
        select(Printing)
        .where(
            Printing.deleted_at.is_(None),
            Printing.about_table == table,
            Printing.about_id == record_id,
        )
        .order_by(Printing.id.desc())
    )
    return list(session.scalars(found))
