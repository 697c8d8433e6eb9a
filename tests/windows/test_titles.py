"""Words that find no room on one line: a record's title, the word at the foot of a window."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.windows.gallery.legible import cut
from desktop.windows.parts.notices import Toast, say
from desktop.windows.parts.rows import Title

WORDS = "（2026）兴人调字第2号 任春燕与田成英道路交通事故纠纷"


def lines(title: Title) -> list[str]:
    return QLabel.text(title).split("\n")


def test_a_title_is_parted_at_its_blanks_and_torn_only_where_a_piece_finds_no_room(qtbot):
    title = Title()
    qtbot.addWidget(title)
    title.setText(WORDS)
    title.show()
    room = title.fontMetrics().horizontalAdvance
    title.resize(room(WORDS), 80)
    assert lines(title) == [WORDS]
    title.resize(room(WORDS) - 2, 80)
    assert lines(title) == WORDS.split(" ")
    title.resize(room("任春燕与田成英"), 200)
    assert lines(title) == [WORDS]
    assert title.text() == WORDS


def test_the_word_at_the_foot_is_read_to_its_end_in_a_narrow_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(480, 400)
    window.show()
    long = "已保存到 /media/所里U盘/2024年第四季度/天龙镇司法所/恢复码.pdf；U盘与电脑分开存放"
    for sentence in ("已保存", long):
        say(window, sentence, action=("撤销", window.close))
        toast = next(one for one in window.findChildren(Toast) if one.sentence == sentence)
        assert cut(toast) == []
        assert window.rect().contains(toast.geometry())
