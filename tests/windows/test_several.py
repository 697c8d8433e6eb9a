"""Several choices in one field: chips by mouse and keyboard, a chooser for long tables."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from db.registers import Person
from db.store.codes import codes
from db.store.kinds import ChoicesKind
from db.store.listing import Listing
from desktop.windows.editors import editor_for, several
from desktop.windows.lists.filters import FilterBar

FIELD = Person.fields["categories"]


@pytest.fixture
def editor(qtbot):
    made = editor_for(FIELD, None)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(made.widget)
    window.resize(500, 400)
    window.show()
    made.kept_alive = window
    made.show_value(None)
    return made


def test_space_ticks_where_the_arrows_stand(qtbot, editor):
    chips = editor.chips
    edits = []
    editor.edited.connect(lambda: edits.append(editor.value()))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Space):
        qtbot.keyClick(chips, key)
    assert edits == ["elderly", "disabled,elderly"]
    qtbot.keyClick(chips, Qt.Key.Key_Space)
    assert editor.value() == "elderly"
    qtbot.keyClick(chips, Qt.Key.Key_End)
    qtbot.keyClick(chips, Qt.Key.Key_Right)
    assert chips.here == len(chips.codes) - 1
    qtbot.keyClick(chips, Qt.Key.Key_Home)
    qtbot.keyClick(chips, Qt.Key.Key_Down)
    assert chips.parts[chips.here].y() > 0
    qtbot.keyClick(chips, Qt.Key.Key_Up)
    assert chips.parts[chips.here].y() == 0


def test_typing_finds_a_chip(qtbot, editor):
    typed = QInputMethodEvent()
    typed.setCommitString("军属")
    QApplication.sendEvent(editor.chips, typed)
    assert editor.chips.codes[editor.chips.here] == "soldier"


def test_a_press_ticks_and_a_locked_field_does_not(qtbot, editor):
    qtbot.mouseClick(
        editor.chips.parts[2],
        Qt.MouseButton.LeftButton,
        pos=editor.chips.parts[2].rect().center() * 0.5,
    )
    assert editor.value() == "minor"
    editor.lock(locked=True)
    qtbot.keyClick(editor.chips, Qt.Key.Key_Space)
    assert editor.value() == "minor"


def test_chips_wrap_and_none_is_cut_off(qtbot, editor):
    editor.kept_alive.resize(330, 400)
    qtbot.waitUntil(lambda: editor.chips.width() < 340)
    edges = [part.geometry().right() for part in editor.chips.parts]
    assert max(edges) <= editor.chips.width()
    assert editor.chips.height() >= max(p.geometry().bottom() for p in editor.chips.parts)


def test_an_entry_no_longer_in_force_stays(editor):
    editor.show_value("disabled,bygone")
    assert editor.value() == "disabled,bygone"


def test_a_long_table_has_a_chooser(qtbot, monkeypatch):
    monkeypatch.setattr(several, "_AS_CHIPS", 3)
    editor = editor_for(replace(FIELD, kind=ChoicesKind("people_category")), None)
    qtbot.addWidget(editor.widget)
    editor.show_value("minor")
    assert [part.text() for part in editor.chips.parts] == ["未成年人　×"]
    editor.add.setCurrentText("残疾人")
    editor.add.lineEdit().editingFinished.emit()
    assert editor.value() == "disabled,minor"
    editor.chips.parts[1].click()
    assert editor.value() == "disabled"
    assert editor.add.currentText() == ""
    assert editor.add.accessibleName() == f"添加{editor.spec.label}"


def test_a_filter_means_among_them(qtbot, tmp_path):
    from tests.offices import new_store

    cls = type("Told", (), {"fields": {"categories": replace(FIELD, filtered=True)}})
    with new_store(tmp_path) as database:
        with database.step("人") as session:
            session.add(Person.fresh(name="甲", categories="disabled,minor"))
            session.add(Person.fresh(name="乙", categories="elderly"))
        bar = FilterBar(database, cls)
        qtbot.addWidget(bar)
        choices = bar._choices(bar._fields["categories"])
        assert len(choices) == len(codes("people_category").leaves())
        bar.choose("categories", next(one for one in choices if one[0] == "未成年人"))
        with database.read() as session:
            (found,) = Listing(Person, filters=bar.filters()).records(session)
            assert found.name == "甲"
