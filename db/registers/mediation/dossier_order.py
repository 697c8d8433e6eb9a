"""A county's own order of the dossier, begun as a copy of one that the program ships."""

from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.registers.mediation.orders import BACK, CONTENTS, COVER, PAPER, presets
from db.store.fields import Section, children, choice, choices, field
from db.store.kinds import ChoicesKind
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_order = Section("卷内目录")


class DossierRow(Child):
    """One line of the contents list 卷内目录."""

    __tablename__ = "dossier_order_row"
    owner: ClassVar = "dossier_order"
    name_field: ClassVar = "name"

    name: Mapped[str] = field("文书名称", listed=True)
    need: Mapped[str] = choice("备注", "dossier_need", listed=True, default="wanted")
    part: Mapped[str] = choice("卷宗组成", "dossier_part", listed=True, default=PAPER)
    forms: Mapped[str | None] = choices(
        "编入的文书",
        "dossier_paper",
        shown_when=lambda row: row.part == PAPER,
        help="由登记的内容生成；有签名的扫描件时以扫描件入卷",
    )
    either: Mapped[bool] = field(
        "几种文书有一种即可", default=False, shown_when=lambda row: row.part == PAPER
    )
    purposes: Mapped[str | None] = field(
        "编入的附件",
        shown_when=lambda row: row.part == PAPER,
        help="附件的“说明”里有这些词的编入此项，如 身份证、户口簿；文书名称不必再写",
    )


class DossierOrder(Record):
    """The order of a dossier as a county wants it 卷宗目录."""

    __tablename__ = "dossier_order"
    title: ClassVar = "卷宗目录"
    unit: ClassVar = "种"
    group: ClassVar = "设置"
    icon: ClassVar = "ledger"
    name_field: ClassVar = "name"

    name: Mapped[str] = _order.field(
        "名称", listed=True, searched=True, unique=True, help="如 本县2026年卷宗目录"
    )
    copied_from: Mapped[str | None] = _order.choice(
        "照抄自",
        "dossier_preset",
        listed=True,
        default="thirteen",
        help="还没有各项时，保存即照抄这种格式的各项，再按本地的要求增删、调整顺序",
    )
    note: Mapped[str | None] = _order.field("依据", help="如 本县司法局的文件名称")
    rows: Mapped[list[DossierRow]] = children("各项文书", DossierRow, section="各项文书")

    def settle(self) -> None:
        """An order without rows takes those of the one it is copied from."""
        if not self.rows and self.copied_from:
            self.rows = copied(self.copied_from)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """Something to bind; cover, contents and back cover once, where they belong."""
        if not self.rows:
            if not self.copied_from:
                yield Problem("rows", "请添加各项文书，或选一种格式照抄")
            return
        parts = [row.part for row in self.rows]
        for part, place, words in (
            (COVER, 0, "卷宗封面应在第一项"),
            (BACK, len(parts) - 1, "封底应在最后一项"),
        ):
            if part not in parts or parts.index(part) != place:
                yield Problem("rows", f"{words}，请核对", Level.WARN)
        if CONTENTS not in parts:
            yield Problem("rows", "没有卷内目录一项，请核对", Level.WARN)
        twice = sorted(
            {part for part in parts if part not in (PAPER, "") and parts.count(part) > 1}
        )
        for part in twice:
            name = DossierRow.fields["part"].kind.format(part)
            yield Problem("rows", f"“{name}”列了不止一次")


def copied(preset: str) -> list[DossierRow]:
    """The rows of a shipped order, to be changed."""
    joined = ChoicesKind("dossier_paper").joined
    return [
        DossierRow.fresh(
            name=row.name,
            need=row.need,
            part=row.part,
            forms=joined(row.forms),
            either=row.either,
            purposes="、".join(row.purposes) or None,
        )
        for row in presets()[preset].rows
    ]
