"""The windows that take files in and give files out, page by page, with files made for the look.

Nothing in the store is changed: an import ends before it is kept, a stick is a temporary folder.
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.registers import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.figures.tables import Report
    from desktop.windows.gallery.every_window import Glance, Shot
    from desktop.windows.main_window import MainWindow

_LEDGER = """序号,受理日期,申请人,被申请人,纠纷类别,简要案情,涉案金额（元）,备注
1,2024-03-05,赵某甲,钱某乙,邻里纠纷,因通道堆物争执。,800,
2,2024年13月5日,孙某丙,李某丁,邻里纠纷,因排水沟走向争执。,1200,日期写错的
3,2024.4.2,周某戊,吴某己,没有的类型,因借款归还争执。,一千多,类别和金额写错的
4,2024-05-16,郑某庚,王某辛,婚姻家庭纠纷,因赡养老人争执。,,
"""


def every_errand(window: "MainWindow", year: int, how: "Glance") -> "Iterator[Shot]":
    """Each in turn; ``year`` is the one whose tables are handed in."""
    from db.figures.period import Period
    from db.figures.returns import signed_report

    with window.database.read() as session:
        report = signed_report(session, Period.quarter(year, 4), cumulative=False)
    with tempfile.TemporaryDirectory() as folder:
        yield from _taken_in(window, Path(folder), how)
        yield from _from_above(window, report, Path(folder), how)
        yield from _on_a_stick(window, Path(folder), how)
        yield from _attached(window, how)
    yield from _handed_in(window, report, how)
    yield from _explained(window, how)


def _taken_in(window: "MainWindow", folder: Path, how: "Glance") -> "Iterator[Shot]":
    from desktop.windows.importing.window import RESULT, ImportWindow

    path = folder / "旧台账.csv"
    path.write_text(_LEDGER, encoding="utf-8-sig")
    taking = ImportWindow(window.database, Case, path, window)
    taking.resize(min(1040, how.width), min(700, how.height))
    taking.show()
    for page in ("工作表", "对照", "预览"):
        yield f"导入 {page}", how.settle(taking)
        if page != "预览":
            taking.next.click()
    if taking.preview.outcome is not None:
        taking.ending.show_outcome(taking.preview.outcome, Case.unit, can_return=True)
        taking.turn_to(RESULT)
        yield "导入 结果", how.settle(taking)
    taking.reject()


def _from_above(
    window: "MainWindow", report: "Report", folder: Path, how: "Glance"
) -> "Iterator[Shot]":
    from db.registers.county_form import CountyFormCell
    from desktop.exchange.county.moved import Fate, Finding
    from desktop.exchange.summary_workbook import summary_workbook
    from desktop.windows.county.moved import MovedDialog
    from desktop.windows.county.window import CountyWindow

    path = folder / "县局季报.xlsx"
    with window.database.read() as session:
        made = summary_workbook(session, report, "测试镇司法所", "季报")
    path.write_bytes(made.content)
    yield from how.show("对照和填表", CountyWindow(window.database, None, path, window), 1120, 720)
    cells = [
        CountyFormCell.fresh(sheet="季报", address=address, way="figure", code=code, words=words)
        for address, code, words in (
            ("B5", "mediation.total", "调解案件总数（件）"),
            ("C5", "mediation.amount", "协议涉及金额（万元）"),
        )
    ]
    found = [
        Finding(cells[0], Fate.MOVED, "季报", "B7", "上面多了 2 行"),
        Finding(cells[1], Fate.GONE, "季报", "C5", "表头里没有“协议涉及金额”了"),
    ]
    yield from how.show("模板变了", MovedDialog(found, window))


def _on_a_stick(window: "MainWindow", folder: Path, how: "Glance") -> "Iterator[Shot]":
    from dataclasses import replace

    from desktop.exchange.drives.drive import folder_as_drive
    from desktop.exchange.drives.eject import BUSY, Ejected
    from desktop.exchange.drives.put import Phase, Written
    from desktop.exchange.handing import HandedOver
    from desktop.exchange.outgoing import About, Outgoing
    from desktop.windows.stick.window import StickWindow

    drive = replace(folder_as_drive(folder), label="所里U盘", device="/dev/sdx1")
    files = [Outgoing("天龙镇司法所-2024年第四季度.p7m", b"x" * 4096, "季度报送包", 158)]
    giving = StickWindow(window, window.database, files, About("平坝区司法局", "季度统计报送"))
    giving.show()
    giving.going.begin(drive)
    giving.going.hear(0, Phase.READING, 3_000_000, 7_000_000)
    giving.pages.setCurrentWidget(giving.going)
    yield "交到U盘 写入", how.settle(giving)
    written = Written(folder / files[0].name, 4096, "0" * 64)
    done = HandedOver(drive, (written,), ())
    for name, answer in (("能拔", Ejected(True, "")), ("还不能拔", Ejected(False, BUSY))):
        giving.over.show_done(window.database, done, answer)
        giving.pages.setCurrentWidget(giving.over)
        yield f"交到U盘 {name}", how.settle(giving)
    giving.accept()
    giving.deleteLater()


def _attached(window: "MainWindow", how: "Glance") -> "Iterator[Shot]":
    """What belongs to the first record that has files, if there is one."""
    from sqlalchemy import select

    from db.store.attachments import Attachment, attachments_of
    from desktop.windows.attachments.acts import AskToLeave
    from desktop.windows.attachments.details import AttachmentDetails
    from desktop.windows.attachments.window import AttachmentWindow

    database = window.database
    with database.read() as session:
        first = session.scalar(select(Attachment).order_by(Attachment.id).limit(1))
        files = attachments_of(session, first.table_name, first.record_id) if first else []
    if files and database.rights.full:
        yield from how.show("附件窗口", AttachmentWindow(window, database, files, 0), 900, 720)
        known = ["身份证复印件", "现场照片"]
        yield from how.show("附件说明", AttachmentDetails(window, files[0], known))
        yield from how.show("存出附件", AskToLeave(window, files))


def _handed_in(window: "MainWindow", report: "Report", how: "Glance") -> "Iterator[Shot]":
    from db.registers import BlankForm
    from desktop.exchange.secret_marks import Marked, Place
    from desktop.windows.exporting.ask_marks import AskMarks
    from desktop.windows.overviews.blank_page import AskEntry
    from desktop.windows.statistics.hand_in import AskHandIn
    from desktop.windows.store.updating import UpdateWindow

    receivers = [(1, "平坝区司法局")]
    yield from how.show("报送统计", AskHandIn(window, report, receivers))
    blank = BlankForm.fresh(number="空2024-0001", form="人民调解申请书", printed_on=date.today())
    yield from how.show("补录", AskEntry(window.database, blank, Case, window))
    marked = Marked([Place("人民调解 （2024）测人调字第3号 纠纷简要情况", "机密★10年")])
    yield from how.show("国家秘密标志", AskMarks(window, marked))
    yield from how.show("更新程序", UpdateWindow(window, window.database, []))


def _explained(window: "MainWindow", how: "Glance") -> "Iterator[Shot]":
    """The book, and the tour at each of its stops over the first page."""
    from desktop.windows.help.tour import STEPS, begin_tour
    from desktop.windows.help.window import HelpWindow

    yield from how.show("帮助手册", HelpWindow(window.database), 980, 680)
    window.pages.turn_to("home")
    how.settle(window)
    tour = begin_tour(window)
    for place, step in enumerate(STEPS, 1):
        yield f"功能介绍{place} {step.title}", how.settle(window)
        tour.go(1)
