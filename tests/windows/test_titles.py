"""A record's title on two lines keeps names in one piece."""

from PySide6.QtWidgets import QLabel

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
