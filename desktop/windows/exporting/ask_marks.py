"""Work that takes text out of the house: people read where marks of state secrets stand first."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.parts import look, tasks
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.progress import Progress
    from db.store.trouble import Trouble
    from desktop.exchange.secret_marks import Marked

T = TypeVar("T")
_WIDE, _LINES = 46, 8  # characters, lines


def run_once_read(
    parent: QWidget, title: str, work: "Callable[[Progress, bool], T]", done: Callable[[T], None]
) -> None:
    """As ``tasks.run``; ``work`` is told whether people have read, and done again once they have.

    Args:
        parent: the widget that wants it.
        title: what is being done.
        work: gets a Progress and whether the marks were read; raises ``Marked`` when not.
        done: gets the result.
    """

    def failed(trouble: "Trouble") -> None:
        from db.store.progress import Cancelled
        from desktop.exchange.secret_marks import Marked

        if not isinstance(trouble, Marked):
            say(parent, trouble.sentence, "info" if isinstance(trouble, Cancelled) else "problem")
        elif AskMarks(parent, trouble).exec() == QDialog.DialogCode.Accepted:
            tasks.run(parent, title, lambda progress: work(progress, True), done)
        else:
            say(parent, "没有交出，什么也没有写出去", "info")

    tasks.run(parent, title, lambda progress: work(progress, False), done, failed)


class AskMarks(QDialog):
    """All places; to stay is what Enter does."""

    def __init__(self, parent: QWidget, marked: "Marked") -> None:
        super().__init__(parent)
        self.setWindowTitle("国家秘密标志")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        count = len(marked.places)
        rows.addWidget(look.mark(QLabel(f"要交出的内容里有 {count} 处带国家秘密标志"), "heading"))
        self.places = QPlainTextEdit("\n".join(place.sentence for place in marked.places))
        self.places.setReadOnly(True)
        self.places.setTabChangesFocus(True)
        self.places.setAccessibleName("带标志的位置")
        self.places.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        rows.addWidget(self.places)
        said = QLabel(
            "请逐处核对。属于国家秘密的不得交出，也不得存在本机上（保守国家秘密法第三十一条）；"
            f"只是提到这几个字的，可以继续{'，位置会记入导出登记' if marked.entered else ''}。"
        )
        said.setWordWrap(True)
        look.mark(said, "warning")
        width = _WIDE * self.fontMetrics().horizontalAdvance("枫")
        said.setMinimumHeight(said.heightForWidth(width - 2 * look.GAP_LARGE))
        rows.addWidget(said)
        buttons = QDialogButtonBox()
        self.stay = buttons.addButton("不交出", QDialogButtonBox.ButtonRole.RejectRole)
        self.go = buttons.addButton("已核对，继续", QDialogButtonBox.ButtonRole.AcceptRole)
        self.stay.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)
        self.setMinimumWidth(width)
