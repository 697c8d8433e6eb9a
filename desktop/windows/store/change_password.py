"""The dialog that changes the password of whoever opened the store."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.passwords import NewPassword, PasswordField

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress


class ChangePassword(QDialog):
    """The old password, and the new one twice."""

    def __init__(self, parent: QWidget, database: "Database") -> None:
        super().__init__(parent)
        self._database = database
        self.setWindowTitle("修改密码")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        column.setSpacing(look.GAP)
        label = look.mark(QLabel(f"{database.user}现在的密码(&O)"), "label")
        self.old = PasswordField("现在的密码")
        label.setBuddy(self.old)
        self.new = NewPassword()
        self.sentence = look.mark(QLabel(), "problem")
        self.sentence.setWordWrap(True)
        foot = Foot(self, "修改", self.go)
        self.change = foot.go
        for part in (label, self.old, self.new, self.sentence, foot):
            column.addWidget(part)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)

    def go(self) -> None:
        """Change it, when the old one is right and the new one good."""
        old, new, database = self.old.text(), self.new.value(), self._database
        if not old:
            self.sentence.setText("请输入现在的密码")
            self.old.setFocus()
        elif new is not None:
            password = new

            def work(_progress: "Progress") -> None:
                from db.registers.users.access_log import CHANGED, note_access

                ring = database.keyring
                key, user = ring.open(old, database.user)
                ring.set_password(user, password, key)
                ring.save()
                note_access(database, CHANGED)

            self.change.setEnabled(False)
            tasks.run(self, "正在修改密码", work, lambda _none: self.accept(), self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self.change.setEnabled(True)
        self.sentence.setText(trouble.sentence)
        self.old.setFocus()
        self.old.selectAll()
