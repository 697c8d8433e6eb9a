"""The four buttons and keys by which pages are made larger and smaller."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.windows.paper.page_view import PageView
from desktop.windows.parts import look


def zoom_buttons(window: QWidget, view: PageView) -> list[QPushButton]:
    """Buttons for the view; their keys work in the whole window."""
    buttons = []
    for word, meaning, keys, act in (
        ("－", "缩小", "Ctrl+-", lambda: view.zoom(1 / 1.2)),
        ("＋", "放大", "Ctrl++", lambda: view.zoom(1.2)),
        ("适合宽度", "适合宽度", "Ctrl+0", view.fit_width),
        ("整页", "整页", "Ctrl+9", view.fit_page),
    ):
        button = look.mark(QPushButton(word), "quiet")
        button.setToolTip(f"{meaning} ({keys})")
        button.setAccessibleName(f"{meaning} ({keys})")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        QShortcut(QKeySequence(keys), window, act)
        buttons.append(button)
    return buttons
