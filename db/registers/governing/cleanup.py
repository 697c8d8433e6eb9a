"""Clean-up rounds 文件清理: what was looked through, and what became of each document."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section, choice, field, link
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_round = Section("清理")
_result = Section("清理结果")
COUNTS = {"1": "kept", "2": "changed", "3": "void", "4": "expired"}
"""The counts by the codes of codes/cleanup_outcome.toml."""


class CleanedDocument(Child):
    """One document that was looked at, and the outcome."""

    __tablename__ = "cleanup_document"
    owner: ClassVar = "cleanup_round"
    name_field: ClassVar = "name"

    document_id: Mapped[int | None] = link("登记过的文件", "normative_document", listed=True)
    name: Mapped[str | None] = field("文件名称", listed=True, help="没有登记的文件写名称和文号")
    outcome: Mapped[str] = choice("结果", "cleanup_outcome", listed=True, default="1")
    reason: Mapped[str | None] = field("理由", listed=True)

    def rules(self) -> Iterator[Problem]:
        """It is known which document."""
        if self.document_id is None and not self.name:
            yield Problem("name", "请选择登记过的文件，或写文件名称")


class CleanupRound(Record):
    """One round of cleaning up the normative documents; listed one by one, or by counts alone."""

    __tablename__ = "cleanup_round"
    title: ClassVar = "文件清理"
    unit: ClassVar = "次"
    group: ClassVar = "文件与决策"
    icon: ClassVar = "filter"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "day"

    name: Mapped[str] = _round.field(
        "清理名称", listed=True, searched=True, quick=True, help="如 行政规范性文件专项清理"
    )
    notice: Mapped[str | None] = _round.field(
        "清理通知", searched=True, quick=True, help="标题或文号"
    )
    scope: Mapped[str | None] = _round.field("清理范围", quick=True, help="如 2014年以来制发的文件")
    day: Mapped[date] = _round.day("完成日期")
    published_on: Mapped[date | None] = _round.field("结果公布日期", dated=True)
    documents: Mapped[list[CleanedDocument]] = _result.children("逐件结果", CleanedDocument)
    checked: Mapped[int | None] = _result.field(
        "清理文件", unit="件", listed=True, summed=True, quick=True
    )
    kept: Mapped[int | None] = _result.field(
        "保留件数", unit="件", listed=True, summed=True, quick=True
    )
    changed: Mapped[int | None] = _result.field("修改件数", unit="件", listed=True, summed=True)
    void: Mapped[int | None] = _result.field(
        "废止件数", unit="件", listed=True, summed=True, quick=True
    )
    expired: Mapped[int | None] = _result.field("失效件数", unit="件", listed=True, summed=True)
    note: Mapped[LongText | None] = _result.field("备注")

    def settle(self) -> None:
        """Where the documents are listed, counts that nobody typed follow from them."""
        for name, number in self._listed().items():
            if getattr(self, name) is None:
                setattr(self, name, number)
        super().settle()

    def _listed(self) -> dict[str, int]:
        """The counts by the documents listed one by one; none without any."""
        if not self.documents:
            return {}
        tally = Counter(row.outcome for row in self.documents)
        numbers = {name: tally[code] for code, name in COUNTS.items()}
        return {"checked": len(self.documents), **numbers}

    def rules(self) -> Iterator[Problem]:
        """What was looked at is what was kept, changed, made void or had expired."""
        numbers = {name: getattr(self, name) for name in ("checked", *COUNTS.values())}
        for name, number in numbers.items():
            if number is not None and number < 0:
                yield Problem(name, "件数不能是负数")
        checked = numbers.pop("checked")
        parts = sum(filter(None, numbers.values()))
        if checked is not None and checked != parts:
            said = f"清理文件 {checked} 件，保留、修改、废止、失效合计 {parts} 件，请核对"
            yield Problem("checked", said, Level.WARN)
        elif checked is None and not self.documents:
            yield Problem("checked", "清理文件的件数待补", Level.MISSING)
        for name, number in self._listed().items():
            typed = getattr(self, name)
            if typed is not None and typed != number:
                said = f"逐件列出的是 {number} 件，请核对"
                yield Problem(name, said, Level.WARN)
        day: date | None = self.day  # not yet typed, in a new round
        if day and self.published_on and self.published_on < day:
            yield Problem("published_on", "结果公布日期早于完成日期，请核对", Level.WARN)
