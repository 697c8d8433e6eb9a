"""The top of a page: its title, and what stands beside it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.windows.parts import look


def page_rows(page: QWidget) -> QVBoxLayout:
    """The parts of a page one under another; each keeps its own distance from the edge."""
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    return rows


def page_head(title: str | QLabel, *beside: QWidget) -> QHBoxLayout:
    """The title with what belongs to it on the left; what is added later stands on the right."""
    head = QHBoxLayout()
    head.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
    head.setSpacing(look.GAP)
    head.addWidget(look.mark(QLabel(title), "title") if isinstance(title, str) else title)
    for part in beside:
        head.addWidget(part)
    head.addStretch(1)
    return head
