"""What keeps a record from being saved, in sentences over its form that lead to their fields."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.store.problems import Problem
from desktop.windows.parts import look


class Summary(QWidget):
    """One sentence under another; ``led`` carries the path of the field that people ask for."""

    led = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, 0)
        self._rows.setSpacing(0)
        self.hide()

    def show_problems(self, problems: list[Problem]) -> None:
        """Say these; an empty list takes away what was said."""
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().deleteLater()
        for problem in problems:
            button = look.mark(QPushButton(problem.sentence), "link")
            button.clicked.connect(lambda _=False, path=problem.path: self.led.emit(path))
            self._rows.addWidget(button)
        self.setVisible(bool(problems))
