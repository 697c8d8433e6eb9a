"""The buttons over the list of users: a start code for one, shutting one out, handing over."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.doubts import doubt, goes_on
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from db.registers import UserAccount
    from db.store.database import Database
    from desktop.windows.lists.record_list import RecordTable


class UserButtons(QWidget):
    """Seen by the head over that register alone; acts on the record that the table stands on."""

    def __init__(self, database: "Database", table: "RecordTable") -> None:
        super().__init__()
        self._database, self._table = database, table
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        self.give = look.mark(QPushButton(icon("key"), "发启用码"), "quiet")
        self.give.setToolTip("新使用人，或忘记密码的：凭它设置自己的密码，原来的密码作废")
        self.out = look.mark(QPushButton(icon("lock"), "停用"), "quiet")
        self.out.setToolTip("选中的使用人从此打不开这个仓库；他登记的内容和历史都在")
        self.over = look.mark(QPushButton(icon("key"), "移交"), "quiet")
        self.over.setToolTip("把恢复码交给接任的所长：给他一张新的；选自己，就是给自己换一张")
        self.over.clicked.connect(self.hand_over)
        self.give.clicked.connect(self.give_code)
        self.out.clicked.connect(self.shut_out)
        row.addWidget(self.give)
        row.addWidget(self.out)
        row.addWidget(self.over)
        self.standing = look.mark(QLabel(), "small")
        self.standing.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        self.standing.setWordWrap(True)
        self.standing.hide()
        if table.cls.__tablename__ != "user_account" or not database.rights.head:
            self.hide()
        else:
            table.numbered.connect(lambda _number: self.tell())

    def tell(self) -> None:
        """Say how the chosen person comes in: under the list, whose rows stay where they are."""
        from db.registers.users.acts import standing

        account = self._looked_up()
        words = f"{account.name}：{standing(self._database, account)}" if account else ""
        self.standing.setText(words)
        self.standing.setVisible(bool(words))

    def give_code(self) -> None:
        """Make a start code for the chosen person and show it, this once."""
        from db.registers.users.acts import give_start_code

        database, account = self._database, self._account()
        if account is not None and self._may_void(account.name):
            tasks.run(
                self,
                "正在发启用码",
                lambda _progress: give_start_code(database, account),
                lambda code: self._show(account.name, code),
                self._refused,
            )

    def _may_void(self, name: str) -> bool:
        """Whether the person has no password yet that the code would void, or people want it."""
        ring = self._database.keyring
        has = name in ring.users() and not ring.waits_for(name) and name != self._database.user
        return not has or self._sure(giving_anew(self.window(), name))

    def _show(self, name: str, code: str) -> None:
        self.tell()
        StartCode(self.window(), name, code).exec()

    def shut_out(self) -> None:
        """Ask, then take the chosen person's way in away."""
        from db.registers.users.acts import shut_out

        account = self._account()
        if account is None:
            return
        name = account.name
        if not self._sure(shutting_out(self.window(), name)):
            return
        try:
            shut_out(self._database, account)
        except Trouble as trouble:
            self._refused(trouble)
        else:
            self.tell()
            say(self, f"已停用{account.name}；旧备份里的密码仍然有效，请收好备份")

    def hand_over(self) -> None:
        """Ask, then make a new recovery code for the chosen head and show it, this once."""
        from db.registers.users.acts import hand_over, may_hand_over

        database, account = self._database, self._account()
        if account is None:
            return
        own = account.name == database.user
        try:
            may_hand_over(database, account)
            if not self._sure(handing_over(self.window(), account.name, own=own)):
                return
            code = hand_over(database, account)
        except Trouble as trouble:
            self._refused(trouble)
            return
        self._show_code(code)
        if not own:
            told = f"已移交给{account.name}。请在“本所资料”里改负责人；离任的人由{account.name}停用"
            say(self, told, "info")

    def _show_code(self, code: str) -> None:
        from desktop.documents.seals import office_name
        from desktop.windows.store.new_recovery import NewRecovery

        with self._database.read() as session:
            office = office_name(session)
        NewRecovery(self.window(), code, office, self._database.path).exec()

    def _sure(self, question: "QMessageBox") -> bool:
        return goes_on(question)

    def _account(self) -> "UserAccount | None":
        account = self._looked_up()
        if account is None:
            say(self, "请先在列表里选一位使用人；还没有登记的，先按“新登记”，填好保存", "warning")
        return account

    def _looked_up(self) -> "UserAccount | None":
        """The one in the row that is seen to be chosen: none while a new one is being typed."""
        from db.registers import UserAccount

        chosen = self._table.chosen_ids()
        with self._database.read() as session:
            return session.get(UserAccount, chosen[0]) if len(chosen) == 1 else None

    def _refused(self, trouble: Trouble) -> None:
        say(self, trouble.sentence, "problem")


def giving_anew(parent: QWidget, name: str) -> "QMessageBox":
    """The question before a code takes the place of somebody's password."""
    reason = f"{name}现在的密码马上作废，要凭新的启用码重新设置。"
    return doubt(parent, f"{name}已经有密码，再发启用码？", "取消", "发启用码", reason=reason)


def shutting_out(parent: QWidget, name: str) -> "QMessageBox":
    """The question before somebody is shut out."""
    reason = f"{name}的密码从此打不开这个仓库，需要时可以再发启用码。"
    return doubt(parent, f"停用{name}？", "取消", "停用", reason=reason)


def handing_over(parent: QWidget, name: str, *, own: bool) -> "QMessageBox":
    """The question before a new recovery code is made for somebody, or for whoever asks."""
    reason = (
        f"{'您' if own else name}忘记密码时，用新的一张重设。现在这张马上作废，"
        "只有以前的备份还用它打开，请一并留着。新的只显示一次，先准备好打印机或U盘。"
    )
    question = "给自己换一张恢复码？" if own else f"把恢复码移交给{name}？"
    return doubt(parent, question, "取消", "换恢复码" if own else "移交", reason=reason)


class StartCode(QDialog):
    """The code, large, for the person to type; nobody can show it again."""

    def __init__(self, parent: QWidget, name: str, code: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("启用码")
        self.code = look.mark(QLabel(code), "figure")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        said = QLabel(
            f"请把它交给{name}：在解锁窗口选自己的姓名，把它当密码输入，再设置自己的密码。"
            "它只在这里显示一次，只能用一次；没用上的，再发一个即可。"
        )
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP_WIDE)
        column.addWidget(look.mark(QLabel(f"{name}的启用码"), "heading"))
        column.addWidget(self.code)
        column.addWidget(said)
        buttons = QDialogButtonBox()
        done = buttons.addButton("已抄下", QDialogButtonBox.ButtonRole.AcceptRole)
        look.mark(done, "primary")
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
