"""Every window that opens over the main window, by its name, made as people would see it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.registers import Case, Mediator, ReceivedTable, ReceivingKey
from db.store.listing import Filter, Listing

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow

Made = tuple[str, Callable[[], QWidget], int, int]
"""Name, what makes it, and its width and height; 0 for the size it gives itself."""


def every_dialog(window: "MainWindow") -> Iterator[Made]:
    """What asks, tells and shows; the papers of a case where there is an agreed one to be seen."""
    yield from _of_the_program(window)
    yield from _that_ask(window)
    yield from _of_the_way_out(window)
    yield from _in_a_box(window)
    yield from _of_a_case(window)


def _of_the_program(window: "MainWindow") -> Iterator[Made]:
    from desktop.windows.about import About
    from desktop.windows.keys_overview import KeysOverview
    from desktop.windows.paper.printer_correction import PrinterCorrection
    from desktop.windows.preferences import Preferences
    from desktop.windows.signing.verify_window import VerifyWindow
    from desktop.windows.store.change_password import ChangePassword
    from desktop.windows.store.new_recovery import NewRecovery
    from desktop.windows.store.users_button import StartCode

    database = window.database
    yield "设置", lambda: Preferences(window), 0, 0
    yield "修改密码", lambda: ChangePassword(window, database), 0, 0
    yield "键盘一览", lambda: KeysOverview(window), 0, 0
    yield "关于枫桥", lambda: About(window, database), 0, 0
    yield "打印机校正", lambda: PrinterCorrection("", window), 0, 0
    yield "核验签名", lambda: VerifyWindow(database), 820, 600
    code = "ABCDE-FGHIJ-KLMNP-QRSTU-VWXYZ"
    yield "新的恢复码", lambda: NewRecovery(window, code, "测试镇司法所", database.path), 0, 0
    yield "启用码", lambda: StartCode(window, "李干事", "ABCDE-FGHJK"), 0, 0


def _that_ask(window: "MainWindow") -> Iterator[Made]:
    from desktop.documents.forms import FORMS
    from desktop.windows.paper.ask_day import AskDay
    from desktop.windows.paper.blank_button import AskBlanks
    from desktop.windows.parts.ask_period import AskPeriod
    from desktop.windows.receiving.ask_secrets import AskSecrets
    from desktop.windows.receiving.correcting import Correcting
    from desktop.windows.record.new_linked import NewLinked
    from desktop.windows.signing.give_receiving import GiveReceiving
    from desktop.windows.signing.new_certificate import NewCertificate
    from desktop.windows.signing.new_receiving import NewReceiving
    from desktop.windows.signing.passphrase import AskPassphrase
    from desktop.windows.statistics.ask_words import AskWords

    database, agreement = window.database, "人民调解协议书"
    blanks = [one for one in FORMS if one.blank is not None]
    roll = next(one for one in FORMS if one.over == "day")
    yield "选择期间", lambda: AskPeriod("受理日期", window), 0, 0
    yield "选择日期", lambda: AskDay(roll, window), 0, 0
    yield "空白表", lambda: AskBlanks(blanks, window), 0, 0
    yield "新建签名证书", lambda: NewCertificate(database, window), 0, 0
    yield "新建接收证书", lambda: NewReceiving(database, window), 0, 0
    today = date.today()
    key = ReceivingKey.fresh(
        subject="平坝区司法局（接收）",
        fingerprint="0123456789abcdef" * 4,
        valid_from=today,
        valid_to=today + timedelta(days=5 * 365),
    )
    yield "交出接收证书", lambda: GiveReceiving(window, database, key), 0, 0
    yield "新建关联", lambda: NewLinked(database, Mediator, "李某某", window), 0, 0
    passphrase = partial(AskPassphrase, window, agreement, "测试镇司法所（自制）", token=False)
    yield "签名口令", passphrase, 0, 0
    yield "解锁口令", lambda: AskSecrets(window, key=True, phrase=True), 0, 0
    with database.read() as session:
        received = Listing(ReceivedTable).count(session)
    if received:
        yield "更正数字", lambda: Correcting(window, database), 0, 0
    said, secret = "案件总数 112 改为 110", "签名证书的口令"
    words = partial(AskWords, window, "更正的原因", said, secret=secret)
    yield "写原因", words, 0, 0


def _of_the_way_out(window: "MainWindow") -> Iterator[Made]:
    from desktop.exchange.outgoing import About, Outgoing
    from desktop.windows.exporting.dialog import AskExport
    from desktop.windows.stick.window import StickWindow

    database = window.database
    files = [Outgoing("2024年第四季度.fqp", b"x" * 4096, "季度报送包", 158)]
    yield "导出", lambda: AskExport(database, Listing(Case), window), 760, 560
    about = About("平坝区司法局", "季度统计报送")
    yield "交到U盘", lambda: StickWindow(window, database, files, about), 0, 0


def _in_a_box(window: "MainWindow") -> Iterator[Made]:
    """Questions before harm is done, and the last word of a program that has a fault."""
    from desktop.windows import crash
    from desktop.windows.opening.setup_wizard import leaving
    from desktop.windows.parts.doubts import doubt
    from desktop.windows.record.ask_to_keep import unsaved
    from desktop.windows.record.old_copies import deleting
    from desktop.windows.record.saving import last_word
    from desktop.windows.store import new_recovery
    from desktop.windows.store.ask_anywhere import ANSWERS, doubted
    from desktop.windows.store.users_button import giving_anew, handing_over, shutting_out

    stick = Path("E:/") / "枫桥" / "store.db"
    words, reason = doubted(stick, "它在U盘上")
    report = Path.home() / "枫桥" / "reports" / "2024-06-05 103012.txt"
    yield "还没有保存", lambda: unsaved(window), 0, 0
    yield "再发启用码", lambda: giving_anew(window, "李干事"), 0, 0
    yield "停用使用人", lambda: shutting_out(window, "李干事"), 0, 0
    yield "换恢复码", lambda: handing_over(window, "李干事", own=False), 0, 0
    yield "离开新的恢复码", lambda: new_recovery.leaving(window), 0, 0
    yield "删除旧备份", lambda: deleting(window, 3), 0, 0
    yield "销毁", lambda: last_word(window, "销毁", "法律咨询 12 条、信访事项 3 条"), 0, 0
    yield "离开首次设置", lambda: leaving(window), 0, 0
    yield "仓库不宜放在这里", lambda: doubt(window, words, *ANSWERS, reason=reason), 0, 0
    yield "程序错误", lambda: crash.box_of(crash.told(report)), 0, 0


def _of_a_case(window: "MainWindow") -> Iterator[Made]:
    from desktop.documents.forms import form
    from desktop.documents.issue import draft
    from desktop.documents.joined import collect
    from desktop.windows.paper.ask_printer import AskPrinter
    from desktop.windows.paper.batch_window import BatchWindow
    from desktop.windows.paper.paper_window import PaperWindow
    from desktop.windows.paper.printing import Job
    from desktop.windows.record.history_view import HistoryView

    database, agreement = window.database, form("agreement")
    if not database.rights.full:  # a paper tells of people in full
        return
    agreed = Listing(Case, filters=(Filter("agreement_form", "=", "written"),))
    with database.read() as session:
        ids = agreed.page(session, 0, 3)
    if not ids:
        return
    paper = draft(database, agreement, ids[0])
    batch = collect(database, agreement, ids)
    pdf = batch.pdf() if batch.papers else b""
    yield "历史", lambda: HistoryView(database, Case, ids[0], window), 760, 560
    shown = partial(PaperWindow, window, database, agreement, ids[0], paper)
    yield "打印预览", shown, 940, 760
    yield "批量打印", lambda: BatchWindow(window, database, batch, pdf), 940, 760
    job = Job("协议书", paper.pdf, ((paper.pages, 3),))
    yield "打印", lambda: AskPrinter(job, window), 0, 0
