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
from db.store.trouble import Trouble
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


def test_what_is_typed_into_the_chooser_is_found_by_its_sound_or_told(qtbot, monkeypatch):
    monkeypatch.setattr(several, "_AS_CHIPS", 3)
    editor = editor_for(replace(FIELD, kind=ChoicesKind("people_category")), None)
    qtbot.addWidget(editor.widget)
    editor.widget.show()
    editor.show_value("minor")
    line = editor.add.lineEdit()
    editor.add.setFocus()
    qtbot.waitUntil(editor.add.hasFocus)
    qtbot.keyClicks(editor.add, "cj")
    completer = editor.add.completer()
    offered = [completer.completionModel().index(n, 0).data() for n in range(3)]
    assert offered[0] == "残疾人"
    assert line.text() == "cj"
    line.editingFinished.emit()
    assert editor.value() == "disabled,minor"
    assert line.text() == ""
    edits = []
    editor.edited.connect(lambda: edits.append(1))
    qtbot.keyClicks(editor.add, "qqqq")
    line.editingFinished.emit()
    assert edits == [1]
    with pytest.raises(Trouble, match="qqqq"):
        editor.value()
    editor.forget()
    assert editor.value() == "disabled,minor"


def test_a_choice_is_found_by_its_sound(qtbot):
    editor = editor_for(Person.fields["political_status"], None)
    qtbot.addWidget(editor.widget)
    names = {codes("political_status").name(e.code) for e in codes("political_status").leaves()}
    assert "群众" in names
    editor.combo.setEditText("qz")
    assert codes("political_status").name(editor.value()) == "群众"
    editor.combo.setEditText("dang")  # more than one
    with pytest.raises(Trouble):
        editor.value()


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
