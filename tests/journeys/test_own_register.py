"""A town's own register through the window: designed, filled, counted, there after a restart."""

import json

import pytest

import main as program
from db.registers import Place
from db.store.check import check
from desktop.windows.app import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.record.children import Rows
from desktop.windows.views import REPORT
from tests.journeys.hands import put, there
from tests.offices import PASSWORD, new_store, settle
from tests.windows.desks import empty_desk, quits, unlocked

__all__ = ["empty_desk", "quits"]

PATIENCE = 20_000  # ms
MONTHS = [("天龙村", "2024-01-31", 130), ("天龙村", "2024-02-29", 95), ("高峰村", "2024-01-31", 88)]


@pytest.fixture
def window(qtbot, empty_desk: Desk) -> MainWindow:
    """The main window over an office with two villages."""
    with new_store(empty_desk.store.parent) as database:
        settle(database)
        with database.step("登记村居") as session:
            session.add_all(Place.fresh(name=name, kind="1") for name in ("天龙村", "高峰村"))
    return opened(qtbot, empty_desk)


def opened(qtbot, desk: Desk) -> MainWindow:
    window = unlocked(qtbot, desk)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.width() == 1280)
    return window


def locked(qtbot, window: MainWindow) -> None:
    """Locked, and the store let go of behind the window."""
    database = window.database
    window.lock()
    qtbot.waitUntil(lambda: not database._lock.held, timeout=20_000)


def fill(editor, text):
    """Type into a line, choose from a list, or tick."""
    if hasattr(editor, "combo"):
        editor.combo.setCurrentText(text)
        editor._left()
    elif hasattr(editor, "box"):
        editor.box.setChecked(text == "是")
        editor.edited.emit()
    else:
        put(editor.line, text)


class Sheet:
    """A new record of a register, as people fill it."""

    def __init__(self, window: MainWindow, table: str) -> None:
        window.pages.new_record(table)
        self.pane = window.pages.register_page(table).pane

    def fill(self, **texts):
        for name, text in texts.items():
            fill(self.cell(name).editor, text)

    def cell(self, name):
        parts = [p for _, p in there(self.pane.form) if not isinstance(p, Rows)]
        return next(part.cells[name] for part in parts if name in part.cells)

    def add(self, rows, **texts):
        part = next(
            p for _, p in there(self.pane.form) if isinstance(p, Rows) and p.spec.name == rows
        )
        part.add()
        card = part.cards[-1]
        for name, text in texts.items():
            fill(card._grid.cells[name].editor, text)

    def save(self):
        assert self.pane.save(), self.pane.form.check()


def designed(window: MainWindow) -> str:
    """The register 交通劝导, made by hand; gives its table."""
    sheet = Sheet(window, "own_register")
    sheet.fill(name="交通劝导")
    sheet.add("columns", label="村居", kind="村居", required="是")
    sheet.add("columns", label="月份", kind="日期", required="是")
    sheet.add("columns", label="劝导次数", kind="数量", unit="次")
    sheet.pane.form.check()
    preview = sheet.pane.form.own.preview
    assert [cell.spec.label for cell in preview.cells.values()] == ["村居", "月份", "劝导次数"]
    sheet.save()
    (cls,) = window.database.own.in_force
    return cls.__tablename__


def written(qtbot, window: MainWindow, table: str) -> None:
    """A sentence with the figure in the year's report, typed; its number opens the records."""
    window.pages.turn_to(REPORT)
    page = window.pages.made[REPORT]
    qtbot.waitUntil(lambda: page.answer is not None, timeout=PATIENCE)
    page.beginning.year.setValue(2024)
    page.beginning.begin.click()
    qtbot.waitUntil(lambda: page.answer.report is not None, timeout=PATIENCE)
    page.choose("opening")
    sentence = page.side.sentence
    sentence.more.click()
    sentence.edit.insertPlainText("全镇开展交通劝导")
    box = sentence.figures
    box.setCurrentIndex(box.findData("own.1"))
    sentence.put.click()
    sentence.edit.insertPlainText("。")
    qtbot.waitUntil(lambda: "全镇开展交通劝导313次。" in page.view.toPlainText(), timeout=PATIENCE)
    before = page.answer
    sentence.save()
    qtbot.waitUntil(lambda: page.answer is not before, timeout=PATIENCE)
    assert "全镇开展交通劝导313次。" in page.view.toPlainText()
    page.open_figure("own.1")
    qtbot.waitUntil(lambda: window.pages.name == table, timeout=PATIENCE)
    assert window.pages.register_page(table).model.total == 3


def test_a_register_of_the_towns_own(qtbot, empty_desk, window, capsys, monkeypatch):
    table = designed(window)
    assert window.side.buttons[table].text() == "交通劝导", "in the sidebar at once"
    assert not window.side.buttons[table].isHidden()
    for village, day, times in MONTHS:
        sheet = Sheet(window, table)
        sheet.fill(f_1=village, f_2=day, f_3=str(times))
        sheet.save()
    window.pages.turn_to(table)
    assert window.pages.register_page(table).model.total == 3

    sheet = Sheet(window, "own_figure")
    sheet.fill(name="交通劝导次数", measure="一栏合计", path="交通劝导·劝导次数")
    sheet.fill(split="交通劝导·村居")
    assert sheet.pane.record.register == table, "the field told it"
    panel = sheet.pane.form.own
    panel.periods.setCurrentText("2024年")
    panel.show_record(sheet.pane.record)
    assert panel.answer.text() == "313次"
    assert len(panel.records.lines) == 3
    sheet.save()

    window.acts.undo()
    qtbot.waitUntil(lambda: "重做：登记自建指标" in window.top.redo.toolTip())
    assert len(window.database.own.definitions) == 1
    window.acts.redo()
    qtbot.waitUntil(lambda: not window.top.redo.isEnabled())
    assert len(window.database.own.definitions) == 2
    written(qtbot, window, table)
    locked(qtbot, window)

    window = opened(qtbot, empty_desk)
    assert window.side.buttons[table].text() == "交通劝导"
    window.pages.turn_to(table)
    assert window.pages.register_page(table).model.total == 3
    assert check(window.database).sound
    locked(qtbot, window)

    store = empty_desk.store
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    call = ["figures", "--store", str(store), "--year", "2024", "--json"]
    assert program.main(call) == 0
    (told,) = [
        one for one in json.loads(capsys.readouterr().out)["figures"] if one["code"] == "own.1"
    ]
    assert (told["name"], told["words"]) == ("交通劝导次数", "313次")
    assert program.main(["list", "交通劝导", "--store", str(store), "--where", "村居=天龙村"]) == 0
    assert capsys.readouterr().out.endswith("共 2 条\n")


def test_a_renamed_and_a_deleted_register_change_sidebar_and_page(qtbot, window):
    table = designed(window)
    window.pages.turn_to(table)
    with window.database.step("改名") as session:
        definer = window.database.own.definitions[0]
        session.get(type(definer), definer.id).name = "劝导点"
    qtbot.waitUntil(lambda: window.side.buttons[table].text() == "劝导点")
    assert window.pages.register_page(table).cls.title == "劝导点"
    window.pages.turn_to("own_register")
    window.pages.register_page("own_register").remove(1)
    qtbot.waitUntil(lambda: table not in window.side.buttons)
    window.acts.undo()
    qtbot.waitUntil(lambda: table in window.side.buttons)
