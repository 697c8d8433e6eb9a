"""A scrolled page in which the cursor stays in sight, whatever grows over it or beside it."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.later import later

_ROUND = 3 * look.GAP_LARGE  # so much is seen over and under what is brought up


class InSight(QScrollArea):
    """Its content is the widget of the area, as usual."""

    def bring_up(self, part: QWidget) -> None:
        """Scroll to where the cursor is, else to the part, once the layout has settled."""
        later(self, 0, lambda: self.ensureWidgetVisible(self._cursor() or part, 0, _ROUND))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A panel over the page grew, or the window shrank: what could be seen still can be."""
        focus = self._cursor()
        seen = focus is not None and self._ends_above(focus, event.oldSize().height())
        super().resizeEvent(event)
        if focus is not None and seen and not self._ends_above(focus, event.size().height()):
            self.ensureWidgetVisible(focus, 0, _ROUND)

    def _cursor(self) -> QWidget | None:
        """The part of the page that the cursor is in, or will be once people come back."""
        focus: QWidget | None = self.window().focusWidget()
        return focus if focus is not None and self.widget().isAncestorOf(focus) else None

    def _ends_above(self, part: QWidget, height: int) -> bool:
        """Whether its last line is seen where so much of the page is."""
        end = part.mapTo(self.widget(), part.rect().bottomLeft()).y()
        return 0 <= end - self.verticalScrollBar().value() < height
