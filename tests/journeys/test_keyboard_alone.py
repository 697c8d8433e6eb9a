"""A day's work without a mouse: nothing here clicks, and nothing calls the program directly."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.registers import Case, ExportLog, Printing
from db.registers.printing import SAVED
from db.store.database import Database
from desktop.windows.app import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.unlock import UnlockWindow
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from tests.journeys.keyboard import (
    ALT,
    CTRL,
    SHIFT,
    choose,
    fill,
    in_dialog,
    place,
    press,
    push,
    tab_to,
    write,
)
from tests.offices import PASSWORD, new_store, settle

K = Qt.Key


def answer(fields: dict[str, str]) -> None:
    for name, text in fields.items():
        tab_to(name)
        fill(text)


def add_row(button: str, fields: dict[str, str]) -> None:
    push(button)
    answer(fields)


def test_register_agree_print_export_and_lock(qtbot, tmp_path: Path, data_folder: Path):
    with new_store(tmp_path) as store:
        settle(store)
    desk = Desk(tmp_path / "store.db")
    desk.begin()
    qtbot.waitUntil(desk.window.isActiveWindow)
    write(PASSWORD)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desk.window, MainWindow), timeout=30_000)
    main = desk.window
    qtbot.waitUntil(main.isActiveWindow)

    press(K.Key_N, CTRL)
    press(K.Key_1)
    assert main.pages.name == "mediation"
    pane = main.pages.register_page("mediation").pane
    press(K.Key_E, CTRL)  # all fields
    answer({"登记日期": "2024-06-03"})
    answer({"调解委员会": "测试镇", "案件来源": "依申请调解", "纠纷类型": "邻里纠纷"})
    for number, name in enumerate(("张三", "李四")):
        if number:
            press(K.Key_A, CTRL | SHIFT)
        else:
            push("添加当事人")
        answer({"姓名或名称": name, "单位或住址": "天龙村一组"})
    tab_to("主要事实和争议事项")
    write("双方因通道堆放杂物发生争议。")
    press(K.Key_S, CTRL)
    assert pane.record_id
    assert not pane.dirty

    press(K.Key_G, ALT)  # the next step: acceptance; a button takes a moment to go down and up
    qtbot.waitUntil(lambda: place() == "受理日期")
    fill("2024-06-05")
    push("受理(O)")
    assert pane.record.number == "（2024）测人调字第1号"

    add_row("添加调解员", {"调解员": "甲调解员"})
    add_row("添加调解记录", {"时间": "2024-06-11", "调解结果": "调解成功"})
    push("添加协议条款")
    tab_to("条款内容")
    write("李四于2024年6月30日前清走杂物。")
    tab_to("履行期限")
    fill("20240630")
    press(K.Key_S, CTRL)
    press(K.Key_G, ALT)
    qtbot.waitUntil(lambda: place() == "协议形式")
    answer({"协议形式": "书面协议", "协议日期": "2024-6-11", "履行方式": "一次性限期履行"})
    push("达成协议(O)")
    assert pane.record.state == "agreed"

    press(K.Key_P, CTRL)
    choose("人民调解协议书")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), PaperWindow), timeout=20_000)
    paper = tmp_path / "协议书.pdf"
    in_dialog(lambda: fill(str(paper)))
    press(K.Key_S, CTRL)
    assert paper.read_bytes().startswith(b"%PDF")
    press(K.Key_Escape)
    qtbot.waitUntil(main.isActiveWindow)

    workbook = tmp_path / "台账.xlsx"
    in_dialog(lambda: push("选择位置…"), lambda: fill(str(workbook)))
    press(K.Key_E, CTRL | SHIFT)
    tasks.wait()
    assert workbook.exists()
    with main.database.read() as session:
        assert session.query(ExportLog).one().records == 1
        assert session.query(Printing).one().way == SAVED

    press(K.Key_Escape)
    assert pane.isHidden()
    press(K.Key_L, CTRL)
    qtbot.waitUntil(lambda: isinstance(desk.window, UnlockWindow))
    tasks.wait()
    with Database.open(tmp_path / "store.db", PASSWORD) as store, store.read() as session:
        assert session.query(Case).one().state == "agreed"
