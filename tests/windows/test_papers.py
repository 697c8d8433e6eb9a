"""Papers in the window: the preview's bytes, signing, printing, verifying, history, the bin."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton

from db.registers import Case, Paper
from db.store.check import check
from db.store.database import Database
from db.store.progress import unwatched
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import draft, issue
from desktop.documents.signing.verdict import Kind
from desktop.windows.lists.recycle_bin import RecycleBinPage
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.paper.pdf_pages import page_count, page_image
from desktop.windows.paper.printers import Setup, new_printer
from desktop.windows.paper.printing import put
from desktop.windows.parts.notices import notices_of
from desktop.windows.record.history_view import HistoryView
from desktop.windows.signing.verify_window import VerifyWindow
from tests.offices import PASSWORD, agreed, new_store, walk

AGREEMENT = form("agreement")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


def certified(store: Database) -> None:
    with store.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)


def paper_window(qtbot, store) -> PaperWindow:
    parent = QMainWindow()
    qtbot.addWidget(parent)
    made = PaperWindow(parent, store, AGREEMENT, 1, draft(store, AGREEMENT, 1))
    qtbot.addWidget(made)
    made.show()
    made.kept_alive = parent  # Qt deletes a window that nobody holds
    return made


def test_after_a_wrong_passphrase_the_right_one_signs_and_saving_comes_next(qtbot, store):
    certified(store)
    window = paper_window(qtbot, store)
    window.sign("不是这一句")
    told = notices_of(window)
    qtbot.waitUntil(lambda: any("口令不对" in one for one in told.sentences()), timeout=20_000)
    window.sign(PASSWORD)
    qtbot.waitUntil(lambda: window.paper.signed, timeout=20_000)
    assert told.sentences() == []
    assert window.focusWidget().text() == "存为 PDF…"


def test_the_preview_shows_the_bytes_that_are_printed(qtbot, store):
    window = paper_window(qtbot, store)
    qtbot.waitUntil(lambda: 0 in window.view.pictures, timeout=10_000)
    assert window.paper.pdf == draft(store, AGREEMENT, 1).pdf
    shown = window.view.pictures[0]
    assert abs(shown.width() - window.view.sheets[0].width()) <= 2
    fine = page_image(window.paper.pdf, 0, 150)
    assert shown == fine.scaledToWidth(shown.width(), Qt.TransformationMode.SmoothTransformation)
    assert window._place.text() == "1 / 1 页"
    assert window.paper.copies == 3


def test_signing_from_the_window_enters_the_paper(qtbot, store):
    certified(store)
    window = paper_window(qtbot, store)
    window.sign(PASSWORD)
    qtbot.waitUntil(lambda: window.paper.signed, timeout=20_000)
    assert not window._sign.isVisible()
    with store.read() as session:
        assert session.query(Paper).count() == 1


def test_a_wrong_passphrase_is_a_sentence_and_nothing_is_entered(qtbot, store):
    from desktop.windows.parts.notices import Notices

    certified(store)
    window = paper_window(qtbot, store)
    window.sign("错的签名口令")
    places = window.findChildren(Notices)
    qtbot.waitUntil(lambda: any(place.sentences() for place in places), timeout=20_000)
    assert not window.paper.signed
    with store.read() as session:
        assert session.query(Paper).count() == 0


def test_a_draft_cannot_be_signed_and_says_why(qtbot, store):
    with store.step("改") as session:
        session.get(Case, 1).facts = None
    window = paper_window(qtbot, store)
    assert not window._sign.isEnabled()
    assert "草稿" in window._state.text()


def test_pages_reach_the_printer(qtbot, store, tmp_path):
    pdf = draft(store, AGREEMENT, 1).pdf
    printer = new_printer("协议")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(100)
    out = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(out))
    put(printer, pdf, range(page_count(pdf)), Setup(), unwatched)
    assert page_count(out.read_bytes()) == page_count(pdf)
    printed, shown = page_image(out.read_bytes(), 0, 50), page_image(pdf, 0, 50)
    assert abs(printed.width() - shown.width()) <= 2

    def ink(image):
        return sum(
            image.pixelColor(x, y).lightness() < 160
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        )

    assert ink(printed) == pytest.approx(ink(shown), rel=0.5)
    assert ink(printed) > 100


def test_signature_stamps_are_drawn(store):
    certified(store)
    unsigned = draft(store, AGREEMENT, 1).pdf
    signed = issue(store, AGREEMENT, 1, PASSWORD).pdf
    assert page_image(signed, 0, 60) != page_image(unsigned, 0, 60)


def test_the_verdict_in_words(qtbot, store, tmp_path):
    certified(store)
    path = tmp_path / "协议.pdf"
    path.write_bytes(issue(store, AGREEMENT, 1, PASSWORD).pdf)
    window = VerifyWindow(store)
    qtbot.addWidget(window)
    window.show()
    for content, kind in (
        (path.read_bytes(), Kind.INTACT),
        (path.read_bytes() + b"x", Kind.UNREADABLE),
        (draft(store, AGREEMENT, 1).pdf, Kind.CHANGED),
        (b"\xff\xd8\xff no pdf", Kind.UNREADABLE),
        (b"", Kind.UNREADABLE),
    ):
        path.write_bytes(content)
        window.verdict = None
        window.verify(path)
        qtbot.waitUntil(lambda: window.verdict is not None, timeout=20_000)
        assert window.verdict.kind is kind or (
            kind is Kind.UNREADABLE and window.verdict.kind is Kind.CHANGED
        )
        assert window._word.text() == window.verdict.kind.value
    path.unlink()
    window.verify(path)
    qtbot.waitUntil(lambda: window._word.text() == "核验签名", timeout=10_000)


def history(qtbot, store) -> HistoryView:
    """The history of the case, once it was read behind the window."""
    view = HistoryView(store, Case, 1)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: bool(view.steps))
    return view


def test_the_history_tells_from_what_to_what(qtbot, store):
    with store.step("修改人民调解") as session:
        case = session.get(Case, 1)
        case.summary = "新的情况"
        case.dispute_type = "01"
        case.parties[0].phone = "12348"
        case.terms = []
    walk(store, 1, "void", void_reason="登记错误")
    view = history(qtbot, store)
    said = {(line.label, line.before, line.after) for step in view.steps for line in step.lines}
    assert said >= {
        ("纠纷类型", "邻里纠纷", "婚姻家庭纠纷"),
        ("纠纷简要情况", "通道堆放杂物影响通行。", "新的情况"),
        ("当事人：联系方式", "", "12348"),
        ("协议条款：移除", "条款内容 李四清走杂物。，履行期限 2024-06-30", ""),
        ("状态", "达成协议", "已作废"),
    }
    texts = {label.text() for label in view.findChildren(QLabel)}
    assert {"邻里纠纷  →  婚姻家庭纠纷", "修改人民调解", "达成协议  →  已作废"} <= texts
    assert any("测试员" in text for text in texts)
    assert [step.step_id for step in view.steps] == sorted(
        (step.step_id for step in view.steps), reverse=True
    )


def test_an_old_value_comes_back_as_a_step(qtbot, store):
    with store.step("改") as session:
        case = session.get(Case, 1)
        case.summary, case.occurred_on, case.registered_on = "新的情况", date(2024, 6, 1), None
        case.registered_on = date(2024, 6, 4)
    view = history(qtbot, store)
    lines = {line.label: line for line in view.steps[0].lines}
    assert not lines.get("纠纷名称")
    for label in ("纠纷简要情况", "纠纷发生日期", "登记日期"):
        view.give_back(lines[label])
    with store.read() as session:
        case = session.get(Case, 1)
        held = (case.summary, case.occurred_on, case.registered_on)
    assert held == ("通道堆放杂物影响通行。", None, date(2024, 6, 3))
    qtbot.waitUntil(lambda: view.steps[0].name == "恢复登记日期")
    assert store.undo() == "撤销：恢复登记日期"
    assert check(store).sound


def test_what_the_program_sets_cannot_be_given_back(qtbot, store):
    view = history(qtbot, store)
    lines = [line for step in view.steps for line in step.lines]
    assert {line.label for line in lines} >= {"状态", "案号"}
    assert not [line for line in lines if line.name and line.label in ("状态", "案号")]
    more = next(b for b in view.findChildren(QPushButton) if b.text().startswith("显示全部"))
    shown = len(view.findChildren(QLabel))
    more.click()
    assert len(view.findChildren(QLabel)) > shown


def test_the_bin_gives_back(qtbot, store):
    with store.step("删除") as session:
        session.get(Case, 1).deleted_at = datetime(2024, 7, 1)
    page = RecycleBinPage(store)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.restore()
    assert page.model.rowCount() == 0
    assert page._stack.currentIndex() == 1
    with store.read() as session:
        assert session.get(Case, 1).deleted_at is None
    store.undo()  # from the bar on top, while the page is shown
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page._back.isEnabled()
