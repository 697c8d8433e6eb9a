"""What an annual report is made of: the office's own words, and the versions that were frozen."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, choice, field, never
from db.store.problems import Problem
from db.store.record import Child


def _written(row: "ReportText") -> bool:
    way: Any = row.way  # not yet chosen, in a new row
    return bool(way != "drop")


class ReportText(Child):
    """What the office says in place of a statement of the template, behind it, or not at all."""

    __tablename__ = "report_text"
    owner: ClassVar = "annual_report"
    name_field: ClassVar = "key"

    key: Mapped[str] = field("语句", listed=True, help="模板里这一句的代号，如 opening")
    way: Mapped[str] = choice("写法", "report_text", listed=True, default="rewrite")
    text: Mapped[LongText | None] = field(
        "文字",
        listed=True,
        searched=True,
        shown_when=_written,
        help="数字用指标代码写在双花括号里，如 {{mediation.resolved}}；手打的数字会列出来",
    )
    figures_then: Mapped[str | None] = field("写的时候的数字", shown_when=never)

    def rules(self) -> Iterator[Problem]:
        """Something is said, unless the statement is left out."""
        if _written(self) and not (self.text or "").strip():
            yield Problem("text", "请填写文字；这一句不要了，写法选“不写”")


class ReportVersion(Child):
    """A report as it was frozen: words, figures with the records behind them, and their digest."""

    __tablename__ = "report_version"
    owner: ClassVar = "annual_report"
    name_field: ClassVar = "name"
    append_only: ClassVar = True

    name: Mapped[str] = field("版次", listed=True)
    made_at: Mapped[datetime] = field("生成时间", listed=True)
    made_by: Mapped[str] = field("生成人", listed=True)
    digest: Mapped[str] = field("数据摘要", listed=True, help="定稿文字和数字（JSON）的 SHA-256")
    words: Mapped[str | None] = field("所依文字的摘要", shown_when=never)
    doubts: Mapped[LongText | None] = field("公开前检查", help="检出的涉密、个人信息和内部标志")
    content: Mapped[LongText | None] = field("文字和数字", shown_when=never)
