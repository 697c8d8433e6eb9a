"""What was done with people's access: accounts, passwords, sensitive fields shown."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Section, never
from db.store.kinds import parts
from db.store.links import captions
from db.store.record import Record, register
from db.store.rights import MASKED
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.database import Database

_what = Section("事项")

CODE_GIVEN, SHUT_OUT, FIRST_IN, CHANGED, RECOVERED, SHOWN = "1", "2", "3", "4", "5", "6"
HANDED_OVER = "7"
"""resources/codes/access_kind.toml."""


class AccessLog(Record):
    """One entry 使用日志; written by the program, never typed.

    Who handles personal information keeps records of it and can be asked (个人信息保护法 art. 51).
    """

    __tablename__ = "access_log"
    title: ClassVar = "使用日志"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "eye"
    name_field: ClassVar = "about"
    newest_first: ClassVar = "day"
    written_by_program: ClassVar = True
    entered_by_all: ClassVar = True

    kind: Mapped[str] = _what.choice(
        "事项", "access_kind", listed=True, filtered=True, counted=True, fixed=True
    )
    about: Mapped[str] = _what.field("对象", listed=True, searched=True, fixed=True)
    about_table: Mapped[str | None] = _what.field("所涉登记簿", fixed=True, shown_when=never)
    about_id: Mapped[int | None] = _what.field("所涉记录", fixed=True, shown_when=never, index=True)
    by: Mapped[str] = _what.field("经手人", listed=True, searched=True, fixed=True)
    day: Mapped[date] = _what.field("日期", listed=True, dated=True, index=True, fixed=True)
    at: Mapped[datetime] = _what.field("时间", fixed=True)


def entry(
    database: "Database", kind: str, about: str, table: str | None = None, number: int | None = None
) -> AccessLog:
    """An entry of now, by whoever opened the store."""
    now = datetime.now().replace(microsecond=0)
    return AccessLog.fresh(
        kind=kind,
        about=about,
        about_table=table,
        about_id=number,
        by=database.user,
        day=now.date(),
        at=now,
    )


def note_access(database: "Database", kind: str) -> None:
    """Enter what the person did with the own way in."""
    names = {FIRST_IN: "启用账号", CHANGED: "修改密码", RECOVERED: "用恢复码重设密码"}
    with database.step(names[kind], lasting=True) as session:
        session.add(entry(database, kind, database.user))


def note_whole(database: "Database", what: str, table: str, number: int | None = None) -> None:
    """Enter that somebody sees in full what a paper or an attached file tells of people.

    Nothing is entered for who sees sensitive fields anyhow, or where a register has none.

    Args:
        database: the open store.
        what: the paper or file, in words.
        table: the register whose record it tells of.
        number: the record; None for a paper over the whole register.

    Raises:
        Trouble: the person may not see them, or not the register.
    """
    if not database.rights.may_see_table(table):
        raise Trouble(f"您没有查看“{register(table).title}”的权限")
    if database.rights.full or not _tells_of_people(register(table)):
        return
    _refuse_masked(database)
    with database.read() as session:
        name = captions(session, table, [number]).get(number, "") if number else ""
    about = " ".join(filter(None, (what, register(table).title, name)))
    with database.step("查看敏感信息", lasting=True) as session:
        session.add(entry(database, SHOWN, about, table, number))


def _tells_of_people(cls: Any) -> bool:
    return any(field.sensitive for part in parts(cls) for field in part.fields.values())


def _refuse_masked(database: "Database") -> None:
    if database.rights.sensitive == MASKED:
        raise Trouble("您没有查看敏感信息的权限，需要时请所长在“使用人”里设置")


def note_shown(database: "Database", record: Any) -> None:
    """Enter that a record's sensitive fields are shown in full.

    Raises:
        Trouble: the person may not see them.
    """
    _refuse_masked(database)
    about = f"{type(record).title} {record.caption}"
    with database.step("查看敏感信息", lasting=True) as session:
        session.add(entry(database, SHOWN, about, record.__tablename__, record.id))
