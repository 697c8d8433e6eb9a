"""The ways back in: the printed recovery code, and a backup."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Page

from db.store.trouble import Trouble
from db.store.users_in import users_in
from desktop.windows.parts import look, tasks
from desktop.windows.parts.passwords import NewPassword, PasswordField
from desktop.windows.store.ask_anywhere import lies_well

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.opening.delay import Delay

Opened = Callable[["Database", str], None]
"""Goes on with an open store; the sentence is told there."""


class Way(Page):
    """Title, explanation, fields, one sentence, one button.

    Attributes:
        delay: holds back the next try after a wrong password; nobody guesses the long codes.
    """

    delay: "Delay | None" = None

    def __init__(self, title: str, explanation: str, word: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.GAP)
        self.column.addWidget(look.mark(QLabel(title), "title"))
        said = look.mark(QLabel(explanation), "quiet")
        said.setWordWrap(True)
        self.column.addWidget(said)
        self.column.addSpacing(look.GAP)
        self.sentence = look.mark(QLabel(), "problem")
        self.sentence.setWordWrap(True)
        self.button = look.mark(QPushButton(word), "primary")

    def finish(self) -> None:
        """Put the sentence and the button under the fields."""
        self.column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.column.addLayout(row)

    def field(self, word: str, field: QLineEdit) -> QLineEdit:
        """Add a field under its label."""
        label = look.mark(QLabel(word), "label")
        label.setBuddy(field)
        self.column.addWidget(label)
        self.column.addWidget(field)
        return field

    def by_enter(self, *fields: QLineEdit) -> None:
        """Enter goes on from field to field, and from the last one does it."""
        for field, following in pairwise(fields):
            field.returnPressed.connect(following.setFocus)
        fields[-1].returnPressed.connect(self.button.click)

    def begin(
        self, title: str, work: "Callable[[Progress], tuple[Database, str]]", opened: Opened
    ) -> None:
        """Do it behind the window, unless a wrong password was tried a moment ago.

        The work gives the store and what is to be told of it.
        """
        if self.delay and (left := self.delay.left()):
            self.sentence.setText(f"刚才的密码不对，{left} 秒后可以再试")
            return
        self._let(pressed=False)
        self.sentence.setText("")
        tasks.run(self, title, work, lambda made: opened(*made), self._refused)

    def _let(self, *, pressed: bool) -> None:
        """While it is done nobody turns back: the store that opens would be nobody's."""
        buttons: list[QPushButton] = list(self.findChildren(QPushButton))
        for button in buttons:
            button.setEnabled(pressed)

    def _refused(self, trouble: Trouble) -> None:
        from db.store.keys import WrongPassword

        if self.delay and isinstance(trouble, WrongPassword):
            self.delay.failed()
        self._let(pressed=True)
        self.sentence.setText(trouble.sentence)


def _whose(users: list[str]) -> str:
    """Where several open the store, whose password the code sets: the first one's, always."""
    if len(users) < 2:
        return ""
    first = users[0]
    return f"设置的是{first}的新密码；其他人忘记密码，请{first}在“使用人”里处理，不用恢复码。"


class CodePage(Way):
    """The recovery code opens the store and sets a new password."""

    def __init__(self, store: Path, opened: Opened) -> None:
        super().__init__(
            "用恢复码设置新密码",
            "恢复码印在首次设置时打印或保存的那张纸上：5 组，每组 5 个字符，不分大小写。"
            + _whose(users_in(store)),
            "打开并设置新密码(&O)",
        )
        self._store, self._opened = store, opened
        self.code = self.field("恢复码(&C)", QLineEdit())
        look.mark(self.code, "code")
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.password = NewPassword()
        self.column.addSpacing(look.GAP)
        self.column.addWidget(self.password)
        self.button.clicked.connect(self.go)
        self.finish()
        self.by_enter(self.code, self.password.first, self.password.second)
        self.code.setFocus()

    def go(self) -> None:
        """Try the code."""
        code, password, store = self.code.text(), self.password.value(), self._store
        if not code.strip():
            self.sentence.setText("请输入恢复码")
        elif password is not None:
            new_password = password

            def work(_progress: "Progress") -> "tuple[Database, str]":
                from db.registers.users.access_log import RECOVERED, note_access
                from db.store.database import Database

                database = Database.open_with_code(store, code, new_password)
                note_access(database, RECOVERED)
                return database, "新密码已经设好，下次用它打开；以前的备份仍用旧密码"

            self.begin("正在用恢复码打开", work, self._opened)


class FirstPage(Way):
    """A person who came with a start code chooses a password; the code is used up then."""

    def __init__(self, store: Path, code: str, opened: Opened) -> None:
        super().__init__(
            "设置自己的密码",
            "启用码是对的。它只能用这一次：以后打开仓库，用您在这里设置的密码，所长也不知道它。",
            "设置密码并打开(&O)",
        )
        self._store, self._code, self._opened = store, code, opened
        self.password = NewPassword()
        self.column.addWidget(self.password)
        self.button.clicked.connect(self.go)
        self.finish()
        self.by_enter(self.password.first, self.password.second)
        self.password.first.setFocus()

    def go(self) -> None:
        """Open with the code, and put the password in its place."""
        password, store, code = self.password.value(), self._store, self._code
        if password is not None:
            new_password = password

            def work(_progress: "Progress") -> "tuple[Database, str]":
                from db.registers.users.access_log import FIRST_IN, note_access
                from db.store.database import Database

                database = Database.open_first(store, code, new_password)
                note_access(database, FIRST_IN)
                return database, ""

            self.begin("正在设置密码", work, self._opened)


class RestorePage(Way):
    """A backup takes the store's place; the store that was there is kept beside it.

    ``salvage`` opens the page for saving what the store itself still holds: one that is damaged may
    open all the same, and what was entered since the backup is in it alone.
    """

    def __init__(
        self, store: Path, opened: Opened, salvage: Callable[[], None] | None = None
    ) -> None:
        super().__init__(
            "从备份恢复",
            "选一份“枫桥备份-….db”，旁边须有同名的 .keys 文件。"
            "现有的仓库不会删除，只是改名放在旁边。",
            "恢复并打开(&O)",
        )
        self._store, self._opened = store, opened
        label = look.mark(QLabel("备份文件(&F)"), "label")
        self.file = QLineEdit()
        label.setBuddy(self.file)
        choose = QPushButton("选择(&B)…")
        choose.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(choose)
        self.column.addWidget(label)
        self.column.addLayout(row)
        self.password = self.field("那份备份的密码(&P)", PasswordField())
        self.button.clicked.connect(self.go)
        self.finish()
        if salvage is not None and store.exists():
            self.salvage = look.mark(QPushButton("抢救备份以后登记的(&H)…"), "link")
            self.salvage.clicked.connect(salvage)
            self.column.addWidget(self.salvage)
        self.by_enter(self.file, self.password)
        self._propose()

    def _propose(self) -> None:
        """The newest backup beside the store; people may choose another."""
        from db.store.salvage import newest_copies

        for copy in newest_copies(self._store)[:1]:
            self.file.setText(str(copy))

    def choose(self) -> None:
        """Look for the file, beginning where backups go."""
        folder = self._store.parent / "backups"
        start = folder if folder.is_dir() else self._store.parent
        path, _ = QFileDialog.getOpenFileName(self, "选择备份", str(start), "枫桥备份 (*.db)")
        if path:
            self.file.setText(path)
            self.password.setFocus()

    def go(self) -> None:
        """Restore, and open what was restored."""
        file, password, store = self.file.text().strip(), self.password.text(), self._store
        if not file:
            self.sentence.setText("请选择备份文件")
        elif not password:
            self.sentence.setText("请输入那份备份的密码")
        elif lies_well(self, store):

            def work(progress: "Progress") -> "tuple[Database, str]":
                import db.registers  # noqa: F401 - the store must know every register
                from db.store.backup import copied_at, restore
                from db.store.database import Database

                store.parent.mkdir(parents=True, exist_ok=True)
                aside = restore(Path(file), store, password)
                at = copied_at(Path(file))
                told = f"已恢复到{at:%Y年%m月%d日 %H:%M}的样子" if at else "已从备份恢复"
                told += "，那以后登记的不在里面"
                told += f"；原来的仓库改名为 {aside.name}，放在旁边" if aside else ""
                return Database.open(store, password, progress=progress), told

            self.begin("正在恢复", work, self._opened)
