"""The short form of every register: enough to save, nothing lost on the way to the whole one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.registers import ALL, Case, Person
from db.store.database import Database
from db.store.kinds import RowsKind
from db.store.problems import Level, all_problems
from desktop.windows.record.children import Rows
from desktop.windows.record.form import Form
from desktop.windows.record.short_form import has_short, short_fields
from tests.filled import filled
from tests.offices import new_store, settle
from tests.windows.pages import cell, opened, rows, type_in

SHORT = [cls for cls in ALL if has_short(cls)]


@pytest.fixture
def store(tmp_path: Path, data_folder: Path) -> Iterator[Database]:
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def shown(form: Form) -> set[str]:
    """The fields that people see, child rows by the field that holds them."""
    found = set()
    for _, part in form._parts:
        if isinstance(part, Rows):
            found |= {part.spec.name} if not part.isHidden() else set()
        else:
            found |= {n for n, c in part.cells.items() if not part.isHidden() and not c.isHidden()}
    return found


@pytest.mark.parametrize("cls", SHORT, ids=lambda cls: cls.__tablename__)
def test_what_it_shows_is_enough_to_save(qtbot, store, cls):
    form = Form(store, cls)
    qtbot.addWidget(form)
    form.show_record(cls.fresh())
    assert form.short
    quick = [spec for spec in cls.fields.values() if spec.quick]
    assert len(quick) <= 8
    assert shown(form) <= short_fields(cls)
    with store.step("样子") as session:
        full = filled(cls, session)
        session.expunge_all()
    for name in short_fields(cls):
        spec = cls.fields[name]
        if isinstance(spec.kind, RowsKind):
            made = [_short_row(spec.kind.row, row) for row in getattr(full, name)]
            setattr(form.record, name, made)
        elif name in shown(form):
            setattr(form.record, name, getattr(full, name))
        form.refresh()
    with store.read() as session:
        against = [p for p in all_problems(session, form.record) if p.level is Level.STOP]
    assert against == []
    with store.step("快登") as session:
        session.merge(form.record)


def _short_row(cls, row):
    wanted = {name: getattr(row, name) for name in short_fields(cls)}
    return cls.fresh(**{name: value for name, value in wanted.items() if value is not None})


def test_nothing_typed_is_lost_on_the_way(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    form = page.pane.form
    type_in(qtbot, cell(page, "registered_on").editor.line, "昨天")
    cell(page, "summary").editor.box.setPlainText("打了一半")
    rows(page, "parties").add()
    rows(page, "parties").cards[0]._grid.cells["name"].editor.line.setText("张三")
    form.be_short(short=False)
    assert "facts" in shown(form)
    assert cell(page, "registered_on").editor.line.text() == "昨天"
    assert page.pane.record.summary == "打了一半"
    assert page.pane.record.parties[0].name == "张三"
    form.be_short(short=True)
    assert "facts" not in shown(form)
    assert cell(page, "summary").editor.box.toPlainText() == "打了一半"


def test_what_cannot_be_read_is_not_hidden_by_the_short_form(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    form = page.pane.form
    form.be_short(short=False)
    type_in(qtbot, cell(page, "occurred_on").editor.line, "前几天")
    form.be_short(short=True)
    assert not page.pane.save()
    assert not form.short
    assert form.where() == "occurred_on"
    assert cell(page, "occurred_on").editor.line.text() == "前几天"


def test_what_people_chose_is_remembered_for_the_register(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.form._sections.toggle_short()
    assert not page.pane.form.short
    again = opened(qtbot, store, Case)
    again.new_record()
    assert not again.pane.form.short
    other = opened(qtbot, store, Person)
    other.new_record()
    assert other.pane.form.short


def test_a_saved_record_opens_whole(qtbot, store):
    with store.step("人") as session:
        session.add(Person.fresh(name="张三"))
        session.flush()
        number = session.query(Person).filter_by(name="张三").one().id
    page = opened(qtbot, store, Person, number)
    assert not page.pane.form.short


def test_what_is_missing_is_counted_and_led_to(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.record.turned_criminal = True
    form = page.pane.form
    form.refresh()
    assert page.pane.save()
    assert form.short
    assert "待补" in form._sections._open.text()
    paths = [problem.path for problem in form._sections._problems]
    assert "turned_criminal_on" in paths
    while form.where() != "turned_criminal_on":
        form._sections.lead()
    assert not form.short


def test_what_keeps_it_from_being_saved_is_shown_in_the_whole_form(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.record.accepted_on = page.pane.record.registered_on.replace(year=1999)
    page.pane.form.refresh()
    assert page.pane.form.short
    assert not page.pane.save()
    assert not page.pane.form.short
    assert page.pane.form.where() == "accepted_on"
