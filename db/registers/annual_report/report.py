"""The yearly report on law-based government: what the office decides about it."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.registers.annual_report.moves import MOVES, STATES
from db.registers.annual_report.rows import ReportText, ReportVersion
from db.store.fields import Ahead, LongText, Section, state
from db.store.problems import Level, Problem
from db.store.record import Record

_about = Section("报告")
_head = Section("公文格式")
_texts = Section("本所文字")
_way = Section("定稿和报送")


def _settled(report: Any) -> bool:
    return report.state not in (None, "draft")


class AnnualReport(Record):
    """One year's report on law-based government 法治政府建设年度报告."""

    __tablename__ = "annual_report"
    title: ClassVar = "年度报告"
    unit: ClassVar = "份"
    group: ClassVar = "统计"
    icon: ClassVar = "report"
    name_field: ClassVar = "heading"
    moves: ClassVar = MOVES
    strip: ClassVar = ("draft", "final", "reported", "published")

    year: Mapped[int] = _about.field(
        "年度", listed=True, filtered=True, quick=True, index=True, locked_when=_settled,
        default=lambda: date.today().year - 1,
    )  # fmt: skip
    template: Mapped[str] = _about.choice(
        "模板", "report_template", listed=True, quick=True, default="full", locked_when=_settled
    )
    heading: Mapped[str | None] = _about.field(
        "标题", listed=True, searched=True, locked_when=_settled,
        help="不填时用模板的标题：××镇2024年法治政府建设年度报告",
    )  # fmt: skip
    state: Mapped[str] = state("状态", STATES, section="报告")
    signed_by: Mapped[str | None] = _about.field(
        "署名", quick=True, help="如 天龙镇人民政府", locked_when=_settled
    )
    dated: Mapped[date | None] = _about.field(
        "成文日期", quick=True, locked_when=_settled, ahead=Ahead.MAY
    )
    mark: Mapped[str | None] = _head.field(
        "发文机关标志", help="红头，如 天龙镇人民政府；公开的文本没有红头", locked_when=_settled
    )
    number: Mapped[str | None] = _head.field(
        "发文字号", searched=True,
        locked_when=_settled,
    )  # fmt: skip
    signer: Mapped[str | None] = _head.field("签发人", help="上行文要标注", locked_when=_settled)
    addressee: Mapped[str | None] = _head.field(
        "主送机关", help="如 平坝区人民政府", locked_when=_settled
    )
    sealed: Mapped[bool] = _head.field("加盖印章", default=True, locked_when=_settled)
    note: Mapped[str | None] = _head.field(
        "附注", help="如 此件公开发布，不用写括号", locked_when=_settled
    )
    copied_to: Mapped[LongText | None] = _head.field(
        "抄送机关", help="一行一个，如 平坝区委全面依法治区委员会办公室", locked_when=_settled
    )
    printed_by: Mapped[str | None] = _head.field("印发机关", locked_when=_settled)
    printed_on: Mapped[date | None] = _head.field("印发日期", locked_when=_settled, ahead=Ahead.MAY)
    texts: Mapped[list[ReportText]] = _texts.children("本所文字", ReportText, locked_when=_settled)
    versions: Mapped[list[ReportVersion]] = _way.children(
        "定稿版本", ReportVersion, shown_when=lambda report: bool(report.versions)
    )
    reported_on: Mapped[date | None] = _way.field("报送日期", listed=True, dated=True)
    reported_to: Mapped[str | None] = _way.field("报送机关")
    reviewed_by: Mapped[str | None] = _way.field(
        "保密审查人", help="公开前由谁审查（保密法和政府信息公开条例的公开前审查）"
    )
    published_on: Mapped[date | None] = _way.field("公开日期", listed=True, dated=True)
    published_at: Mapped[str | None] = _way.field("公开在", help="网址或公开栏")
    cleared: Mapped[LongText | None] = _way.field(
        "检出内容的处理", help="公开前检查有提示而仍然公开的，写明为什么可以公开"
    )
    returned: Mapped[LongText | None] = _way.field("退回修改的原因")

    def called(self) -> str:
        """Its title, else its year."""
        return self.heading or f"{self.year or ''}年法治政府建设年度报告"

    @property
    def newest(self) -> ReportVersion | None:
        """The version that was frozen last."""
        return self.versions[-1] if self.versions else None

    def words_digest(self) -> str:
        """SHA-256 of all that people decided about its words; a version notes it."""
        decided = [name for name, spec in type(self).fields.items() if spec.locked_when]
        said = {name: getattr(self, name) for name in decided if name != "texts"}
        rows = [[row.key, row.way, row.text] for row in self.texts]
        text = json.dumps([said, rows], ensure_ascii=False, sort_keys=True, default=str)
        return sha256(text.encode()).hexdigest()

    def rules(self) -> Iterator[Problem]:
        """A year that can be, every statement rewritten once, a number in its official form."""
        year: int | None = self.year  # not yet typed, in a new record
        if year is not None and not 2000 <= year <= date.today().year + 1:
            yield Problem("year", "年度不像是报告的年度，请核对", Level.WARN)
        again = Counter(row.key for row in self.texts if row.way != "add")
        for place, row in enumerate(self.texts):
            if row.way != "add" and again[row.key] > 1:
                yield Problem(f"texts[{place}].key", f"“{row.key}”这一句写了两遍，请留一遍")
        if self.number and ("第" in self.number or "〔" not in self.number):
            word = "发文字号的写法是 机关代字〔年份〕序号号，如 天府报〔2025〕5号"
            yield Problem("number", word, Level.WARN)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One report a year and template."""
        other = select(AnnualReport.id).where(
            AnnualReport.year == self.year,
            AnnualReport.template == self.template,
            AnnualReport.deleted_at.is_(None),
            AnnualReport.id != (self.id or 0),
        )
        if session.scalar(other.limit(1)) is not None:
            yield Problem("year", f"{self.year}年已有一份同样模板的报告，请打开那一份")
