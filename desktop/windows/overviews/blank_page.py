"""The page of 空白文书: which blanks are out, printing more, typing the written ones in."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.registers.blank_form import BlankForm, Handwritten, out
from db.store.fields import Field
from db.store.kinds import DateKind, LinkKind
from db.store.trouble import Trouble
from desktop.windows.editors.dates import DateEditor
from desktop.windows.editors.links import LinkEditor
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from db.store.database import Database

_EMPTY = "还没有空白文书。按“印空白表”印一批，停电或外出时手写，回来再补录。"


class BlankPage(RegisterPage):
    """``typed`` carries the sheet, the register, and the record's id or None for a new one."""

    typed = Signal(object, str, object)

    def __init__(
        self, database: "Database", parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        super().__init__(database, BlankForm, parent, whole=whole)

    def _make_pane(self) -> "Iterator[None]":
        yield from super()._make_pane()
        if self.made_pane is not None:
            self.made_pane.own_moves["enter"] = self.ask

    def ask(self, blank: Any) -> None:
        """Ask what the sheet becomes and the day on it, then lead to its record."""
        from desktop.documents.forms import FORMS

        form = next((form for form in FORMS if form.title == blank.form), None)
        if form is None:
            say(self, f"本程序已经没有“{blank.form}”这种文书，请写明原因后作废", "warning")
            return
        asked = AskEntry(self.database, blank, form.cls, self)
        if asked.exec() == QDialog.DialogCode.Accepted and asked.paper_on is not None:
            sheet = Handwritten(blank.id, blank.number, asked.paper_on)
            self.typed.emit(sheet, form.cls.__tablename__, asked.record_id)

    def _show_count(self) -> None:
        super()._show_count()
        with self.database.read() as session:
            number, since = out(session)
        if number:
            self._count.setText(f"{self._count.text()}，未用 {number} 张，最早 {since} 印出")
        elif not self.model.total and self._widen.isHidden():
            self._nothing.say(_EMPTY)


class AskEntry(QDialog):
    """``paper_on`` and, for a record there is already, ``record_id`` once it was accepted."""

    def __init__(self, database: "Database", blank: BlankForm, cls: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.paper_on: date | None = None
        self.record_id: int | None = None
        self.setWindowTitle(f"补录 {blank.number}（{blank.form}）")
        self.day = DateEditor(Field("纸上日期", name="paper_on", kind=DateKind()), database)
        kind = LinkKind(cls.__tablename__)
        self.known = LinkEditor(Field(cls.title, name="record", kind=kind), database)
        self.new = QRadioButton(f"新登记一{cls.unit}{cls.title}(&N)")
        self.there = QRadioButton("补到已有的记录(&E)")
        self.new.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self.new, self.there):
            group.addButton(choice)
        self._said = look.mark(QLabel(), "problem")
        self._lay_out()
        self.known.widget.setEnabled(False)
        self.there.toggled.connect(self._choose)
        self.day.widget.setFocus()

    def take(self) -> None:
        """Read the lines and close; what cannot be read is said."""
        try:
            self.paper_on = self.day.value()
            if self.paper_on is None:
                raise Trouble("请填写纸上的日期")  # noqa: TRY301 - one place says them all
            self.record_id = self.known.value() if self.there.isChecked() else None
            if self.there.isChecked() and self.record_id is None:
                raise Trouble("请选择补到哪一条记录")  # noqa: TRY301
        except Trouble as trouble:
            self._said.setText(trouble.sentence)
            self._said.show()
        else:
            self.accept()

    def _choose(self, there: bool) -> None:
        self.known.widget.setEnabled(there)
        if there:
            self.known.widget.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        label = look.mark(QLabel("纸上日期(&D)"), "label")
        label.setBuddy(self.day.widget)
        form.addRow(label, self.day.widget)
        form.addRow(look.mark(QLabel("登到哪里"), "label"), self.new)
        form.addRow("", self.there)
        form.addRow("", self.known.widget)
        self.known.widget.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 24)
        words = look.mark(
            QLabel("登记簿里两个日期都留着：纸上写明的日期，和今天补录的日期。"), "quiet"
        )
        words.setWordWrap(True)
        self._said.setWordWrap(True)
        self._said.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP_WIDE)
        rows.addLayout(form)
        for part in (words, self._said, Foot(self, "去填写", self.take)):
            rows.addWidget(part)
