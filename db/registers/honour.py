"""荣誉: what the township, its units and people were honoured with for work by law."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.record import Record

_honour = Section("荣誉")


class Honour(Record):
    """An honour given by a superior or other body."""

    __tablename__ = "honour"
    title: ClassVar = "荣誉"
    unit: ClassVar = "项"
    group: ClassVar = "法治建设"
    icon: ClassVar = "certificate"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "given_on"

    given_on: Mapped[date] = _honour.day("授予日期")
    name: Mapped[str] = _honour.field("荣誉名称", listed=True, searched=True, quick=True)
    level: Mapped[str] = _honour.choice(
        "级别", "honour_level", listed=True, filtered=True, counted=True, default="4", quick=True
    )
    given_by: Mapped[str | None] = _honour.field(
        "授予单位", listed=True, searched=True, quick=True, needed_when=lambda _honour: True
    )
    kind: Mapped[str] = _honour.choice(
        "授予对象", "honour_kind", filtered=True, counted=True, default="1", quick=True
    )
    to_whom: Mapped[str] = _honour.field(
        "获得者", listed=True, searched=True, quick=True, help="单位或个人的名称"
    )
    document_number: Mapped[str | None] = _honour.field("表彰文号", searched=True)
    note: Mapped[LongText | None] = _honour.field("备注")
