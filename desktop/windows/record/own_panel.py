"""At the foot of what the office makes: the form of its register, the value of its figure."""

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.registers import OwnFigure, OwnRegister
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.rows import Elided, Line, Section
from desktop.windows.record.field_grid import FieldGrid
from desktop.windows.record.foot_panel import FootPanel

if TYPE_CHECKING:
    from db.figures.period import Period
    from db.registers.own import OwnField
    from db.store.database import Database
    from db.store.fields import Field

MADE_HERE = (OwnRegister, OwnFigure)
"""What the office makes, and looks at while making it."""
_MOST_PARTS, _MOST_RECORDS = 12, 8
_YEARS = 5


class OwnPanel(QWidget):
    """Shown at the foot of a 自建台账 and of a 自建指标; follows what is typed."""

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self._record: Any = None
        self.periods = QComboBox()
        self.answer = look.mark(QLabel(), "title")
        self.remark = look.mark(QLabel(), "quiet")
        self.parts, self.records = FootPanel(database), FootPanel(database)
        self.preview: FieldGrid | None = None
        self._lay_out()
        self.hide()

    def show_record(self, record: Any) -> None:
        """Look at a record as it stands, saved or not."""
        self._record = record
        self.setVisible(isinstance(record, MADE_HERE))
        if isinstance(record, OwnRegister):
            self._show_form(record)
        elif isinstance(record, OwnFigure):
            self._show_value(record)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        column.setSpacing(look.GAP)
        self._heading = Section("")
        column.addWidget(self._heading)
        column.addWidget(look.line())
        self._ask = QWidget()
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_WIDE)
        label = look.mark(QLabel("期间(&T)"), "label")
        label.setBuddy(self.periods)
        self.periods.setAccessibleName("试算的期间")
        for name, period in _periods(date.today()):
            self.periods.addItem(name, period)
        self.periods.activated.connect(lambda _: self.show_record(self._record))
        for part in (label, self.periods, self.answer):
            row.addWidget(part)
        row.addStretch(1)
        column.addWidget(self._ask)
        self.remark.setWordWrap(True)
        column.addWidget(self.remark)
        self._form = QVBoxLayout()
        column.addLayout(self._form)
        column.addWidget(self.parts)
        column.addWidget(self.records)

    # the form of a register

    def _show_form(self, record: OwnRegister) -> None:
        self._heading.title.setText("表单预览")
        self._ask.hide()
        self.parts.hide()
        self.records.hide()
        specs = list(_specs(record))
        if self.preview is not None:
            self._form.removeWidget(self.preview)
            self.preview.deleteLater()
            self.preview = None
        self.remark.setText(_told(specs))
        if specs:
            self.preview = FieldGrid(specs, self._database)
            self.preview.show_row(
                SimpleNamespace(id=None, **{spec.name: spec.fresh() for spec in specs}), locked=True
            )
            self._form.addWidget(self.preview)

    # the value of a figure

    def _show_value(self, record: OwnFigure) -> None:
        self._heading.title.setText("试算")
        self._ask.show()
        period: Period = self.periods.currentData()
        for panel in (self.parts, self.records):
            panel.clear()
            panel.hide()
        try:
            self._count(record, period)
        except Trouble as trouble:
            self._say("—", trouble.sentence)

    def _count(self, record: OwnFigure, period: "Period") -> None:
        from db.figures.asking import value
        from db.figures.behind import records
        from db.figures.catalogue import catalogue
        from db.figures.measures import why_nothing
        from db.figures.own import figure_of
        from db.figures.splitting import split

        with self._database.read() as session:
            for row in record.conditions:
                row.settle_value(session)
            figure = figure_of(record, self._database.own, catalogue())
            if why := why_nothing(figure):
                self._say("—", why)
                return
            found = value(session, figure, period)
            groups = records(session, figure, period, limit=_MOST_RECORDS)
            by = (record.split or "").partition(".")[2]
            parts = split(session, figure, by, period) if by else ()
        exact = f"，确数 {found.shown}{figure.unit}" if str(found.shown) not in found.words else ""
        days = "、".join(one.words for one in figure.bases)
        way = f"按{days}统计" if days else "没有统计日期，全部记录都计入"
        self._say(found.words, f"{way}{exact}")
        if parts:
            self._show_parts(parts)
        for group in groups:
            self._show_records(group, figure.unit)

    def _say(self, words: str, remark: str) -> None:
        self.answer.setText(words)
        self.remark.setText(remark)

    def _show_parts(self, parts: Any) -> None:
        self.parts.begin("分项")
        for part in parts[:_MOST_PARTS]:
            shown = part.value.shown
            said = "—" if shown is None else f"{shown}{part.value.figure.unit}"
            self.parts.remark(f"{part.name}　{said}", "label")
        if len(parts) > _MOST_PARTS:
            self.parts.remark(f"只列前 {_MOST_PARTS} 项，共 {len(parts)} 项")
        self.parts.show()

    def _show_records(self, group: Any, unit: str) -> None:
        if not group.total:
            return
        if not self.records.lines:
            self.records.begin("所依据的记录")
        if group.role:
            self.records.remark(f"{group.role}，{group.total} 条", "label")
        for row in group.rows:
            day = look.mark(QLabel(row.day.isoformat() if row.day else ""), "quiet")
            weight = look.mark(QLabel(f"{row.weight}" if row.weight != 1 else ""), "quiet")
            weight.setToolTip(unit)
            self.records.add(Line(Elided(row.caption), weight, day), row.table, row.id)
        if group.total > len(group.rows):
            self.records.remark(f"只列前 {len(group.rows)} 条，共 {group.total} 条")
        self.records.show()


def _specs(record: OwnRegister) -> "Any":
    """The fields as the form will have them; names and codes are only for showing."""
    from db.store.codes import define

    for place, row in enumerate(record.columns):
        if row.dropped or not row.label or not row.kind:
            continue
        shown: OwnField = type(row)(**{name: getattr(row, name) for name in type(row).fields})
        shown.code, shown.position = f"f_{place + 1}", place
        shown.settle_options()
        table = shown.code_table("preview")
        define([table] if table is not None else ())
        yield shown.spec("preview")


def _told(specs: "list[Field]") -> str:
    def named(word: str, test: str) -> str:
        names = "、".join(spec.label for spec in specs if getattr(spec, test))
        return f"{word}：{names}" if names else ""

    if not specs:
        return "添加栏目后，这里是登记时的样子。已有表格的，复制它的表头，按“粘贴表格”即可。"
    told = (("列表", "listed"), ("统计日期", "dated"), ("可合计", "summed"), ("可分项", "counted"))
    return "　".join(filter(None, (named(word, test) for word, test in told)))


def _periods(today: date) -> "list[tuple[str, Period]]":
    """The years back from this one, its quarters, its months so far."""
    from db.figures.period import Period

    years = [Period.year(today.year - back) for back in range(_YEARS)]
    quarters = [Period.quarter(today.year, number + 1) for number in range((today.month + 2) // 3)]
    months = [Period.month(today.year, number) for number in range(1, today.month + 1)]
    return [(period.name, period) for period in (*years, *reversed(quarters), *reversed(months))]
