"""One field in a form: label, editor, unit, and the sentence under it."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from db.store.hints import Hint, hint
from db.store.kinds.money import in_capitals
from db.store.problems import Level, Problem
from db.store.trouble import Trouble
from desktop.windows.editors import Editor, editor_for
from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field

TONES = {Level.STOP: "problem", Level.WARN: "warning", Level.MISSING: "quiet"}
"""The kind of label that says a problem."""


class Question(QLabel):
    """The mark beside a name of which something is written; F1 does the same."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("?", parent)
        look.mark(self, "question")
        self.setToolTip("本栏说明（F1）")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Tell of the field at the form's foot."""
        from desktop.windows.help.field_panel import explain, field_at

        asked = field_at(self)
        if asked is not None:
            explain(asked)


class FieldCell(QWidget):
    """Label above, editor below, then what is wrong with it in one sentence.

    Args:
        spec: the field.
        database: the open store.
        cls: whose field it is; None where the form's register is meant.
        parent: where it will stand; what is made elsewhere and moved is styled twice.
    """

    def __init__(
        self,
        spec: "Field",
        database: "Database",
        cls: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.hide()  # until it has its place
        self.spec, self.cls = spec, cls
        self.editor: Editor = editor_for(spec, database, self)
        self.unread: Trouble | None = None
        """What was typed means nothing; it stands in the editor until people mend it."""
        self._said = ""  # in the note below
        self._asked: QHBoxLayout | None = None
        self._mark: Question | None = None
        self.locked = self.veiled = False
        self.typing = False
        """People are typing and have not left yet."""
        self.editor.touched.connect(self._touched)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        label = look.mark(QLabel(spec.label + (" *" if self._starred() else ""), self), "label")
        label.setBuddy(self.editor.widget)
        self._head(rows, label)
        self._rows = rows
        self._masked: QLineEdit | None = None
        if spec.unit:
            rows.addLayout(self._with_unit(spec.unit))
        else:
            rows.addWidget(self.editor.widget)
        rows.addStretch(1)

    def _with_unit(self, unit: str) -> QHBoxLayout:
        """A unit stands beside its number."""
        line, told = QHBoxLayout(), isinstance(self.editor.widget, QLabel)
        line.setSpacing(look.GAP)
        line.addWidget(self.editor.widget, 0 if told else 1)
        line.addWidget(look.mark(QLabel(unit, self), "quiet"), 1 if told else 0)
        return line

    @cached_property
    def _note(self) -> QLabel:
        """Made when there is something to say: most fields are right all their lives."""
        note = look.mark(QLabel(self), "small")
        note.setWordWrap(True)
        note.hide()
        self._rows.insertWidget(self._rows.count() - 1, note)
        return note

    def _head(self, rows: QVBoxLayout, label: QLabel) -> None:
        """The label, and room for a question mark beside it where something is written."""
        told = hint(self.cls, self.spec.name) if self.cls else Hint(self.spec.help)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(label)
        rows.addLayout(line)
        label.setVisible(not self.editor.bare)
        line.addStretch(1)
        if told.write:
            self.editor.widget.setToolTip(told.write)
            self.editor.widget.setAccessibleDescription(told.spoken)
            label.setToolTip(told.write)
            if self.cls and not self.editor.bare:
                self._asked = line

    def ask(self, *, shown: bool) -> None:
        """Show the question mark, which stands where the cursor is: each field has one to show."""
        if self._asked is None:
            return
        if self._mark is None:
            self._mark = Question(self)
            self._asked.insertWidget(1, self._mark)
        self._mark.setVisible(shown)

    def lock(self, *, locked: bool) -> None:
        """Let people look only, or type."""
        self.locked = locked
        self.editor.lock(locked=locked)

    def wide(self, half: int) -> bool:
        """Whether it takes the form's whole width, of which half is so wide."""
        return self.editor.wide or self.editor.needs() > half

    def show_value(self, row: Any) -> None:
        """Show the row's value, unless people are still typing or mending what they typed."""
        self.editor.row = row
        if self.unread is None and not self.typing:
            computed = self.spec.computed  # told as things stand now, not as they were saved
            value = computed(row) if computed else getattr(row, self.spec.name)
            self.editor.show_value(value)
            amount = self.spec.kind.code == "money" and value
            self._say(f"大写：{in_capitals(value)}" if amount else "", "small")

    def veil(self, row: Any, *, veiled: bool) -> None:
        """Show what may be seen of a sensitive value in its place, or the value again."""
        text = self.spec.kind.format(getattr(row, self.spec.name)) if veiled else ""
        self.veiled = bool(text)
        if self.veiled and self._masked is None:
            self._masked = self._mask()
        if self._masked is not None:
            self._masked.setText(self.spec.kind.masked(text) if text else "")
            self._masked.setVisible(self.veiled)
        self.editor.widget.setVisible(not self.veiled)

    def _mask(self) -> QLineEdit:
        """A line below the editor, which is hidden; few fields of few stores ever need one."""
        mask = QLineEdit()
        mask.setReadOnly(True)
        mask.setAccessibleName(f"{self.spec.label}（已遮住）")
        mask.setToolTip("敏感信息已遮住；有权限的，可按上面的“显示敏感信息”")
        self._rows.insertWidget(2, mask)
        return mask

    def take(self, row: Any) -> bool:
        """Give the row what stands in the editor; False when it cannot be read."""
        if self.veiled:
            return True
        self.typing = False
        try:
            value = self.editor.value()
        except Trouble as trouble:
            self.unread = trouble
            self.show_problems([Problem(self.spec.name, trouble.sentence)])
            return False
        self.unread = None
        if getattr(row, self.spec.name) != value:
            setattr(row, self.spec.name, value)
        return True

    def show_problems(self, problems: list[Problem]) -> None:
        """The worst of them under the field."""
        if self.unread is not None:
            problems = [Problem(self.spec.name, self.unread.sentence)]
        worst = min(problems, key=lambda p: list(Level).index(p.level), default=None)
        self.editor.tell({None: "", Level.STOP: "problem"}.get(worst.level if worst else None, ""))
        if worst is not None:
            self._say(worst.sentence, TONES[worst.level])
        elif not self._said.startswith("大写"):
            self._say("", "small")

    def enter(self) -> None:
        """Put the cursor here."""
        self.editor.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_cursor(self) -> bool:
        """Whether people are here, or will be when they come back to the window."""
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def forget(self) -> None:
        """Whatever was typed here no longer counts: another row is shown."""
        self.unread, self.typing = None, False
        self.editor.forget()

    def _touched(self) -> None:
        self.typing = True

    def _say(self, text: str, kind: str) -> None:
        if text == self._said == "":
            return
        self._said = text
        look.mark(self._note, kind)
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _starred(self) -> bool:
        return self.spec.required and self.spec.computed is None and self.spec.kind.code != "yes_no"
