"""The sentence that was chosen: its words to be changed, its figures locked, or left out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.figures.annual_report.template import ADDED, DROPPED, REWRITTEN, OwnText
from desktop.windows.annual_report.sentence_edit import SentenceEdit
from desktop.windows.parts import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.annual_report.draft import Draft
    from db.figures.annual_report.template import Statement

_HINT = "在左边点一句话，就可以在这里改。"
_ORIGINAL = "模板原文，可以改文字；数字由登记簿统计，不能手改。"
_MAYBE = "[[ ]] 里的话，只在其中的数字统计得出时才写。"
_LOCKED = "不能改：报告已经定稿（在“公文格式和报送”里可以退回修改），或者没有修改的权限。"
_LEAST, _HIGHEST = QSize(320, 120), 280


class SentencePanel(QWidget):
    """Shows one statement and tells what people make of it.

    ``edited`` comes while people type (key, way, text), for the preview; ``kept`` when it is to be
    saved, a blank text taking the office's own words back; ``taken_back`` lets the template speak.
    """

    edited = Signal(str, str, str)
    kept = Signal(str, str, str)
    taken_back = Signal(str)
    figure_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._statement: Statement | None = None
        self._locked = True
        self._own: dict[str, OwnText] = {}
        self.way, self.dirty = REWRITTEN, False
        self._said = look.mark(QLabel(_HINT), "quiet")
        self._said.setWordWrap(True)
        self.edit = SentenceEdit()
        self.edit.setMinimumSize(_LEAST)
        self.edit.setMaximumHeight(_HIGHEST)
        self.edit.setAccessibleName("这一句的文字")
        self.figures = _FigureBox()
        self.put = QPushButton("插入(&I)")
        self.keep = look.mark(QPushButton("保存(&S)"), "primary")
        self.back = QPushButton("恢复原文")
        self.drop = QPushButton("不写这一句")
        self.more = QPushButton("后面加一句")
        self._lay_out()
        self._connect()
        self._offer()

    @property
    def key(self) -> str:
        """Of the statement that is shown; blank for none."""
        return self._statement.key if self._statement else ""

    def show_draft(self, draft: "Draft | None", *, locked: bool) -> None:
        """Another state of the report; what is being typed stays."""
        self._draft, self._locked = draft, locked
        if draft is not None:
            self.figures.fill()
        if self._statement and not self.dirty:
            self.show_statement(self.key, self.way)
        self._offer()

    def know(self, draft: "Draft") -> None:
        """The same report with more figures counted: those being typed say what they print."""
        self._draft = draft
        self.edit.tell_again(self._told)

    def show_statement(self, key: str, way: str = REWRITTEN) -> None:
        """Turn to a statement, or to what the office adds behind it."""
        if self._draft is None:
            return
        self._statement = self._draft.template.statement(key)
        self._own = {one.way: one for one in self._draft.texts if one.key == key}
        self.way = way
        own = self._own.get(way)
        text = own.text if own else ""
        if not own and way == REWRITTEN and self._statement:
            text = self._statement.text
        self.edit.show_text(text, self._told)
        self.dirty = False
        self._offer()

    def save(self) -> None:
        """Keep what was typed."""
        if self.dirty and self._statement:
            text = self.edit.text()
            same = self.way == REWRITTEN and text == self._statement.text
            self.dirty = False
            self.kept.emit(self.key, self.way, "" if same else text)
            self._offer()

    def texts_as_typed(self) -> "Sequence[OwnText]":
        """The office's words with what is being typed, for the preview."""
        if self._draft is None or not self._statement:
            return ()
        others = [one for one in self._draft.texts if (one.key, one.way) != (self.key, self.way)]
        return (*others, OwnText(self.key, self.way, self.edit.text()))

    def _told(self, place: str) -> str:
        code, _, _form = place.partition("|")
        found = self._draft.facts.values.get(code) if self._draft else None
        if found is not None:
            return found.words
        words = self._draft.facts.words.get(code, "") if self._draft else ""
        year = _year_of(place, self._draft.year) if self._draft else ""
        return words or year or place

    def _offer(self) -> None:
        """Say how things stand, and offer what can be done."""
        statement = self._statement
        locked = self._draft is None or self._locked
        dropped = DROPPED in self._own
        self._said.setText(self._sentence(locked=locked, dropped=dropped))
        self._said.setVisible(bool(self._said.text()))
        able = statement is not None and not locked
        self.edit.setVisible(statement is not None)
        self.edit.setReadOnly(locked or dropped)
        for part in (self.figures, self.put):
            part.setVisible(able and not dropped)
        self.keep.setVisible(able)
        self.keep.setEnabled(self.dirty)
        self.back.setVisible(able and bool(self._own))
        self.drop.setVisible(able and not dropped and self.way == REWRITTEN)
        self.more.setVisible(able and self.way == REWRITTEN)

    def _sentence(self, *, locked: bool, dropped: bool) -> str:
        if self._statement is None:
            return _HINT
        if locked:
            return _LOCKED
        if dropped:
            return "本所选择不写这一句；“恢复原文”可以写回来。"
        if self.way == ADDED:
            return "本所在这一句后面加的话："
        if self._statement.each:
            return "这一段按登记的问题和措施逐条生成，文字在“问题与措施”里改。"
        original = "" if REWRITTEN in self._own else _ORIGINAL
        return original + (_MAYBE if "[[" in self.edit.text() else "")

    def _typed(self) -> None:
        self.dirty = True
        self.keep.setEnabled(True)
        self.edited.emit(self.key, self.way, self.edit.text())

    def _take_back(self) -> None:
        self.dirty = False
        self.taken_back.emit(self.key)

    def _connect(self) -> None:
        self.edit.edited.connect(self._typed)
        self.edit.figure_asked.connect(
            lambda place: self.figure_asked.emit(place.partition("|")[0])
        )
        self.put.clicked.connect(lambda: self.edit.put_figure(self.figures.chosen()))
        self.keep.clicked.connect(self.save)
        self.back.clicked.connect(self._take_back)
        self.drop.clicked.connect(lambda: self.kept.emit(self.key, DROPPED, ""))
        self.more.clicked.connect(lambda: self.show_statement(self.key, ADDED))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        rows.addWidget(self._said)
        rows.addWidget(self.edit, 3)
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        line.addWidget(self.figures, 1)
        line.addWidget(self.put)
        rows.addLayout(line)
        acts = QHBoxLayout()
        acts.setSpacing(look.GAP)
        for button in (self.back, self.drop, self.more):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.keep)
        rows.addLayout(acts)
        rows.addStretch(1)


class _FigureBox(QComboBox):
    """All figures by name, found by any part of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName("要插入的数字")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.lineEdit().setPlaceholderText("数字：输入名称查找")

    def fill(self) -> None:
        """Anew only where the office made others since: there are hundreds."""
        from db.figures.catalogue import known_figures

        known = known_figures()
        if self.count() != len(known):
            self.clear()
            for code, one in known.items():
                self.addItem(f"{one.name}（{one.unit}）" if one.unit else one.name, code)
            self.setCurrentIndex(-1)

    def chosen(self) -> str:
        """The code of the figure that is chosen."""
        return str(self.currentData() or "")


def _year_of(place: str, year: int) -> str:
    from db.figures.annual_report.wording import Slot

    shift = Slot(place).year
    return "" if shift is None else str(year + shift)
