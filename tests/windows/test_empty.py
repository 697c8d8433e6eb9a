"""What stands there instead of an empty list: it says what to do, and has room for it."""

from db.registers import BackupLog, Case
from desktop.windows.lists.nothing import Nothing


def shown(qtbot, cls, **told):
    nothing = Nothing(cls, lambda: None, lambda: None)
    qtbot.addWidget(nothing)
    nothing.resize(240, 300)
    nothing.tell(**told)
    nothing.show()
    return nothing


def test_an_empty_list_says_how_to_begin_and_is_not_cut(qtbot):
    nothing = shown(qtbot, Case, narrowed=False, fixed=False)
    words = nothing.words
    assert "Ctrl+N" in words.text()
    assert nothing.begin.isVisible()
    assert nothing.take_in.isVisible()
    assert words.height() >= words.heightForWidth(words.width()) > words.fontMetrics().height()


def test_it_offers_nothing_that_cannot_be_done(qtbot):
    nothing = shown(qtbot, BackupLog, narrowed=False, fixed=True)
    assert "不用填写" in nothing.words.text()
    looked_at = shown(qtbot, Case, narrowed=False, fixed=True)
    assert "Ctrl" not in looked_at.words.text()
    assert not looked_at.begin.isVisible()
