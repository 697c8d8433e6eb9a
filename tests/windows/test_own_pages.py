"""The window follows what becomes of own registers, and loses nothing that is typed."""

import pytest

from db.registers import OwnFigure, OwnRegister
from db.registers.own import OwnField, OwnPart
from desktop.windows.main_window import MainWindow
from desktop.windows.record.drafts import keep, take
from tests.own_made import TIMES, WAY, entered, in_force, made, villages
from tests.windows.desks import desk, empty_desk, quits, unlocked
from tests.windows.pages import cell, opened

__all__ = ["desk", "empty_desk", "quits"]


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    window = unlocked(qtbot, desk)
    window.resize(1280, 800)
    return window


def add_field(database, label="备注"):
    with database.step("加一栏") as session:
        record = session.get(OwnRegister, 1)
        record.columns.append(OwnField.fresh(label=label))


def test_a_page_that_is_typed_in_stays_until_it_is_saved(qtbot, window):
    villages(window.database)
    table = made(window.database).__tablename__
    entered(window.database, in_force(window.database, table), (1, 3, 120, "1"))
    window.pages.open_record(table, 1)
    page = window.pages.register_page(table)
    cell(page, TIMES).editor.line.setText("130")
    page.pane._mark(dirty=True)
    add_field(window.database)
    assert window.pages.register_page(table) is page
    assert page.pane.save()
    window.pages.turn_to("place")
    window.pages.open_record(table, 1)
    now = window.pages.register_page(table)
    assert now is not page
    assert cell(now, TIMES).editor.line.text() == "130"
    assert cell(now, "f_5").spec.label == "备注"


def test_an_open_page_that_nobody_types_in_has_the_new_field_at_once(window):
    table = made(window.database).__tablename__
    window.pages.turn_to(table)
    add_field(window.database)
    assert "f_5" in window.pages.register_page(table).cls.fields
    assert window.pages.currentWidget() is window.pages.register_page(table)


def test_a_draft_of_a_register_that_was_taken_back_is_let_go(window):
    made(window.database)
    cls = window.database.own.in_force[0]
    keep(window.database, cls.fresh())
    window.database.undo()
    from db.store.published import PUBLISHED

    PUBLISHED.pop(cls.__tablename__)  # as after a restart
    assert take(window.database) is None


def test_the_value_of_a_figure_follows_what_is_chosen(qtbot, window):
    database = window.database
    first, second = villages(database)
    cls = made(database)
    table = cls.__tablename__
    entered(database, cls, (first, 3, 120, "1"), (second, 3, 80, "2"))
    page = opened(qtbot, database, OwnFigure)
    page.new_record()
    page.pane.record.name, page.pane.record.measure = "劝导", "2"
    page.pane.record.register, page.pane.record.path = table, f"{table}.{TIMES}"
    panel = page.pane.form.own
    panel.periods.setCurrentText("2024年")
    page.pane.form.check()
    assert panel.answer.text() == "200次"
    page.pane.record.split, page.pane.record.style = f"{table}.{WAY}", "4"
    page.pane.form.check()
    assert panel.answer.text() == "200次以上"
    said = [panel.parts._column.itemAt(n).widget() for n in range(panel.parts._column.count())]
    assert [part.text() for part in said if hasattr(part, "text")] == ["路口　120次", "集市　80次"]
    page.pane.record.measure = "4"
    page.pane.record.parts = [OwnPart.fresh(figure="own.9")]
    page.pane.form.check()
    assert (panel.answer.text(), panel.remark.text()) == ("—", "指标“own.9”已经不在")
