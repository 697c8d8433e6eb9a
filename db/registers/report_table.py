"""A county's own statistics tables, made in the program of figures that it knows."""

from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section, children, choice, field
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_table = Section("统计表")
FIGURES = "figures"
"""The rows are figures, the columns periods."""


class ReportColumn(Child):
    """One column."""

    __tablename__ = "report_column"
    owner: ClassVar = "report_table"
    name_field: ClassVar = "heading"

    group: Mapped[str | None] = field(
        "上级标题", listed=True, help="几级的用“/”隔开，如 调解情况/案件来源；相邻的相同标题合并"
    )
    heading: Mapped[str] = field("栏目", listed=True)
    figure: Mapped[str | None] = choice(
        "指标", "figure", listed=True, help="不选的栏目留空手填；各行是指标的表，栏目不选指标"
    )
    minus: Mapped[str | None] = choice("减去", "figure", help="如 总数减去成功，得不成和终止")
    period: Mapped[str] = choice("期间", "report_when", listed=True, default="now")
    unit: Mapped[str | None] = field("单位", help="不填时按指标的单位")

    def rules(self) -> Iterator[Problem]:
        """Nothing is taken from nothing."""
        if self.minus and not self.figure:
            yield Problem("minus", "先选指标，再选减去哪一项")


class ReportRow(Child):
    """One row of a table whose rows are figures."""

    __tablename__ = "report_row"
    owner: ClassVar = "report_table"
    name_field: ClassVar = "figure"

    figure: Mapped[str] = choice("指标", "figure", listed=True)
    name: Mapped[str | None] = field("名称", listed=True, help="不填时按指标的名称")


def _of_figures(table: Any) -> bool:
    return bool(table.split == FIGURES)


class ReportTable(Record):
    """One table of the office 自定义统计表."""

    __tablename__ = "report_table"
    title: ClassVar = "自定义统计表"
    unit: ClassVar = "张"
    group: ClassVar = "设置"
    icon: ClassVar = "figures"
    name_field: ClassVar = "name"
    sections: ClassVar = ("统计表", "各行", "各栏")

    name: Mapped[str] = _table.field(
        "表名", listed=True, searched=True, unique=True, help="如 本县矛盾纠纷化解情况季报表"
    )
    split: Mapped[str] = _table.choice("各行是", "report_rows", listed=True, default="committee")
    every: Mapped[bool] = _table.field(
        "没有的也列一行",
        default=True,
        shown_when=lambda table: table.split in ("committee", "village"),
        help="零报告：没有案件的调委会、村居也列出来，填 0",
    )
    total: Mapped[bool] = _table.field(
        "有合计行", default=True, shown_when=lambda table: table.split not in (FIGURES, "total")
    )
    basis: Mapped[str | None] = _table.field("依据", listed=True, help="如 县里布置的文件")
    note: Mapped[LongText | None] = _table.field("表下说明", help="印在表的下面")
    rows: Mapped[list[ReportRow]] = children(
        "指标行", ReportRow, section="各行", shown_when=_of_figures
    )
    columns: Mapped[list[ReportColumn]] = children("栏目", ReportColumn, section="各栏")

    def rules(self) -> Iterator[Problem]:
        """Something in every direction; figures stand in rows or in columns, not in both."""
        if not self.columns:
            yield Problem("columns", "请添加栏目")
        if _of_figures(self):
            if not self.rows:
                yield Problem("rows", "请添加指标行")
            for place, column in enumerate(self.columns):
                if column.figure:
                    path = f"columns[{place}].figure"
                    yield Problem(path, "各行是指标的表，栏目只选期间，不选指标")
        elif self.columns and not any(column.figure for column in self.columns):
            yield Problem("columns", "没有一栏选了指标，整张表都要手填，请核对", Level.WARN)
