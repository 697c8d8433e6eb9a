"""What a 普法 event is made of: themes, further villages, the units behind it, materials."""

from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import choice, field, link
from db.store.problems import Problem
from db.store.record import Child


class EventTheme(Child):
    """A theme that the event serves."""

    __tablename__ = "law_event_theme"
    owner: ClassVar = "law_event"
    name_field: ClassVar = "theme_id"

    theme_id: Mapped[int] = link("主题", "law_theme", listed=True, quick=True)


class EventVillage(Child):
    """A further village where the event was held."""

    __tablename__ = "law_event_village"
    owner: ClassVar = "law_event"
    name_field: ClassVar = "village_id"

    village_id: Mapped[int] = link("村居", "place", listed=True)


class EventUnit(Child):
    """A unit that held the event with others; the event is one record and counts once."""

    __tablename__ = "law_event_unit"
    owner: ClassVar = "law_event"
    name_field: ClassVar = "name"

    role: Mapped[str] = choice("角色", "event_unit_role", listed=True, default="1")
    unit_id: Mapped[int | None] = link("登记过的单位", "place", listed=True)
    name: Mapped[str | None] = field(
        "单位名称", listed=True, searched=True, help="没有登记的单位写名称，如 镇妇联、区法院"
    )

    def rules(self) -> Iterator[Problem]:
        """A unit has a name, or is linked."""
        if self.unit_id is None and not self.name:
            yield Problem("name", "请选择登记过的单位，或写单位名称")


class EventMaterial(Child):
    """Material handed out, by kind."""

    __tablename__ = "law_event_material"
    owner: ClassVar = "law_event"
    name_field: ClassVar = "kind"

    kind: Mapped[str] = choice("种类", "material_kind", listed=True, default="1")
    copies: Mapped[int] = field("数量", unit="份", listed=True)
    what: Mapped[str | None] = field("名称", listed=True, help="如 民法典知识手册、环保袋")

    def rules(self) -> Iterator[Problem]:
        """A number of copies is not negative."""
        if self.copies is not None and self.copies < 0:  # type: ignore[redundant-expr]
            yield Problem("copies", "数量不能是负数")
