"""Registers that the office makes in the program 自建台账: a name, and fields."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import Column, MetaData, Table, inspect, select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.own.field import CODE, OwnField, stored_as
from db.store.defining import (
    Defining,
    columns_there,
    own_registers,
    shipped,
)
from db.store.definition import Definition
from db.store.fields import LongText, Section, field, never
from db.store.problems import Level, Problem
from db.store.record import Record

_about = Section("台账")
_has = Section("栏目")
_CODE = re.compile(r"own_[0-9a-f]{8}")
_MOST = 60
"""Fields of one register, those dropped included."""
GROUP = "自建台账"


class OwnRegister(Defining):
    """A register of the office's own.

    Its table and the columns keep their codes for good, so that nothing is lost when people rename
    something, and a definition that another computer takes over means the same register there.
    """

    __tablename__ = "own_register"
    title: ClassVar = "自建台账"
    unit: ClassVar = "本"
    group: ClassVar = "设置"
    icon: ClassVar = "ledger"
    name_field: ClassVar = "name"

    name: Mapped[str] = _about.field(
        "台账名称", listed=True, searched=True, unique=True, help="如 交通劝导"
    )
    counted_in: Mapped[str] = _about.field("计数单位", default="条", help="如 条、次、户")
    heading: Mapped[str] = _about.field(
        "放在侧栏的", listed=True, default=GROUP, help="已有的标题或新的标题，如 执法、普法"
    )
    columns: Mapped[list[OwnField]] = _has.children(
        "栏目",
        OwnField,
        help="复制旧表的表头（可连几行内容），按“粘贴表格”，一栏成为一个栏目；类型再核对",
    )
    note: Mapped[LongText | None] = field("说明", section="说明", help="登记范围、依据、谁来填")
    code: Mapped[str | None] = _about.field(
        "台账代码", shown_when=never, unique=True, help="由程序编，改名不变"
    )
    last_number: Mapped[int] = _about.field("用到的栏目号", shown_when=never, default=0)

    def definition(self) -> Definition | None:
        """What it is made of; None before its codes are given or while nothing is to be filled."""
        rows = [row for row in self.columns if row.is_whole]
        used = [row for row in rows if not row.dropped]
        if not self.code or not used or not _CODE.fullmatch(self.code):
            return None
        tables = (row.code_table(self.code) for row in rows)
        return Definition(
            table=self.code,
            title=self.name,
            unit=self.counted_in,
            group=self.heading,
            fields=tuple(row.spec(self.code) for row in rows),
            dropped=frozenset(row.code for row in rows if row.dropped and row.code),
            codes=tuple(table for table in tables if table is not None),
        )

    def settle(self) -> None:
        """Also gives codes: to the register, to new fields, to fields whose kind changed.

        A field that is stored otherwise from now on gets a new column; the old one stays as it is.
        """
        if not self.code:
            self.code = f"own_{secrets.token_hex(4)}"
        last = max([self.last_number, *self._taken()])
        for row in self.columns:
            if not row.code or _stored_anew(row):
                last += 1
                row.code = f"f_{last}"
            row.settle_options()
        if self.last_number != last:
            self.last_number = last
        super().settle()

    def _taken(self) -> Iterator[int]:
        """Numbers of columns: of its fields, and of those that an undone step left in the file."""
        session = object_session(self)
        there = () if session is None else columns_there(session.connection(), self.code or "")
        for code in (*there, *(row.code for row in self.columns)):
            if CODE.fullmatch(code or ""):
                yield int((code or "")[2:])

    def rules(self) -> Iterator[Problem]:
        """Something to fill, nothing called the same."""
        if not any(not row.dropped for row in self.columns):
            yield Problem("columns", "请添加栏目，至少一栏不停用")
        if len(self.columns) > _MOST:
            yield Problem("columns", f"栏目不能超过 {_MOST} 个，请分成两本台账")
        labels = Counter(row.label for row in self.columns if not row.dropped)
        codes = Counter(row.code for row in self.columns if row.code)
        for place, row in enumerate(self.columns):
            if row.label and labels[row.label] > 1 and not row.dropped:
                yield Problem(f"columns[{place}].label", "栏目名称重复，请改一个")
            if row.code and codes[row.code] > 1:
                yield Problem(f"columns[{place}].code", "栏目代码重复")
        if not any(row.kind == "5" and row.dated and not row.dropped for row in self.columns):
            yield Problem("columns", "没有统计用的日期栏，按期间统计时不知道记在哪一期", Level.WARN)
        if self.code and not _CODE.fullmatch(self.code):
            yield Problem("code", "台账代码应为 own_ 加八位十六进制数字，新的台账请留空")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """Nobody else is called so; what holds entries is neither removed nor of another kind."""
        for cls in shipped():
            if issubclass(cls, Record) and self.name == getattr(cls, "title", None):
                yield Problem("name", f"程序已有“{self.name}”，请换一个名称")
        number: int | None = self.id  # not yet saved, in a new one
        if number is None or not self.code:
            return
        here = {row.id: row for row in self.columns}
        known = OwnField.__table__.c
        said = select(known.id, known.code, known.kind, known.label)
        for old in session.execute(said.where(known.owner_id == number)):
            row = here.get(old.id)
            if row is not None and stored_as(row.kind) == stored_as(old.kind):
                continue
            held = _filled(session, self.code, old.code)
            if not held:
                continue
            many = f"“{old.label}”已有 {held} 条内容"
            if row is None:
                yield Problem("columns", f"{many}，不能删去；请放回这一栏再勾“停用”，内容仍在")
            else:
                place = self.columns.index(row)
                said_so = f"{many}，类型不能再改；请把它停用，另加一栏"
                yield Problem(f"columns[{place}].kind", said_so)

    def advice(self) -> Iterator[str]:
        """What deleting does."""
        if self.deleted_at is not None:
            yield "台账在回收站里：不再显示，已登记的内容都在；恢复后照旧使用"


def _stored_anew(row: OwnField) -> bool:
    before = list(inspect(row).attrs.kind.history.deleted or ())
    return bool(before) and stored_as(before[0]) != stored_as(row.kind)


def _filled(session: Session, table: str, column: str | None) -> int:
    """How many records hold something there, those in the recycle bin too."""
    known: Any = {cls.__tablename__: cls for cls in own_registers(session).every}
    if column is None or table not in known:
        return 0
    held: Any = Table(table, MetaData(), Column("id"), Column(column))
    found = session.execute(select(held.c.id).where(held.c[column].is_not(None)))
    return len(found.all())
