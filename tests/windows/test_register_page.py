"""The register page as people use it: type, save, move on, delete, undo, search."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QPushButton

from db.registers import Case, Committee, Mediator
from db.store.check import check
from db.store.database import Database
from desktop.windows.lists.list_reader import PAGE
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.parts.notices import Notices, Toast
from desktop.windows.record.children import Rows
from tests.offices import agreed_case, new_store, settle, walk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def agreed(store) -> int:
    """A case that stands at 达成协议."""
    case = agreed_case(1)
    with store.step("登记") as session:
        session.add(case)
    walk(store, case.id, "accept", "agree")
    return case.id


def opened(qtbot, store, cls) -> RegisterPage:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = RegisterPage(store, cls)
    window.setCentralWidget(page)
    window.resize(1280, 760)
    window.show()
    page.kept_alive = window  # Qt deletes a window that nobody holds
    return page


def cell(page, name):
    for _, part in page.pane.form._parts:
        if not isinstance(part, Rows) and name in part.cells:
            return part.cells[name]
    raise KeyError(name)


def rows(page, name):
    return next(p for _, p in page.pane.form._parts if isinstance(p, Rows) and p.spec.name == name)


def type_in(qtbot, line, text):
    line.setFocus()
    line.selectAll()
    typed = QInputMethodEvent()  # keyClicks knows no Chinese
    typed.setCommitString(text)
    QApplication.sendEvent(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_committee_is_typed_and_kept(qtbot, store):
    page = opened(qtbot, store, Committee)
    page.new_record()
    type_in(qtbot, cell(page, "name").editor.line, "天龙村人民调解委员会")
    assert not page.pane.save()  # the short name and the kind are still missing
    said = {problem.path for problem in page.pane.form.stopping()}
    assert said == {"short_name", "kind"}
    type_in(qtbot, cell(page, "short_name").editor.line, "龙")
    cell(page, "kind").editor.combo.setCurrentText("村人民调解委员会")
    cell(page, "kind").editor._left()
    assert page.pane.save()
    with store.read() as session:
        kept = session.query(Committee).filter_by(short_name="龙").one()
    assert (kept.kind, page.pane.record_id) == ("1", kept.id)
    assert page.model.total == 2
    assert page.table.chosen() == kept.id


def test_what_cannot_be_read_stays_and_is_said(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.form.be_short(short=False)
    line = cell(page, "accepted_on").editor.line
    type_in(qtbot, line, "2024-02-30")
    assert line.text() == "2024-02-30"
    assert "日历上没有" in cell(page, "accepted_on")._note.text()
    assert not page.pane.save()
    type_in(qtbot, line, "２０２４年３月１日")
    assert page.pane.record.accepted_on == date(2024, 3, 1)
    assert line.text() == "2024-03-01"


def test_an_id_number_tells_sex_and_birth_date(qtbot, store):
    page = opened(qtbot, store, Mediator)
    page.new_record()
    page.pane.form.be_short(short=False)
    type_in(qtbot, cell(page, "id_number").editor.line, "52040318800101001 7")
    assert page.pane.record.sex == "1"
    assert cell(page, "born_on").editor.line.text() == "1880-01-01"
    type_in(qtbot, cell(page, "id_number").editor.line, "520403198001010017")
    qtbot.waitUntil(lambda: "校验位" in cell(page, "id_number")._note.text())
    assert page.pane.record.sex == "1"  # a doubt keeps nobody from anything


def test_parties_in_place(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    page.pane.form.be_short(short=False)
    parties = rows(page, "parties")
    parties.add()
    parties.add()
    assert [p.role for p in page.pane.record.parties] == ["1", "2"]
    first, second = parties.cards
    type_in(qtbot, first._grid.cells["name"].editor.line, "张三")
    type_in(qtbot, second._grid.cells["name"].editor.line, "李四")
    second._grid.cells["kind"].editor.combo.setCurrentText("法人或其他组织")
    second._grid.cells["kind"].editor._left()
    assert not second._grid.cells["id_number"].isVisible()
    qtbot.waitUntil(second._grid.cells["representative"].isVisible)
    assert "张三" in first.words
    parties.shift(second, -1)
    assert [p.name for p in page.pane.record.parties] == ["李四", "张三"]
    assert page.pane.save()
    parties = rows(page, "parties")
    assert len(parties.cards) == 2
    parties.remove(parties.cards[0])
    assert page.pane.dirty
    assert page.pane.save()
    with store.read() as session:
        assert [p.name for p in session.get(Case, page.pane.record_id).parties] == ["张三"]
    assert check(store).sound


def test_a_link_is_found_by_part_of_its_name(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    line = cell(page, "committee_id").editor.line
    type_in(qtbot, line, "测试镇")
    assert page.pane.record.committee_id == 1
    assert line.text() == "测试镇人民调解委员会"
    type_in(qtbot, line, "没有的")
    assert "没有“没有的”" in cell(page, "committee_id")._note.text()


def test_the_next_step_asks_and_allocates_the_number(qtbot, store):
    case = agreed_case(1)
    case.accepted_on = None
    with store.step("登记") as session:
        session.add(case)
    page = opened(qtbot, store, Case)
    page.open_record(case.id)
    assert page.pane.moves._next.text().startswith("受理")
    page.pane.moves._next.click()
    panel = page.pane.panel
    assert panel.isVisible()
    assert panel._grid.cells["accepted_on"].editor.line.text() == date.today().isoformat()
    type_in(qtbot, panel._grid.cells["accepted_on"].editor.line, "2024-06-05")
    panel.confirm()
    assert page.pane.record.number == "（2024）测人调字第1号"
    assert page.pane.moves._next.text().startswith("达成协议")
    assert not panel.isVisible()


def test_what_stands_in_the_way_of_a_move_leads_to_its_field(qtbot, store):
    case = agreed_case(1)
    case.parties = case.parties[:1]
    with store.step("登记") as session:
        session.add(case)
    page = opened(qtbot, store, Case)
    page.open_record(case.id)
    page.pane.form.enter("summary")
    field = page.window().focusWidget()
    page.pane.moves._next.click()
    page.pane.panel.confirm()
    assert page.pane.record.state == "registered"
    said = [b.text() for b in page.pane.panel.findChildren(QPushButton)]
    assert any("两方当事人" in text for text in said)
    within = page.window().focusWidget()
    assert within is not field
    qtbot.keyClick(within, Qt.Key.Key_Escape)
    assert page.window().focusWidget() is field  # not in the search box


def test_deleting_is_undone_from_the_banner(qtbot, store):
    case = agreed(store)
    page = opened(qtbot, store, Case)
    page.open_record(case)
    page.remove(case)
    assert page.model.total == 0
    assert page.pane.record is None
    toast = page.window().findChildren(Toast)[-1]
    undo = next(b for b in toast.findChildren(QPushButton) if b.text() == "撤销")
    undo.click()
    qtbot.waitUntil(lambda: page.model.total == 1)


def test_undo_elsewhere_shows_in_the_form(qtbot, store):
    case = agreed(store)
    page = opened(qtbot, store, Case)
    page.open_record(case)
    assert page.pane.record.state == "agreed"
    store.undo()
    qtbot.waitUntil(lambda: page.pane.record.state == "accepted")


def test_typed_things_survive_an_undo_elsewhere(qtbot, store):
    case = agreed(store)
    page = opened(qtbot, store, Case)
    page.open_record(case)
    box = cell(page, "summary").editor.box
    box.setFocus()
    box.setPlainText("正在写的话")
    page.pane.form.take_all()
    page.pane._edited()
    store.undo()
    qtbot.waitUntil(
        lambda: any(
            "别处改过" in s for n in page.window().findChildren(Notices) for s in n.sentences()
        )
    )
    assert page.pane.record.summary == "正在写的话"


@pytest.mark.parametrize(("answer", "leaves", "kept"), [
    ("保存", True, True), ("不保存", True, False), ("返回", False, False),
])  # fmt: skip
def test_leaving_asks(qtbot, store, monkeypatch, answer, leaves, kept):  # noqa: PLR0917 - fixtures
    page = opened(qtbot, store, Committee)
    page.open_record(1)
    type_in(qtbot, cell(page, "address").editor.line, "新地址")

    def chosen(box):
        next(b for b in box.buttons() if b.text() == answer).click()

    monkeypatch.setattr(QMessageBox, "exec", chosen)
    assert page.can_leave() is leaves
    with store.read() as session:
        assert (session.get(Committee, 1).address == "新地址") is kept


def test_a_list_of_many_fetches_only_what_it_shows(qtbot, store):
    from sqlalchemy import text

    with store.engine.begin() as connection:  # past the history: only the list is looked at
        connection.execute(
            text(
                "INSERT INTO mediator (id, uid, caption, found_by, created_at, created_by, name,"
                " full_time, on_public_payroll, active) VALUES (:id, :uid, :name, :name,"
                " '2024-01-01 00:00:00', '', :name, 0, 0, 1)"
            ),
            [{"id": n + 10, "uid": str(n), "name": f"某{n:05}"} for n in range(4000)],
        )
    store.index(anew=True)
    page = opened(qtbot, store, Mediator)
    qtbot.wait(50)
    assert page.model.total == 4002
    assert len(page.model._pages) <= 2
    page.table.scrollToBottom()
    qtbot.wait(50)
    assert len(page.model._pages) <= 4
    store.index(anew=True)  # what came past the history came past the index
    last = page.model.index(page.model.total - 1, 0).data()
    assert last
    page.search("03999")
    assert page.model.total == 1
    page.search("没有这个人")
    assert "没有符合条件" in page._empty.text()
    assert "全部登记簿里找，按 Ctrl+K" in page._empty.text()
    page.search("")
    assert page.model.total == 4002
    assert PAGE == 100


def test_conditions_narrow_and_are_lifted(qtbot, store):
    agreed(store)
    page = opened(qtbot, store, Case)
    page.filters.choose("state", ("调解中", [("=", "accepted")]))
    assert page.model.total == 0
    page.filters.choose("state", ("达成协议", [("=", "agreed")]))
    assert page.model.total == 1
    page.filters.choose("accepted_on", ("2023年", [("<=", date(2023, 12, 31))]))
    assert page.model.total == 0
    page.filters.clear()
    assert page.model.total == 1
    for spec in page.filters._fields.values():
        assert page.filters._choices(spec)


def test_the_office_is_one_record(qtbot, store):
    from db.registers import Office

    page = opened(qtbot, store, Office)
    assert page.pane.record_id == 1
    page.new_record()
    assert page.pane.record_id == 1


def test_escape_closes_and_gives_the_list_the_page(qtbot, store):
    page = opened(qtbot, store, Committee)
    assert page.pane.isHidden()
    page.open_record(1)
    assert page.pane.isVisible()
    qtbot.keyClick(cell(page, "name").editor.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.pane.isHidden)
    assert page.pane.record is None


def test_escape_takes_away_what_a_move_asks_before_the_record(qtbot, store):
    case = agreed(store)
    page = opened(qtbot, store, Case)
    page.open_record(case)
    page.pane.moves.go()
    page.pane.form.enter("summary")
    within = page.window().focusWidget()
    qtbot.keyClick(within, Qt.Key.Key_Escape)
    assert page.pane.panel.isHidden()
    assert page.pane.record_id == case
    qtbot.keyClick(within, Qt.Key.Key_Escape)
    assert page.pane.record is None


def test_a_narrow_page_shows_the_list_or_the_record(qtbot, store):
    page = opened(qtbot, store, Committee)
    page.open_record(1)
    assert page.table.isVisible()
    page.window().resize(640, 600)
    qtbot.waitUntil(lambda: not page.table.isVisible())
    page.pane.leave()
    qtbot.waitUntil(page.table.isVisible)
