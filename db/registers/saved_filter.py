"""Conditions of a list that people keep under a name 常用条件: each their own, in every register.

No page lists them and they stand in no sidebar: they are offered above the list they belong to.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section
from db.store.record import Record
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.database import Database

_MOST = 40  # characters of a name: it stands in a menu
_what = Section("条件")


class SavedFilter(Record):
    """One set of conditions; ``content`` is what the list asks for, as JSON."""

    __tablename__ = "saved_filter"
    title: ClassVar = "常用条件"
    unit: ClassVar = "组"
    group: ClassVar = "设置"
    icon: ClassVar = "filter"
    name_field: ClassVar = "name"
    entered_by_all: ClassVar = True

    name: Mapped[str] = _what.field("名称")
    register: Mapped[str] = _what.field("登记簿代码", index=True)
    owner: Mapped[str] = _what.field("使用人")
    content: Mapped[LongText] = _what.field("内容")


def saved_by(session: Session, user: str, table: str) -> Sequence[SavedFilter]:
    """What a user keeps in a register, by name."""
    mine = (SavedFilter.owner == user, SavedFilter.register == table)
    query = select(SavedFilter).where(*mine, SavedFilter.deleted_at.is_(None))
    return session.scalars(query.order_by(SavedFilter.name, SavedFilter.id)).all()


def keep(database: "Database", table: str, name: str, content: str) -> None:
    """Keep conditions under a name; what the user had under it is replaced.

    Raises:
        Trouble: the name says nothing, or too much for a menu.
    """
    name = _fit(name)
    with database.step(f"保存常用条件：{name}") as session:
        there = _named(session, database.user, table, name)
        if there is None:
            told = {"name": name, "register": table, "owner": database.user}
            session.add(SavedFilter.fresh(**told, content=content))
        else:
            there.content = content


def rename(database: "Database", number: int, name: str) -> None:
    """Give conditions another name.

    Raises:
        Trouble: the name fits no menu, or others of the user's bear it in the register.
    """
    name = _fit(name)
    with database.step(f"常用条件改名：{name}") as session:
        record = session.get_one(SavedFilter, number)
        other = _named(session, record.owner, record.register, name)
        if other is not None and other.id != number:
            raise Trouble(f"已经有名为“{name}”的常用条件", wrong_input=True)
        record.name = name


def remove(database: "Database", number: int) -> None:
    """Keep conditions no longer; undo brings them back."""
    with database.step("删除常用条件") as session:
        session.delete(session.get_one(SavedFilter, number))


def _named(session: Session, user: str, table: str, name: str) -> SavedFilter | None:
    return next((one for one in saved_by(session, user, table) if one.name == name), None)


def _fit(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Trouble("请给这组条件起个名称", wrong_input=True)
    if len(name) > _MOST:
        raise Trouble(f"名称最多 {_MOST} 个字", wrong_input=True)
    return name
