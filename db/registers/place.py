"""Villages, communities, sections and other units that the registers point at."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, Phone, choice, field
from db.store.record import Record


class Place(Record):
    """A village or other unit 村居与单位. Reports group by the record, never by the code."""

    __tablename__ = "place"
    title: ClassVar = "村居与单位"
    unit: ClassVar = "个"
    group: ClassVar = "基础资料"
    icon: ClassVar = "place"
    name_field: ClassVar = "name"

    name: Mapped[str] = field("名称", section="基本情况", listed=True, searched=True, unique=True)
    kind: Mapped[str] = choice(
        "类别", "place_kind", section="基本情况", listed=True, filtered=True, default="1"
    )
    division_code: Mapped[str | None] = field(
        "区划代码", section="基本情况", listed=True, help="十二位统计用区划代码，如 520403103200"
    )
    head: Mapped[str | None] = field("负责人", section="联系方式", listed=True)
    phone: Mapped[Phone | None] = field("电话", section="联系方式", listed=True)
    address: Mapped[str | None] = field("地址", section="联系方式")
    valid_from: Mapped[date | None] = field("设立日期", section="变更", ahead=Ahead.MAY)
    valid_to: Mapped[date | None] = field("撤并日期", section="变更", ahead=Ahead.MAY)
