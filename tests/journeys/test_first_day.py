"""The first day at the office, from the welcome to the evening's backup and the next morning."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from db.registers import Case, Mediator, Place
from db.registers.mediation import Party
from db.store.check import check
from db.store.database import Database
from desktop.windows.main_window import MainWindow
from desktop.windows.opening.setup_wizard import SetupWizard
from desktop.windows.parts import tasks
from desktop.windows.store.backing_up import LeavingWindow
from desktop.windows.views import HOME
from tests.offices import PASSWORD
from tests.windows.desks import arrived, empty_desk, locked, quits, unlocked

__all__ = ["empty_desk", "quits"]


def write(field: QLineEdit, text: str) -> None:
    """As an input method writes: keyClicks knows no Chinese."""
    field.setFocus()
    field.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(field, typed)


def set_up(qtbot, wizard: SetupWizard) -> str:
    """Through the wizard by keyboard alone; gives the recovery code."""
    qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
    write(wizard.office.name, "天龙镇司法所")
    write(wizard.office.head, "陈所长")
    qtbot.keyClick(wizard.office.head, Qt.Key.Key_Return)
    write(wizard.password.password.first, PASSWORD)
    write(wizard.password.password.second, PASSWORD)
    qtbot.keyClick(wizard.password.password.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.recovery is not None, timeout=20_000)
    page = wizard.recovery
    qtbot.keyClick(page.kept, Qt.Key.Key_Space)
    code = page.sheet.code
    page.last.setFocus()
    qtbot.keyClicks(page.last, code[-5:])
    qtbot.keyClick(page.last, Qt.Key.Key_Return)
    return code


def register(qtbot, window: MainWindow, record) -> int:
    """Begin a record from the menu, fill it, save it with Ctrl+S."""
    table = record.__tablename__
    window.pages.new_record(table)
    page = window.pages.register_page(table)
    for field in type(record).fields.values():
        value = getattr(record, field.name)
        if field.computed is None and value not in (None, [], ""):
            setattr(page.pane.record, field.name, value)
    page.pane.form.show_record(page.pane.record)
    page.pane._mark(dirty=True)
    assert page.pane.save(), page.pane.form.check()
    return page.pane.record_id


def test_the_first_day(qtbot, empty_desk, quits):
    desk = empty_desk
    desk.begin()
    code = set_up(qtbot, desk.window)
    window = arrived(qtbot, desk)
    said = lambda: "\n".join(label.text() for label in window.findChildren(QLabel))  # noqa: E731
    qtbot.waitUntil(lambda: "从这里开始" in said(), timeout=10_000)

    register(qtbot, window, Place.fresh(name="二官村", kind="1"))
    register(qtbot, window, Mediator.fresh(name="王调解"))
    case = Case.fresh(
        registered_on=date.today(), committee_id=1, source="2", dispute_type="02", summary="排水"
    )
    case.parties = [Party.fresh(role="1", name="张三"), Party.fresh(role="2", name="李四")]
    case_id = register(qtbot, window, case)
    with window.database.step("受理") as session:
        kept = session.get(Case, case_id)
        kept.accepted_on = date.today()
        next(move for move in Case.moves if move.code == "accept").make(kept, session)

    window.pages.turn_to(HOME)
    number = f"（{date.today().year}）天人调字第1号"
    qtbot.waitUntil(lambda: f"{number} 张三与李四邻里纠纷" in said(), timeout=10_000)
    window.top.search.setText("李四")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "搜索“李四”" in said() and number in said(), timeout=10_000)

    window.acts.undo()
    qtbot.waitUntil(lambda: "重做" in window.top.redo.toolTip(), timeout=10_000)
    window.acts.redo()
    qtbot.waitUntil(lambda: not window.top.redo.isEnabled(), timeout=10_000)

    window.lock()
    window = unlocked(qtbot, desk)
    window.close()
    qtbot.waitUntil(lambda: quits == [True], timeout=20_000)
    tasks.wait()
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, LeavingWindow) and w.isVisible()
    ]
    copies = list((desk.store.parent / "backups").glob("*.db"))
    assert copies

    with Database.open_with_code(desk.store, code, "第二天的新密码一句") as database:
        report = check(database)
        assert report.sound, report.findings
        with database.read() as session:
            assert session.get(Case, case_id).number == number
    morning = locked(qtbot, desk)
    morning.field.setText("第二天的新密码一句")
    morning.open()
    assert arrived(qtbot, desk).windowTitle() == "天龙镇司法所 · 枫桥"
