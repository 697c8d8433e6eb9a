"""What stands in a layout is asked for without its items."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.windows.parts.laid_out import laid_out

WINDOWS = Path(__file__).parents[2] / "desktop" / "windows"


def test_widgets_come_in_their_order_and_those_beside_it_do_not(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    rows = QVBoxLayout(whole)
    first, second, third = (QLabel(word, whole) for word in "甲乙丙")
    QLabel("旁边", whole)
    for one in (third, first, second):
        rows.addWidget(one)
    rows.insertStretch(1)
    assert laid_out(rows) == [third, first, second]
    first.setParent(None)
    assert laid_out(rows) == [third, second]


def test_no_window_asks_a_layout_for_its_items():
    """Each that is told of stays for PySide after it went, in the way of what comes after it."""
    asking = [
        path.relative_to(WINDOWS).as_posix()
        for path in sorted(WINDOWS.rglob("*.py"))
        if any(word in path.read_text("utf-8") for word in (".itemAt(", ".itemAtPosition("))
    ]
    assert asking == []
