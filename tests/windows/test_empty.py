"""What stands there instead of an empty list: it says what to do, and has room for it."""

from PySide6.QtCore import Qt

from db.registers import BackupLog, Case
from desktop.windows.only_these import Nothing


def test_an_empty_list_says_how_to_begin_and_is_not_cut(qtbot):
    nothing = Nothing()
    qtbot.addWidget(nothing)
    nothing.resize(240, 300)
    nothing.tell(Case, narrowed=False, fixed=False)
    nothing.show()
    words = nothing.words
    assert "Ctrl+N" in words.text()
    assert "Ctrl+I" in words.text()
    assert words.height() >= words.heightForWidth(words.width()) > words.fontMetrics().height()
    assert words.alignment() == Qt.AlignmentFlag.AlignCenter


def test_it_offers_nothing_that_cannot_be_done(qtbot):
    nothing = Nothing()
    qtbot.addWidget(nothing)
    nothing.tell(BackupLog, narrowed=False, fixed=True)
    assert "不用填写" in nothing.words.text()
    nothing.tell(Case, narrowed=False, fixed=True)
    assert "Ctrl" not in nothing.words.text()
