"""法治文化阵地: boards, squares, corridors, shelves of law books, and how fresh they are."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, LongText, Phone, Section, field, link, state
from db.store.moves import Move
from db.store.problems import Level, Problem
from db.store.record import Child, Record

BOARD = "01"
"""法治宣传栏 in codes/culture_place_kind.toml."""
_STATES = (("intact", "完好"), ("damaged", "破损"), ("removed", "拆除"))
_place = Section("阵地")
_condition = Section("现状")
_contents = Section("内容更新")


class PlaceUpdate(Child):
    """New content put up on one day."""

    __tablename__ = "culture_place_update"
    owner: ClassVar = "culture_place"
    name_field: ClassVar = "day"

    day: Mapped[date] = field("更新日期", listed=True)
    theme_id: Mapped[int | None] = link("主题", "law_theme", listed=True)
    what: Mapped[str | None] = field("内容", listed=True, searched=True)
    done_by: Mapped[str | None] = field("更新人", listed=True)


def _dated(name: str) -> Callable[["CulturePlace"], Iterator[Problem]]:
    """A check of the day on which something happened to a place."""

    def check(place: "CulturePlace") -> Iterator[Problem]:
        day, label = getattr(place, name), CulturePlace.fields[name].label
        built: date | None = place.built_on
        if day and built and day < built:
            yield Problem(name, f"{label}早于建成日期，请核对")

    return check


def _broken(place: "CulturePlace", _session: Session) -> None:
    place.repaired_on = None


_MOVES = (
    Move(
        "damage",
        "登记破损",
        ("intact",),
        "damaged",
        needs=("damaged_on",),
        asks=("damaged_on", "condition_note"),
        check=_dated("damaged_on"),
        act=_broken,
        forward=False,
    ),
    Move(
        "repair",
        "登记修复",
        ("damaged",),
        "intact",
        needs=("repaired_on",),
        asks=("repaired_on", "condition_note"),
        check=_dated("repaired_on"),
    ),
    Move(
        "remove",
        "登记拆除",
        ("intact", "damaged"),
        "removed",
        needs=("removed_on", "condition_note"),
        asks=("removed_on", "condition_note"),
        check=_dated("removed_on"),
        forward=False,
    ),
)


class CulturePlace(Record):
    """A place of legal culture; the directory of them is published (法治宣传教育法 art. 52)."""

    __tablename__ = "culture_place"
    title: ClassVar = "法治文化阵地"
    unit: ClassVar = "个"
    group: ClassVar = "普法"
    icon: ClassVar = "place"
    name_field: ClassVar = "name"
    moves: ClassVar = _MOVES

    name: Mapped[str] = _place.field("名称", listed=True, searched=True, quick=True)
    kind: Mapped[str] = _place.choice(
        "类型",
        "culture_place_kind",
        listed=True,
        filtered=True,
        counted=True,
        default=BOARD,
        quick=True,
    )
    state: Mapped[str] = state("状态", _STATES, section="阵地")
    village_id: Mapped[int | None] = _place.link(
        "所在村居", "place", listed=True, filtered=True, counted=True, quick=True
    )
    location: Mapped[str | None] = _place.field("位置", searched=True, quick=True)
    built_on: Mapped[date] = _place.field("建成日期", listed=True, dated=True, quick=True)
    size: Mapped[str | None] = _place.field("面积或块数", quick=True, help="如 6 块、120 平方米")
    keeper: Mapped[str | None] = _place.field("管护人", listed=True, searched=True, quick=True)
    keeper_phone: Mapped[Phone | None] = _place.field("管护人电话", sensitive=True)
    damaged_on: Mapped[date | None] = _condition.field(
        "破损日期", shown_when=lambda place: place.damaged_on is not None, ahead=Ahead.REFUSED
    )
    repaired_on: Mapped[date | None] = _condition.field(
        "修复日期", shown_when=lambda place: place.repaired_on is not None, ahead=Ahead.REFUSED
    )
    removed_on: Mapped[date | None] = _condition.field(
        "拆除日期",
        dated=True,
        shown_when=lambda place: place.state == "removed",
        ahead=Ahead.REFUSED,
    )
    condition_note: Mapped[str | None] = _condition.field("现状说明")
    updates: Mapped[list[PlaceUpdate]] = _contents.children("内容更新记录", PlaceUpdate)
    updated_on: Mapped[date | None] = _contents.field(
        "最近更新",
        listed=True,
        filtered=True,
        dated=True,
        computed=lambda place: max(filter(None, (row.day for row in place.updates)), default=None),
    )
    note: Mapped[LongText | None] = _contents.field("备注")

    def rules(self) -> Iterator[Problem]:
        """Nothing happens to a place before it stands; a board that stands has content."""
        built: date | None = self.built_on  # not yet typed, in a new place
        first = min(filter(None, (row.day for row in self.updates)), default=None)
        if built and first and first < built:
            yield Problem("updates", "有内容更新早于建成日期，请核对", Level.WARN)
        if self.kind == BOARD and self.state != "removed" and not self.updates:
            yield Problem("updates", "内容更新记录待补", Level.MISSING)

    def condition_on(self, day: date) -> str:
        """完好 or 破损 at the end of a day on which it stood, by the last damage known."""
        broken = self.damaged_on is not None and self.damaged_on <= day
        mended = self.repaired_on is not None and self.repaired_on <= day
        return dict(_STATES)["damaged" if broken and not mended else "intact"]
