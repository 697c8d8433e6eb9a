"""No word is cut and no part is without a name, in the pages and windows of a store in use."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

import desktop.windows
from db.figures.period import Period
from db.figures.received import read_values
from db.figures.received.values import digest_of
from db.figures.tables import fill, table
from db.registers import AnnualReport, Case, LegalAid, OwnRegister, ReceivedTable
from db.store.attachments import NewFile, attach
from desktop.exchange.table_values import table_values
from desktop.windows.app import Desk
from desktop.windows.gallery.every_dialog import every_dialog
from desktop.windows.gallery.every_errand import every_errand
from desktop.windows.gallery.every_window import Glance, before_the_password, every_page
from desktop.windows.gallery.legible import cut, nameless
from desktop.windows.main_window import MainWindow
from desktop.windows.pages import VIEWS
from desktop.windows.parts import look, memory
from tests.filled import filled
from tests.offices import agreed_case, new_store, settle
from tests.pictures import photo

_REGISTERS = (
    "人民调解", "法律援助", "自建台账", "办件月报", "上级表格", "使用人", "签名证书", "统计报表",
    "空白文书", "期限规则", "收到的报表", "本所资料",
)  # fmt: skip
"""One for each thing that a register's page can have; the others differ by their fields alone."""
_PAGES = frozenset({"首页", "到期事项", "回收站", *_REGISTERS, *(v.entry.title for v in VIEWS)})
_FILLED = (AnnualReport, LegalAid, OwnRegister)
SEEN: set[type[QWidget]] = set()


@pytest.fixture
def desk(qapp, tmp_path, data_folder) -> Iterator[Desk]:
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        committee = settle(database)
        with database.step("登记") as session:
            session.add(agreed_case(committee))
            session.add_all(filled(cls, session) for cls in _FILLED)
            session.flush()
            session.add(received(session))
            attach(session, Case.__tablename__, 1, [NewFile("照片.jpg", "image/jpeg", photo())])
        made = Desk(database.path)
        made.database = database
        yield made
    look.dress(qapp)


def received(session) -> ReceivedTable:
    """A table as another office hands it in."""
    quarter = Period.quarter(2024, 2)
    filled_in = fill(session, table("mediation"), quarter, compared=False)
    values = read_values(table_values(filled_in, quarter.name))
    days = {"first_on": quarter.first, "last_on": quarter.last, "received_on": quarter.last}
    whose = {"office": "甲镇司法所", "office_uid": "甲", "table_title": values.title}
    held = {"content": values.content, "digest": digest_of(values.content)}
    return ReceivedTable.fresh(
        name="表", table_code="mediation", period=quarter.name, **whose, **days, **held
    )


def outgrown(window: QWidget) -> list[str]:
    """A page that needs more room pushes the window over the edge of the screen."""
    size = window.width(), window.height()
    return [] if size == (1024, 700) else [f"窗口变成了 {size}"]


def beyond(window: QWidget) -> list[str]:
    """What opens over it stands whole on a small screen (1366 × 768), or knows its own's size."""
    most = QSize(1366, 728).expandedTo(memory.room(window))
    return [] if window.size() == window.size().boundedTo(most) else [f"窗口是 {window.size()}"]


def told(shots, *measures) -> list[str]:
    found = []
    for name, window in shots:
        SEEN.add(type(window))
        for measure in measures:
            found += [f"{name}：{words}" for words in measure(window)]
    return found


def test_large_text_has_room_in_the_smallest_window_and_all_can_be_read_aloud(qapp, desk):
    look.dress(qapp, text="larger")
    how = Glance(1024, 700, pause=5, only=_PAGES)
    window = MainWindow(desk, desk.database)
    window.resize(how.width, how.height)
    window.show()
    assert (window.width(), window.height()) == (1024, 700)
    found = told(before_the_password(desk, how), cut, nameless)
    found += told(every_page(window, 2024, how), cut, nameless, outgrown)
    for name, make, width, height in every_dialog(window):
        found += told(how.show(name, make(), width, height), cut, nameless, beyond)
    found += told(every_errand(window, 2024, how), cut, nameless, beyond)
    window.let_go()
    window.hide()
    window.deleteLater()
    assert sorted(set(found)) == []
    assert [one.__name__ for one in dialogs() if one not in SEEN] == []


def dialogs() -> Iterator[type[QDialog]]:
    """Every window that opens over another, in all rooms; not what only others are made from."""
    for module in pkgutil.walk_packages(desktop.windows.__path__, "desktop.windows."):
        importlib.import_module(module.name)
    more: list[type[QDialog]] = [QDialog]
    for one in more:
        more += one.__subclasses__()
        if one.__module__.startswith("desktop.windows") and not one.__subclasses__():
            yield one


def test_what_is_cut_or_nameless_is_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for part in (
        QLabel("一张很长的标签"),
        QPushButton("一个很长的按钮"),
        QCheckBox("一个很长的选项"),
    ):
        part.setFixedWidth(40)
        row.addWidget(part)
    row.addWidget(QLineEdit())
    table = QTableWidget(1, 2)
    table.setAccessibleName("到期事项")
    table.setHorizontalHeaderLabels(["剩余", "金额（元）"])
    for column, words in enumerate(("逾期 343 天", "因排水沟走向多次争执，约定各修一半")):
        table.setItem(0, column, QTableWidgetItem(words))
        table.setColumnWidth(column, 60)
    row.addWidget(table)
    window.show()
    assert [one.partition("：")[0] for one in cut(window)].count("QLabel") == 1
    assert cut(window)[3:] == ["格子：逾期 343 天", "表头：金额（元）"]
    assert len(nameless(window)) == 1
