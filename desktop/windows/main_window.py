"""The main window: sidebar, bar on top, the page that is open, the foot; and how it is left."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from db.registers import in_force
from db.store.trouble import Trouble
from desktop.windows.finding.offers import SearchOffers
from desktop.windows.footer import Footer
from desktop.windows.help.sample import banner
from desktop.windows.home.facts import Facts, gather
from desktop.windows.menus import fill_menus
from desktop.windows.pages import Pages
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.ears import Ears
from desktop.windows.parts.idle import Idle
from desktop.windows.parts.in_turns import turns_of
from desktop.windows.parts.later import later
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.parts.tab_order import pass_by
from desktop.windows.preferences import Preferences, idle_minutes
from desktop.windows.record.begun import can_be_new
from desktop.windows.record.keeping_drafts import KeepingDrafts
from desktop.windows.sidebar import Sidebar
from desktop.windows.sidebar_entries import by_heading, entries
from desktop.windows.store.acts import StoreActs
from desktop.windows.store.auto_backup import AutoBackup
from desktop.windows.store.backing_up import LeavingWindow, changed_since
from desktop.windows.topbar import TopBar
from desktop.windows.views import DUES, HOME
from desktop.windows.window_keys import press, set_keys

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.app import Desk

_NARROW = 1000  # device-independent pixels, in usual text: 1366 at 150 % is narrower
_AFTER_PAINT = 60  # ms: first the window, then what it tells


class MainWindow(QMainWindow):
    """One open store.

    Whoever makes it with ``whole=False`` goes through ``make_in_turns`` before it is shown.
    """

    def __init__(self, desk: "Desk", database: "Database", *, whole: bool = True) -> None:
        super().__init__()
        self.desk, self.database = desk, database
        self.setWindowTitle("枫桥")
        self.pages = Pages(database)
        self.acts = StoreActs(self, database, self.pages.may_leave)
        self._gone = self._backup_failed = False
        self._year = 0
        if whole:
            for _ in self.make_in_turns():
                pass

    def make_in_turns(self) -> Iterator[None]:
        """Its parts, and what they tell one another."""
        look.draw_rare()
        self.side, self.top, self.foot = Sidebar(), TopBar(self.database.user), Footer()
        self.offers = SearchOffers(self.top.search, self.pages)
        yield
        self._lay_out()
        self._connect()
        fill_menus(self)
        set_keys(self)
        yield
        self._show_registers()
        yield
        self._listen()
        self.cramped = not memory.place_window(self, "main", 1240, 780)  # it takes the screen
        self.pages.turn_to(HOME)
        later(self, _AFTER_PAINT, self.refresh)
        later(self, 0, self._resume)

    def _listen(self) -> None:
        self._ears = Ears(self, self.database)
        self._ears.heard.connect(self._changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)  # one look for a burst of changes
        self._soon.timeout.connect(self.refresh)
        self._auto = AutoBackup(self, self.database, self._ears.heard)
        self._drafts = KeepingDrafts(self, self.database, self.pages.being_typed)
        self._idle = Idle(idle_minutes(), self)
        self._idle.passed.connect(self.lock_now)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(Notices())
        right.addWidget(self.pages, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.side)
        upper.addLayout(right, 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.desk.sample is not None:
            column.addWidget(banner(self))
        column.addLayout(upper, 1)
        column.addWidget(self.foot)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.side.chosen.connect(self.pages.go_to)
        self.pages.turned.connect(self._turned)
        self.pages.year_asked.connect(self.show_year)
        self.top.search.asked.connect(self.pages.search)
        self.top.search.downwards.connect(self.pages.enter_hits)
        self.top.undo.clicked.connect(self.acts.undo)
        self.top.redo.clicked.connect(self.acts.redo)
        self.top.lock.clicked.connect(self.lock)
        self.foot.due_asked.connect(lambda: self.pages.turn_to(DUES))
        self.foot.backup_asked.connect(self.acts.back_up)

    def _show_registers(self) -> None:
        """The sidebar, the menu and the pages know the office's own registers at once."""
        self._own, rights = self.database.own, self.database.rights
        known = by_heading(filter(rights.may_see, in_force(self.database)))
        self.side.show_entries(entries(known))
        self.top.fill_new(filter(rights.may_change, filter(can_be_new, known)), self._begins)
        self.pages.renew()
        self.side.show_chosen(self.pages.name)

    def _turned(self, name: str) -> None:
        self.side.show_chosen(name)
        hush(self)
        if name == HOME:  # what was opened meanwhile, and the day
            self._soon.start()

    # what the store tells

    def refresh(self) -> None:
        """Look at the store again, behind the window."""
        self._soon.stop()
        if not self._gone:
            self._drafts.look()
            database, today = self.database, date.today()
            year = self._year or today.year
            tasks.run(self, "正在读取", lambda _p: gather(database, today, year), self._show_facts)

    def show_year(self, year: int) -> None:
        """Count another year on the first page."""
        self._year = year
        self.refresh()

    def _changed(self, _tables: object) -> None:
        if self.database.own is not self._own and not self._gone:
            self._show_registers()
        self._soon.start()

    def _show_facts(self, facts: Facts) -> None:
        self.foot.show_facts(facts)
        self.pages.show_facts(facts)
        if facts.office:
            self.setWindowTitle(f"{facts.office} · 枫桥")
        for which, button, word, keys in (
            ("undo", self.top.undo, "撤销", "Ctrl+Z"),
            ("redo", self.top.redo, "重做", "Ctrl+Shift+Z"),
        ):
            name = facts.offered.get(which, "").removeprefix("撤销：")
            button.setEnabled(bool(name))
            button.setToolTip(f"{word}：{name}（{keys}）" if name else f"没有可以{word}的操作")

    # keys and menus

    def _begins(self, register: str) -> Callable[[], None]:
        return lambda: self.pages.begin(register)

    def prefer(self) -> None:
        """Choose how the program looks and behaves; the window is made anew with it."""
        if Preferences(self).exec() == QDialog.DialogCode.Accepted and self.pages.may_leave():
            memory.keep_window(self, "main")
            self.keep_draft()
            self.let_go()
            self.desk.rebuild()

    # leaving and coming back

    def keep_draft(self) -> None:
        """Keep what is being typed, sealed, for the next time; forget what was saved since."""
        from desktop.windows.record.drafts import forget, keep

        if self._gone:
            return
        record = self.pages.unsaved()
        self._drafts.wait()
        if record is None:
            forget(self.database)
        else:
            keep(self.database, record)  # where the disk refuses, people stay and drafts go on
        self._drafts.end()

    def _resume(self) -> None:
        from desktop.windows.record.drafts import take

        record = None if self._gone else take(self.database)
        if record is not None:
            self.pages.show_draft(record)
            self._drafts.look(there=True)
            say(self, "上次没有来得及保存的内容在这里，请核对后保存", "info")

    def lock(self) -> None:
        """Lock, unless something is not saved."""
        if self.pages.may_leave():
            self.lock_now()

    def lock_now(self) -> None:
        """Lock: nothing of any record stays in a window; what was being typed is kept sealed."""
        dialog: QWidget | None = QApplication.activeModalWidget()
        if dialog is not None:  # its own loop must end first
            dialog.close()
            later(self, 100, self.lock_now)
            return
        self.keep_draft()
        memory.keep_window(self, "main")
        self.let_go()
        self.desk.lock()

    def restore(self) -> None:
        """Lock, and let people choose the backup."""
        from desktop.windows.opening.unlock import UnlockWindow

        if self.pages.may_leave():
            self.lock_now()
            if isinstance(self.desk.window, UnlockWindow):
                self.desk.window.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the sidebar shows its icons alone."""
        super().resizeEvent(event)
        self.side.be_narrow(self.width() < _NARROW * look.text_factor())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes past every part, whenever its widgets were made."""
        return pass_by(forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the cursor is on; Qt alone does so in dialogs only."""
        if not press(self.focusWidget(), event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window; back up when something changed; a failed backup stops it once."""
        if self._gone:
            event.accept()
            return
        event.ignore()
        if not self.pages.may_leave():
            return
        memory.keep_window(self, "main")
        if self._backup_failed or not self._needs_backup():
            self._end()
            event.accept()
            return
        self._leaving = LeavingWindow(self.database, self._end, self._stay)
        self._leaving.show()
        self.hide()

    def _needs_backup(self) -> bool:
        try:
            return self.desk.sample is None and changed_since(self.database)
        except Trouble:  # the backup will say it
            return True

    def _stay(self, trouble: Trouble) -> None:
        self._backup_failed = True
        self.show()
        say(self, f"{trouble.sentence}。再关一次窗口就不备份，直接退出", "problem")

    def _end(self) -> None:
        self.keep_draft()
        self.let_go()
        self.desk.leave()
        QApplication.quit()

    def heavy_parts(self) -> list[QWidget]:
        """Its pages, which nobody finds any more: the window goes."""
        self.pages.made.clear()
        return [self.pages]

    def let_go(self) -> None:
        """Listen to the store no longer."""
        self._gone = True
        self._drafts.end()
        for clock in (self._soon, self._auto, *turns_of(self)):
            clock.stop()
        self._ears.forget()
