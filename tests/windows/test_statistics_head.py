"""The head of a table on the screen: every heading has room, whatever stands around it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView

from db.figures.tables import Column
from desktop.windows.statistics.head import _PAD, _WRAP, Head

WORDS = st.text("合计调解案件纠纷人民委员会", min_size=1, max_size=16)
COLUMNS = st.lists(st.tuples(st.lists(WORDS, max_size=2), WORDS), min_size=1, max_size=8)


@settings(max_examples=60)
@given(COLUMNS, st.integers(1, 5), st.integers(10, 60))
def test_every_heading_has_the_room_that_it_needs(qapp, told, lines, least):
    columns = [
        Column(str(number), heading, groups=tuple(groups), unit="人" if number % 2 else "")
        for number, (groups, heading) in enumerate(told)
    ]
    view, head = QTableView(), Head()
    view.setModel(QStandardItemModel(1, len(columns), view))
    view.setHorizontalHeader(head)
    head.show_columns(columns, "件")
    widths = head.least([least] * len(columns), lines)
    assert all(width >= least for width in widths)
    for place, width in enumerate(widths):
        head.resizeSection(place, width)
    head.fit()
    for level, one in head._all():
        room = head._room(level, one).adjusted(_PAD, 0, -_PAD, 0)
        needed = head.metrics.boundingRect(QRect(0, 0, room.width(), 9999), int(_WRAP), one.words)
        assert needed.height() <= room.height()
        assert needed.width() <= room.width()
    assert head.sizeHint().height() == sum(head._heights) + 1
