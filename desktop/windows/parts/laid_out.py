"""What stands in a layout, in its order, without a word to its items.

PySide keeps an item that it once told of (``itemAt``) after Qt deleted it with its widget, and
takes whatever comes to stand at its place in memory for it: a label was no ``QObject`` any more.
"""

from PySide6.QtWidgets import QLayout, QWidget


def laid_out(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout from first to last; those of layouts within it are left out."""
    inside = layout.parentWidget().children()
    placed = [(layout.indexOf(one), one) for one in inside if isinstance(one, QWidget)]
    return [one for place, one in sorted(placed, key=lambda pair: pair[0]) if place >= 0]
