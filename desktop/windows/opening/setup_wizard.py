"""The first day: a store is founded page by page, and nothing is kept until the last page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.help.sample import sample_button
from desktop.windows.opening.recovery_sheet import RecoverySheet
from desktop.windows.opening.setup_pages import (
    OfficeAnswers,
    OfficePage,
    Page,
    PasswordPage,
    RecoveryPage,
    Welcome,
)
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.doubts import doubt, goes_on
from desktop.windows.parts.notices import Notices, hush, say
from desktop.windows.parts.where import ask_where
from desktop.windows.store.ask_anywhere import insists

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.app import Desk

_STEPS = ("欢迎", "本所资料", "姓名与密码", "恢复码")
_TOWNSHIP_COMMITTEE = "3"  # resources/codes/committee_kind.toml


class SetupWizard(QWidget):
    """Four pages; the store is written before the last one, which shows its recovery code."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.database: Database | None = None
        self.setWindowTitle("首次设置 · 枫桥")
        look.mark(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.welcome = Welcome(desk.store, self.move_store, self.restore)
        self.office, self.password = OfficePage(), PasswordPage()
        self.recovery: RecoveryPage | None = None
        self.pages = QStackedWidget()
        for page in (self.welcome, self.office, self.password):
            self.pages.addWidget(page)
        self._steps = [QLabel(f"{number}  {word}") for number, word in enumerate(_STEPS, 1)]
        self.back, self.next = QPushButton("上一步(&Z)"), look.mark(QPushButton(), "primary")
        self.back.clicked.connect(self.go_back)
        self.sample = sample_button(desk)
        self.next.clicked.connect(self.go_on)
        self.next.setDefault(True)
        self._lay_out()
        memory.place_window(self, "setup", 820, 600)
        self.turn_to(0)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Notices())
        columns = QHBoxLayout()
        columns.setContentsMargins(32, 32, 32, look.GAP_LARGE)
        columns.setSpacing(40)
        side = QVBoxLayout()
        side.setSpacing(look.GAP_WIDE)
        side.addWidget(look.mark(QLabel("枫桥"), "brand"))
        side.addSpacing(look.GAP)
        for label in self._steps:
            side.addWidget(label)
        side.addStretch(1)
        columns.addLayout(side)
        columns.addWidget(look.mark(QFrame(), "upright"))
        columns.addWidget(self.pages, 1)
        outer.addLayout(columns, 1)
        outer.addWidget(look.line())
        row = QHBoxLayout()
        row.setContentsMargins(32, look.GAP_WIDE, 32, look.GAP_WIDE)
        row.setSpacing(look.GAP)
        row.addWidget(self.sample)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        outer.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, goes to the next blank field, or goes on."""
        here = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(here, QPushButton):
            here.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next.isEnabled():
            blank = self._blank_below()
            if blank is not None:
                blank.setFocus()
            else:
                self.go_on()
        else:
            super().keyPressEvent(event)

    def _blank_below(self) -> QLineEdit | None:
        """The next line of the page, after the one with the cursor, in which nothing stands."""
        lines: list[QLineEdit] = list(self.pages.currentWidget().findChildren(QLineEdit))
        here = self.focusWidget()
        below = lines[lines.index(here) + 1 :] if here in lines else []
        return next((line for line in below if not line.text()), None)

    def go_on(self) -> None:
        """To the next page, when this one is complete."""
        hush(self)
        page = self.pages.currentWidget()
        if not isinstance(page, Page) or not page.ready():
            return
        if page is self.recovery:
            self._enter()
        elif page is self.password:
            self._found()
        elif page is not self.welcome or self._may_lie_there():
            self.turn_to(self.pages.currentIndex() + 1)

    def go_back(self) -> None:
        """To the page before."""
        self.turn_to(self.pages.currentIndex() - 1)

    def turn_to(self, place: int) -> None:
        """Show a page by its number, 0 for the first."""
        if place == 2 and not self.password.name.text():
            self.password.name.setText(self.office.head.text().strip())
        self.pages.setCurrentIndex(place)
        for number, label in enumerate(self._steps):
            look.mark(label, "strong" if number == place else "quiet")
        self.back.setVisible(place in (1, 2))
        self.sample.setHidden(place > 0 or self.desk.make_sample is None)
        self.next.setText(("新建仓库(&G)", "下一步(&G)", "建立仓库(&G)", "开始使用(&G)")[place])
        page = self.pages.currentWidget()
        if isinstance(page, Page):
            page.begin()
        if place == 0:
            self.next.setFocus()

    def _found(self) -> None:
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        store, answers, user = self.desk.store, self.office.answers(), self.password.name.text()
        password = self.password.password.value() or ""

        def work(progress: "Progress") -> "tuple[Database, str]":
            database, code = found(store, answers, user.strip(), password)
            try:
                progress(1, 1)
            except Trouble:  # cancelled
                unfound(database)
                raise
            return database, code

        tasks.run(self, "正在建立加密仓库", work, self._founded, self._refused)

    def _founded(self, result: "tuple[Database, str]") -> None:
        self.database, code = result
        self.password.password.first.clear()
        self.password.password.second.clear()
        sheet = RecoverySheet(code, self.office.answers().name, self.desk.store)
        self.recovery = RecoveryPage(sheet)
        self.pages.addWidget(self.recovery)
        self.next.setEnabled(True)
        self.turn_to(3)

    def _refused(self, trouble: Trouble) -> None:
        self.next.setEnabled(True)
        self.back.setEnabled(True)
        say(self, trouble.sentence, "problem")

    def _enter(self) -> None:
        database, self.database = self.database, None
        if database:
            self.desk.enter(database, whole=False)

    def move_store(self) -> None:
        """Another place for the new store."""
        place = ask_where(self, "仓库建在哪里", self.desk.store.stem, ".db", "store/folder")
        if place is not None:
            self.desk.choose(place)

    def _may_lie_there(self) -> bool:
        """Whether the place is fit for a store, or people want it there all the same."""
        from desktop.exchange.drives.resting import unfit_place

        reason = unfit_place(self.desk.store)
        if not reason:
            return True
        said = f"{reason}。请把仓库建在本机硬盘上，U盘只放备份。"
        answers = ("换一个位置(&M)…", "仍然建在这里(&A)")
        if not insists(self, f"仓库不宜建在 {self.desk.store}。", said, answers):
            self.move_store()
            return False
        return True

    def restore(self) -> None:
        """A backup instead of a new store."""
        from desktop.windows.opening.unlock import UnlockWindow

        window = UnlockWindow(self.desk)
        window.restore()
        self.desk.show_window(window)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving before the code is proven takes the empty store back."""
        if not self.next.isEnabled():  # the store is being made, and nobody has its code yet
            event.ignore()
            return
        if self.database is None:
            event.accept()
            return
        if goes_on(leaving(self)):
            unfound(self.database)
            self.database = None
        else:
            event.ignore()


def leaving(parent: QWidget) -> QMessageBox:
    """The question while the code is not proven."""
    reason = "现在离开，这个空仓库会撤去，下次从头设置。"
    return doubt(parent, "恢复码还没有核对。", "继续设置", "离开", reason=reason)


def found(store: Path, office: OfficeAnswers, user: str, password: str) -> "tuple[Database, str]":
    """A new store with its office; gives it open, and its recovery code.

    Raises:
        Trouble: something lies at the place already, or the disk refuses.
    """
    from db.registers import Committee, Office, UserAccount
    from db.store.database import Database
    from db.store.rights import HEAD

    database, code = Database.create(store, user, password)
    try:
        with database.step("建立仓库", lasting=True) as session:
            session.add(
                Office.fresh(
                    name=office.name,
                    short_name=office.short_name,
                    township=office.township or None,
                    district=office.district or None,
                    head=office.head or None,
                )
            )
            session.add(UserAccount.fresh(name=user, role=HEAD))
            if office.committee:
                session.add(
                    Committee.fresh(
                        name=office.committee,
                        short_name=office.short_name,
                        kind=_TOWNSHIP_COMMITTEE,
                    )
                )
    except BaseException:
        unfound(database)
        raise
    return database, code


def unfound(database: "Database") -> None:
    """Take back a store that was just founded and holds nothing of anybody's work."""
    from db.store.keys import keyring_path

    database.close()
    for ending in ("", "-wal", "-shm"):
        database.path.with_name(database.path.name + ending).unlink(missing_ok=True)
    keyring_path(database.path).unlink(missing_ok=True)
