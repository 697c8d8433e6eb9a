"""A problem is carried over from its page, and its follower opens from the link."""

from db.registers import Shortcoming
from db.registers.shortcoming import IMPROVED, SOLVED
from tests.windows.pages import cell, opened, type_in


def choose(panel, name, code):
    editor = panel._grid.cells[name].editor
    editor.show_value(code)
    editor.edited.emit()


def asked(page, label):
    """The move of that name, chosen from the menu of the other ways."""
    actions = page.pane.moves._others.menu().actions()
    next(action for action in actions if action.text() == label).trigger()
    return page.pane.panel


def test_a_problem_goes_on_in_the_next_year(qtbot, store):
    one = Shortcoming.fresh(year=2024, heading="监督方面", problem="少", measure="充实力量")
    with store.step("登记") as session:
        session.add(one)
    page = opened(qtbot, store, Shortcoming, one.id)
    panel = asked(page, "转入下一年")
    assert panel.isVisible()
    choose(panel, "outcome", SOLVED)
    panel.confirm()
    assert "请改用“办结”" in panel._grid.cells["outcome"]._note.text()
    assert page.pane.record.state == "open"
    choose(panel, "outcome", IMPROVED)
    panel.confirm()
    assert page.pane.record.state == "carried"
    assert page.model.total == 2
    with store.read() as session:
        coming = session.query(Shortcoming).filter_by(year=2025).one()
    page.open_record(coming.id)
    assert cell(page, "carried_from_id").editor.value() == one.id


def test_a_number_that_has_its_measure_is_refused_under_the_field(qtbot, store):
    with store.step("登记") as session:
        session.add(Shortcoming.fresh(year=2024, heading="甲", problem="乙", measure="丙"))
    page = opened(qtbot, store, Shortcoming)
    page.new_record()
    page.pane.form.be_short(short=False)
    for name, text in (("year", "2024"), ("order_no", "1"), ("heading", "丁"), ("measure", "戊")):
        type_in(qtbot, cell(page, name).editor.widget, text)
    type_in(qtbot, cell(page, "problem").editor.widget, "己")
    assert not page.pane.save()
    assert "一个问题只配一条措施" in cell(page, "order_no")._note.text()
