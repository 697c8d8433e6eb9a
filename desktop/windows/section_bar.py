"""The sections of a form by name, in one line; a click leads there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.windows import look


class SectionBar(QWidget):
    """As many names as fit; never wider than its place."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        self._row.setSpacing(look.GAP)
        self._row.addStretch(1)
        self._buttons: dict[str, QPushButton] = {}
        self._away: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, section: str, lead: Callable[[], None]) -> None:
        """One more section, at the end."""
        button = look.mark(QPushButton(section), "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: lead())
        self._row.insertWidget(self._row.count() - 1, button)
        self._buttons[section] = button

    def show_section(self, section: str, *, shown: bool) -> None:
        """Whether the form has that section now."""
        (self._away.discard if shown else self._away.add)(section)
        self._fit()

    def shown(self) -> list[str]:
        """The names that are to be seen."""
        return [name for name, button in self._buttons.items() if not button.isHidden()]

    def event(self, event: QEvent) -> bool:
        """Another width, or its style at last: other names fit."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Polish, QEvent.Type.Show):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        room = self.width() - 2 * look.GAP_WIDE
        shown = []
        for name, button in self._buttons.items():
            if name not in self._away:
                room -= button.sizeHint().width()
                if room < 0:
                    break
                room -= look.GAP
                shown.append(name)
        for name, button in self._buttons.items():
            if button.isHidden() == (name in shown):
                button.setVisible(name in shown)
