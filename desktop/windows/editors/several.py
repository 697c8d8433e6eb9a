"""The editor for several entries of a code table: chips to tick, or a chooser for many."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from db.store.codes import codes
from db.store.kinds import codes_in
from db.store.trouble import Trouble
from desktop.windows.editors.choices import Combo
from desktop.windows.editors.editor import Editor
from desktop.windows.parts import look
from desktop.windows.parts.entering import Entering
from desktop.windows.parts.wrapped import Wrapped

_AS_CHIPS = 20
"""Entries up to which all are shown."""
_PAUSE = 1000  # ms after which typing begins to look for another word


class SeveralEditor(Editor):
    """Its value is the codes that are ticked, in the table's order."""

    wide = True

    def build(self) -> QWidget:
        """Chips of all entries; of a long table those chosen, and a line to add others."""
        kind: Any = self.spec.kind
        self._table = codes(kind.table)
        self._entries = {entry.code: entry.name for entry in self._table.leaves()}
        self._chosen: list[str] = []
        self._locked = False
        self.chips = Chips(self.place)
        self.chips.toggled.connect(self._toggle)
        self.add: Combo | None = None
        if len(self._entries) <= _AS_CHIPS:
            return self.chips
        holder = QWidget(self.place)
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        self.add = self._adder()
        rows.addWidget(self.add)
        rows.addWidget(self.chips)
        Entering(holder, self.add, self.chips)
        return holder

    def show_value(self, value: Any) -> None:
        """Tick what is chosen; an entry no longer in force stays, so that nothing is lost."""
        self._chosen = codes_in(value)
        shown = self._entries if self.add is None else {}
        more = {code: self._table.name(code) for code in self._chosen if code not in shown}
        self.chips.show_entries({**shown, **more}, self._chosen, gone=self.add is not None)
        self.chips.setVisible(self.add is None or bool(self._chosen))

    def value(self) -> Any:
        """The codes chosen, and what is still being added.

        Raises:
            Trouble: what was typed is no entry.
        """
        kind: Any = self.spec.kind
        return kind.joined([*self._chosen, *self._typed()])

    def forget(self) -> None:
        """What was typed and not added goes."""
        if self.add is not None:
            self.add.setEditText("")

    def _typed(self) -> list[str]:
        """The entries that stand in the line."""
        if self.add is None or not (text := self.add.currentText().strip()):
            return []
        place = self.add.meant()
        kind: Any = self.spec.kind
        return [self.add.itemData(place)] if place >= 0 else codes_in(kind.parse(text))

    def lock(self, *, locked: bool) -> None:
        """Look only."""
        self._locked = locked
        self.chips.setEnabled(not locked)
        if self.add is not None:
            self.add.setVisible(not locked)

    def _adder(self) -> Combo:
        add = Combo(self.place)
        add.setAccessibleName(f"添加{self.spec.label}")
        add.addItem("", None)
        for code, name in self._entries.items():
            add.addItem(name, code)
        add.lineEdit().setPlaceholderText("输入几个字或拼音首字母添加")
        add.activated.connect(lambda _: self._added())
        add.lineEdit().textEdited.connect(lambda _: self.touched.emit())
        add.lineEdit().editingFinished.connect(self._added)
        return add

    def _added(self) -> None:
        """Take what was typed; what is no entry stays, and is told."""
        if self.add is None or not self.add.currentText().strip():
            return
        try:
            value = self.value()
        except Trouble:
            self.edited.emit()
            return
        self.add.setCurrentIndex(0)
        if codes_in(value) != self._chosen:
            self.show_value(value)
            self.edited.emit()

    def _toggle(self, code: str) -> None:
        kind: Any = self.spec.kind
        there = code in self._chosen
        rest = [one for one in self._chosen if one != code]
        self.show_value(kind.joined(rest if there else [*rest, code]))
        self.edited.emit()


class Chips(Wrapped):
    """One stop for Tab: arrows move among the chips, Space ticks, typing finds one by its name."""

    toggled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes: list[str] = []
        self.here = 0
        self._names: list[str] = []
        self._typed = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_PAUSE)
        self._forget.timeout.connect(self._start_anew)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def show_entries(self, entries: dict[str, str], chosen: list[str], *, gone: bool) -> None:
        """Show entries as code and name; with ``gone`` a press takes a chip away."""
        if list(entries) != self.codes or gone:
            self.codes, self._names = list(entries), list(entries.values())
            self.here = min(self.here, max(len(entries) - 1, 0))
            self.show_parts(
                _gone(name) if gone else look.mark(QCheckBox(name), "chip") for name in self._names
            )
            for code, part in zip(self.codes, self.parts, strict=True):
                part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                part.installEventFilter(self)
                if isinstance(part, QCheckBox | QPushButton):
                    part.clicked.connect(lambda _=False, one=code: self._press(one))
        for code, part in zip(self.codes, self.parts, strict=True):
            if isinstance(part, QCheckBox):
                part.setChecked(code in chosen)
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move; Space ticks; letters look for a name."""
        last = len(self.parts) - 1
        moves = {
            Qt.Key.Key_Right: self.here + 1,
            Qt.Key.Key_Left: self.here - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Down: self._beside(1),
            Qt.Key.Key_Up: self._beside(-1),
        }
        key = Qt.Key(event.key())
        if key in moves and self.parts:
            self._go(min(max(moves[key], 0), last))
        elif key == Qt.Key.Key_Space and self.parts:
            self._press(self.codes[self.here])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif event.text().isprintable() and event.text():
            self.look_for(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese comes this way."""
        if event.commitString():
            self.look_for(event.commitString())

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """An input method may be used here."""
        enabled = query == Qt.InputMethodQuery.ImEnabled
        return True if enabled else super().inputMethodQuery(query)

    def look_for(self, text: str) -> None:
        """Go to the next chip whose name holds what was typed within a second."""
        self._typed += text
        self._forget.start()
        order = [*range(self.here, len(self._names)), *range(self.here)]
        found = next((place for place in order if self._typed in self._names[place]), None)
        if found is not None:
            self._go(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which chip the keys mean."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys mean none."""
        super().focusOutEvent(event)
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A chip that is pressed has the keys, too."""
        if event.type() == QEvent.Type.MouseButtonPress and watched in self.parts:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._go(self.parts.index(watched))
        return super().eventFilter(watched, event)

    def _press(self, code: str) -> None:
        if self.isEnabled():
            self.toggled.emit(code)

    def _go(self, place: int) -> None:
        self.here = place
        self._mark()

    def _mark(self) -> None:
        for place, part in enumerate(self.parts):
            look.tell(part, "here" if place == self.here and self.hasFocus() else "")

    def _beside(self, lines: int) -> int:
        """The chip above or below."""
        if not self.parts:
            return 0
        now = self.parts[self.here].geometry()
        depth = now.height() + look.GAP
        wanted = now.y() + lines * depth
        there = [p for p, part in enumerate(self.parts) if abs(part.y() - wanted) < depth // 2]
        middle = now.center().x()
        return min(
            there,
            key=lambda p: abs(self.parts[p].geometry().center().x() - middle),
            default=self.here,
        )

    def _start_anew(self) -> None:
        self._typed = ""


def _gone(name: str) -> QPushButton:
    chip = look.mark(QPushButton(f"{name}　×"), "chip")
    chip.setToolTip("去掉")
    return chip
