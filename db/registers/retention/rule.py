"""保管期限规则: how long an office keeps the records of a register, where it differs."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.codes import CodeTable, Entry, codes, define
from db.store.fields import Section
from db.store.places import RESOURCES
from db.store.problems import Problem
from db.store.record import Record
from db.store.trouble import Trouble

REGISTERS = "kept_register"
PERMANENT = "permanent"
_rule = Section("保管期限")


class RetentionRule(Record):
    """The term that the office's archive scheme sets for a register, over the program's."""

    __tablename__ = "retention_rule"
    title: ClassVar = "保管期限规则"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "clock"
    name_field: ClassVar = "register"

    register: Mapped[str] = _rule.choice(
        "登记簿", REGISTERS, listed=True, searched=True, quick=True
    )
    shipped_term: Mapped[str | None] = _rule.field(
        "程序自带的期限",
        computed=lambda rule: codes("retention_term").name(shipped_term(rule.register or "")),
        help="没有另行设定时按此保管；法律没有规定调解、法律援助卷宗的保管期限",
    )
    term: Mapped[str] = _rule.choice(
        "保管期限", "retention_term", listed=True, default=PERMANENT, quick=True
    )
    basis: Mapped[str] = _rule.field(
        "依据", listed=True, quick=True, help="如：本镇文件材料归档范围和保管期限表"
    )

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One term for one register."""
        rule = RetentionRule
        same = (rule.register == self.register, rule.id != (self.id or 0))
        if session.scalar(select(rule.id).where(*same, rule.deleted_at.is_(None)).limit(1)):
            yield Problem("register", "这个登记簿的保管期限已经设定，请改那一条")


@cache
def _shipped() -> dict[str, str]:
    path = RESOURCES / "retention.toml"
    try:
        told: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Trouble(f"{path.name} 读不出来，请重新安装程序") from error
    return {table: term for term, tables in told.items() for table in tables}


def shipped_term(table: str) -> str:
    """The term that the program ships for a register; for ever where nobody set one.

    Raises:
        Trouble: the program's file is missing or cannot be read.
    """
    return _shipped().get(table, PERMANENT)


def offer(registers: Iterable[type[Record]]) -> None:
    """Let a term be chosen for each of these registers."""
    entries = tuple(Entry(cls.__tablename__, cls.title) for cls in registers)
    define([CodeTable(REGISTERS, "登记簿", "本程序", entries)])
