"""The bar over a form: short or whole, its sections by name, and what is still open."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from db.store.problems import Level, Problem
from desktop.windows.parts import look

_WORDS = {Level.STOP: "须改正", Level.WARN: "请核对", Level.MISSING: "待补"}


class SectionBar(QWidget):
    """As many names as fit, the rest in a menu; never wider than its place.

    ``led`` carries the path of a problem, ``short_asked`` whether people want the short form.
    """

    led = Signal(str)
    short_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        self._row.setSpacing(look.GAP)
        self._entry = {short: _entry(word) for short, word in ((True, "快登"), (False, "全部栏目"))}
        for short, button in self._entry.items():
            button.clicked.connect(lambda _=False, one=short: self._ask(short=one))
            self._row.addWidget(button)
        self._rest = look.mark(QPushButton("更多"), "quiet")
        self._rest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rest.setToolTip("这里放不下的栏目")
        self._rest.setMenu(QMenu(self._rest))
        self._rest.menu().aboutToShow.connect(self._list_rest)
        self._rest.hide()
        self._row.addWidget(self._rest)
        self._row.addStretch(1)
        self._open = look.mark(QPushButton(), "link")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setToolTip("逐项去填（F8）")
        self._open.clicked.connect(self.lead)
        self._open.hide()
        self._row.addWidget(self._open)
        self._problems: list[Problem] = []
        self._last = ""
        self._buttons: dict[str, QPushButton] = {}
        self._away: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, section: str, lead: Callable[[], None], *, shown: bool = True) -> None:
        """One more section, at the end."""
        if section in self._buttons:
            return
        button = look.mark(QPushButton(section), "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: lead())
        self._row.insertWidget(len(self._entry) + len(self._buttons), button)
        self._buttons[section] = button
        if not shown:
            button.hide()
            self._away.add(section)

    def show_section(self, section: str, *, shown: bool) -> None:
        """Whether the form has that section now."""
        if shown == (section in self._away):
            (self._away.discard if shown else self._away.add)(section)
            self._fit()

    def offer_short(self, *, offered: bool) -> None:
        """Whether there is a short form to choose."""
        for button in self._entry.values():
            button.setVisible(offered)

    def show_short(self, *, short: bool) -> None:
        """Which of the two the form is."""
        for one, button in self._entry.items():
            button.setChecked(one == short)

    def toggle_short(self) -> None:
        """The other of the two, where there are two."""
        if not self._entry[True].isHidden():
            self._ask(short=not self._entry[True].isChecked())

    def show_problems(self, problems: list[Problem]) -> None:
        """Count what keeps from saving, what is doubtful, and what is missing."""
        self._problems = sorted(problems, key=lambda problem: list(Level).index(problem.level))
        counts = [(_WORDS[level], sum(p.level is level for p in problems)) for level in Level]
        self._open.setText("　".join(f"{word} {count}" for word, count in counts if count))
        self._open.setVisible(bool(problems))
        self._fit()

    def lead(self) -> None:
        """Lead to the first open thing, the next time to the one after it."""
        paths = list(dict.fromkeys(problem.path for problem in self._problems))
        if paths:
            after = paths.index(self._last) + 1 if self._last in paths else 0
            self._last = paths[after % len(paths)]
            self.led.emit(self._last)

    def shown(self) -> list[str]:
        """The names that are to be seen."""
        return [name for name, button in self._buttons.items() if not button.isHidden()]

    def event(self, event: QEvent) -> bool:
        """Another width, or its style at last: other names fit."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Polish, QEvent.Type.Show):
            self._fit()
        return super().event(event)

    def _ask(self, *, short: bool) -> None:
        self.show_short(short=short)
        self.short_asked.emit(short)

    def _fit(self) -> None:
        room = self.width() - 2 * look.GAP_WIDE
        for entry in self._entry.values():
            room -= 0 if entry.isHidden() else entry.sizeHint().width() + look.GAP
        room -= 0 if self._open.isHidden() else self._open.sizeHint().width() + look.GAP
        shown = self._fitting(room)
        crowded = len(shown) < len(self._buttons) - len(self._away)
        if crowded:
            shown = self._fitting(room - self._rest.sizeHint().width() - look.GAP)
        for name, button in self._buttons.items():
            if button.isHidden() == (name in shown):
                button.setVisible(name in shown)
        if self._rest.isHidden() == crowded:
            self._rest.setVisible(crowded)

    def _fitting(self, room: int) -> list[str]:
        """The first of the form's sections, as many as fit into so many pixels."""
        shown = []
        for name, button in self._buttons.items():
            if name not in self._away:
                room -= button.sizeHint().width()
                if room < 0:
                    break
                room -= look.GAP
                shown.append(name)
        return shown

    def _list_rest(self) -> None:
        self._rest.menu().clear()
        for name, button in self._buttons.items():
            if button.isHidden() and name not in self._away:
                self._rest.menu().addAction(name, button.click)


def _entry(word: str) -> QPushButton:
    button = look.mark(QPushButton(word), "chip")
    button.setCheckable(True)
    button.hide()
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(f"{word}（Ctrl+E）")
    return button
