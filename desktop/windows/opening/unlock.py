"""The unlock window: password, what to do when it is wrong or forgotten, and other stores."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.store.secrecy import BANNER
from db.store.trouble import Trouble
from db.store.users_in import users_in
from desktop.windows.help.sample import sample_button
from desktop.windows.opening.tall import Tall
from desktop.windows.parts import look, memory
from desktop.windows.parts.passwords import PasswordField
from desktop.windows.store.ask_anywhere import lies_well

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.app import Desk
    from desktop.windows.opening.rescue import Way


_USER = "unlock/user"
_ONCE = "密码不对，请检查大小写和输入法后再试"
_OFTEN = "密码还是不对。忘了，请选“忘记密码”；记得清楚，可能是仓库旁的密钥文件（.keys）换了"


class UnlockWindow(QFrame):
    """The first window on a store that exists."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self._backs: list[QPushButton] = []
        self.setWindowTitle("枫桥")
        look.mark(self, "ground")
        self._pages = QStackedWidget()
        self._pages.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * 24)
        self._pages.addWidget(self._password_page())
        outer = Tall(self).column
        outer.setContentsMargins(0, look.GAP_WIDE, 0, look.GAP_WIDE)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._pages, 0)
        middle.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        memory.place_window(self, "unlock", 640, 480)
        self._clock = QTimer(self)
        self._clock.setInterval(250)
        self._clock.timeout.connect(self._count_down)
        self.field.setFocus()
        if desk.delay.left():
            self._wait()

    def _password_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        column.addWidget(look.mark(QLabel("枫桥"), "brand"))
        column.addWidget(look.mark(QLabel("乡镇司法所登记、文书和统计"), "quiet"))
        column.addSpacing(look.GAP_LARGE)
        self.user = self._users(column)
        self.field = PasswordField()
        self.field.returnPressed.connect(self.open)
        self.user.activated.connect(self.field.clear)  # it was somebody else's
        label = look.mark(QLabel("密码(&P)"), "label")
        label.setBuddy(self.field)
        column.addWidget(label)
        row = QHBoxLayout()
        self.button = look.mark(QPushButton("打开"), "primary")
        self.button.clicked.connect(self.open)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        shown = QCheckBox("显示密码(&X)")
        shown.toggled.connect(self.field.show_letters)
        column.addWidget(shown)
        self.sentence = look.mark(QLabel(), "problem")
        self.sentence.setWordWrap(True)
        room = QWidget()  # two lines are kept free, so that nothing jumps
        room.setMinimumHeight(self.fontMetrics().height() * 2)
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.sentence)
        inside.addStretch(1)
        column.addWidget(room)
        self.field.caps.connect(self._caps)
        self.user.activated.connect(lambda _place: self._say(""))
        self.damaged = look.mark(QPushButton("仓库打不开怎么办(&H)"), "link")
        self.damaged.clicked.connect(self.rescue)
        self.damaged.hide()
        column.addWidget(self.damaged)
        column.addLayout(self._ways())
        column.addWidget(sample_button(self.desk))
        column.addSpacing(look.GAP)
        where = look.mark(QLabel(f"仓库：{self.desk.store}"), "small")
        where.setWordWrap(True)
        column.addWidget(where)
        column.addWidget(look.mark(QLabel(BANNER), "small"))
        return page

    def _users(self, column: QVBoxLayout) -> QComboBox:
        """Who opens; asked where several may, with whoever opened last."""
        box, known = QComboBox(), users_in(self.desk.store)
        box.addItems(known)
        box.setCurrentIndex(max(0, box.findText(memory.word(_USER))))
        label = look.mark(QLabel("使用人(&U)"), "label")
        label.setBuddy(box)
        for part in (label, box):
            column.addWidget(part)
            part.setVisible(len(known) > 1)
        return box

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP_WIDE)
        for word, act in (
            ("忘记密码(&F)", self.use_code),
            ("从备份恢复(&B)", self.restore),
            ("换一个仓库(&S)…", self.choose),
        ):
            button = look.mark(QPushButton(word), "link")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def open(self) -> None:
        """Try the password."""
        from desktop.windows.parts import tasks

        if not self.button.isEnabled() or not lies_well(self, self.desk.store):
            return
        password = self.field.text()
        if not password:
            self._say("请输入密码")
            return
        self._busy(True)
        self._say("正在打开…", "quiet")
        store, user = self.desk.store, self.user.currentText() or None

        def work(progress: "Progress") -> "Database":
            from desktop.windows.opening.ahead import make_ready

            make_ready()  # the store must know every register before it opens
            from db.store.database import Database

            database = Database.open(store, password, user, progress)
            with database.read(), database.read():  # a connection for the window, 10 to 20 ms
                return database

        tasks.run(self, "正在打开", work, self.opened, self._refused)

    def opened(self, database: "Database", told: str = "") -> None:
        """Go on to the main window, which says what is told."""
        self.field.clear()
        self.desk.delay.forget()
        memory.keep(_USER, database.user)
        self.desk.enter(database, whole=False, told=told)

    def _refused(self, trouble: Trouble) -> None:
        from db.store.keys import FirstTime, WrongPassword
        from desktop.windows.opening.damaged import looks_damaged

        self._busy(False)
        if isinstance(trouble, FirstTime):
            self.begin_anew()
            return
        wrong = isinstance(trouble, WrongPassword)
        if wrong:
            self.desk.delay.failed()
        lost = self.desk.delay.often if wrong else looks_damaged(trouble.sentence)
        self.damaged.setVisible(lost)
        self._say(trouble.sentence)
        self.field.selectAll()
        self.field.setFocus()
        if wrong:
            self._wait()

    def _wait(self) -> None:
        self.button.setEnabled(False)
        self._clock.start()
        self._count_down()

    def _count_down(self) -> None:
        left = self.desk.delay.left()
        if left:
            self._say(f"密码不对，请检查大小写和输入法；{left} 秒后可以再试")
        else:
            self._clock.stop()
            self.button.setEnabled(True)
            self._say(_OFTEN if self.desk.delay.often else _ONCE)

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.field.setReadOnly(busy)

    def _caps(self, on: bool) -> None:
        if not self._clock.isActive():
            self._say("大写锁定（Caps Lock）好像开着" if on else "", "warning")

    def _say(self, sentence: str, kind: str = "problem") -> None:
        look.mark(self.sentence, kind)
        self.sentence.setText(sentence)

    def use_code(self) -> None:
        """The page for the recovery code."""
        from desktop.windows.opening.rescue import CodePage

        if lies_well(self, self.desk.store):
            self._turn_to(CodePage(self.desk.store, self.opened))

    def begin_anew(self) -> None:
        """The page where somebody who typed a start code chooses a password."""
        from desktop.windows.opening.rescue import FirstPage

        self._say("")
        self._turn_to(FirstPage(self.desk.store, self.field.text(), self.opened))
        self.field.clear()

    def restore(self) -> None:
        """The page for restoring from a backup, with a way on to salvaging."""
        self._restore_from(None)

    def _restore_from(self, copy: Path | None) -> None:
        from desktop.windows.opening.rescue import RestorePage

        salvage = self.rescue if copy is None else None
        page = RestorePage(self.desk.store, self.opened, salvage)
        page.delay = self.desk.delay
        if copy is not None:
            page.file.setText(str(copy))
        self._turn_to(page)
        (page.password if page.file.text() else page.file).setFocus()

    def rescue(self) -> None:
        """The page for a store that does not open any more."""
        from desktop.windows.opening.damaged import DamagedPage

        page = DamagedPage(self.desk.store, self.opened, self._restore_from)
        page.delay = self.desk.delay
        page.password.setText(self.field.text())
        self._turn_to(page)

    def choose(self) -> None:
        """Another store file."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.desk.store.parent)
        path, _ = QFileDialog.getOpenFileName(self, "换一个仓库", folder, "枫桥仓库 (*.db)")
        if path:
            self.desk.choose(Path(path))

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Enter presses the button that the cursor is on, Escape turns back."""
        from PySide6.QtCore import Qt  # see look._set

        from desktop.windows.window_keys import press

        if event.key() == Qt.Key.Key_Escape and self._backs:
            self._backs[-1].click()  # which it is not while something is done
        elif not press(self.focusWidget(), event):
            super().keyPressEvent(event)

    def _turn_to(self, page: "Way") -> None:
        back = look.mark(QPushButton("返回(&Z)"), "link")
        back.clicked.connect(lambda: self._turn_back(page))
        page.column.addWidget(back)
        self._backs.append(back)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _turn_back(self, page: QWidget) -> None:
        self._backs.pop()
        self._pages.removeWidget(page)
        page.deleteLater()
        if self.desk.store.exists():
            self.field.setFocus()
        else:
            self.desk.begin()  # nothing to unlock: back to the set-up
