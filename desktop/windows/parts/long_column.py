"""A scrolled column of many parts: made in turns from the top; what is shown already stays."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.in_turns import InTurns

Part = tuple[Hashable, Callable[[], QWidget]]
"""What a part shows, and how it is made; two that show the same are the same."""
SIDE = 32
"""Device-independent pixels beside the parts, and beside what stands over them."""


class LongColumn(QScrollArea):
    """Parts below one another, in the order in which they were told last."""

    def __init__(self) -> None:
        super().__init__()
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(SIDE, look.GAP_WIDE, SIDE, look.GAP_LARGE)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._shown: list[tuple[Hashable, QWidget]] = []
        self._turns = InTurns(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def show_parts(self, parts: Iterable[Part]) -> None:
        """Show these; what is shown no longer goes at once, what is new comes in turns."""
        there: dict[Hashable, list[QWidget]] = defaultdict(list)
        for key, widget in reversed(self._shown):
            there[key].append(widget)
        wanted = [(key, make, there[key].pop() if there[key] else None) for key, make in parts]
        for gone in (widget for widgets in there.values() for widget in widgets):
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._shown = [(key, widget) for key, _, widget in wanted if widget is not None]
        for place, (_, widget) in enumerate(self._shown):
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
        self._turns.begin(self._fill(wanted))

    def _fill(
        self, wanted: list[tuple[Hashable, Callable[[], QWidget], QWidget | None]]
    ) -> Iterator[None]:
        for place, (key, make, widget) in enumerate(wanted):
            if widget is None:
                made = make()
                self._column.insertWidget(place, made)
                self._shown.insert(place, (key, made))
                yield
