"""What changes in the store is heard by those who show it, when somebody looks."""

from PySide6.QtWidgets import QApplication, QWidget

from desktop.windows.parts.ears import listen_while_seen
from tests.offices import new_store, settle


def test_a_page_that_nobody_sees_hears_once_it_is_shown_what_it_missed(qtbot, tmp_path):
    heard: list[set[str]] = []
    with new_store(tmp_path) as database:
        page = QWidget()
        qtbot.addWidget(page)
        listen_while_seen(page, database, heard.append)
        settle(database)
        QApplication.processEvents()
        assert heard == []
        page.show()
        page.hide()
        page.show()
        (told,) = heard
        assert "committee" in told
