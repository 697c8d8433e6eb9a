"""What an attachment is called, what it is for, when it was taken."""

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.store.kinds import DateKind
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.foot import Foot

if TYPE_CHECKING:
    from db.store.attachments import Attachment


class AttachmentDetails(QDialog):
    """Asks; ``values`` is what ``describe`` takes. The ending of the name stays as it is."""

    def __init__(self, parent: QWidget, attachment: "Attachment", known: list[str]) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        stem, self._ending = os.path.splitext(attachment.name)  # noqa: PTH122 - a name, no path
        self.setWindowTitle("附件的名称和说明")
        self.name, self.purpose = QLineEdit(stem), QLineEdit(attachment.purpose or "")
        self.taken_on = QLineEdit(DateKind().format(attachment.taken_on))
        self.purpose.setPlaceholderText("如 身份证复印件、现场照片、签字的协议书")
        self.taken_on.setPlaceholderText(f"如 {DateKind().sample()}，没有可不填")
        completer = QCompleter(known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.purpose.setCompleter(completer)
        self._problem = look.mark(QLabel(), "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP_WIDE)
        form = QFormLayout()
        form.setHorizontalSpacing(look.GAP_WIDE)
        form.setVerticalSpacing(look.GAP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for label, line in (
            ("说明", self.purpose),
            ("文件名", self.name),
            ("拍摄日期", self.taken_on),
        ):
            form.addRow(look.mark(QLabel(label), "label"), line)
            line.setAccessibleName(label)
        rows.addLayout(form)
        rows.addWidget(self._problem)
        rows.addWidget(Foot(self, "确定", self.accept))
        self.resize(30 * self.fontMetrics().horizontalAdvance("枫"), self.sizeHint().height())
        self.purpose.setFocus()

    def accept(self) -> None:
        """Take what was typed, if it can be read."""
        name = self.name.text().strip()
        try:
            taken = DateKind().parse(self.taken_on.text())
        except Trouble as trouble:
            self._say(trouble.sentence)
            return
        if not name:
            self._say("请填写文件名")
            return
        self.values = {
            "name": f"{name}{self._ending}",
            "purpose": self.purpose.text().strip() or None,
            "taken_on": taken,
        }
        super().accept()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
