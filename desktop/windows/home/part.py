"""A part of the first page: made anew only when what it tells is another than before."""

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.windows.home.facts import Facts

_SPACING = 4


class HomePart(QWidget):
    """Hidden while there is nothing to tell.

    Args:
        told: what of the facts it tells, to compare.
        fill: puts it into a column.
    """

    def __init__(
        self, told: "Callable[[Facts], object]", fill: "Callable[[QVBoxLayout, Facts], object]"
    ) -> None:
        super().__init__()
        self._told, self._fill = told, fill
        self._known: object = None
        self._content = QWidget()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._content)
        self.hide()

    def differs(self, facts: "Facts") -> bool:
        """Whether it would tell something else."""
        return self._told(facts) != self._known

    def show_facts(self, facts: "Facts") -> None:
        """Make it anew; whoever stood on a line stands on the one of that name."""
        stood = self._stands_on()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        self._fill(column, facts)
        self._known = self._told(facts)
        self._rows.replaceWidget(self._content, content)
        self._content.setParent(None)
        self._content.deleteLater()
        self._content = content
        self.setVisible(column.count() > 0)
        content.show()  # else in the next turn: until then nobody can stand on it
        if stood:
            self._stand_on(stood)

    def _stands_on(self) -> str:
        """Also while people are in another window: they come back to it."""
        inside: QWidget | None = self.window().focusWidget()
        if inside is None or not self.isAncestorOf(inside):
            return ""
        return inside.accessibleName()

    def _stand_on(self, name: str) -> None:
        parts = cast("list[QWidget]", self._content.findChildren(QWidget))
        if found := next((one for one in parts if one.accessibleName() == name), None):
            found.setFocus()
