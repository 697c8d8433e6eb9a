"""功能介绍: a balloon that goes from part to part of the main window; nothing waits for it."""

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.later import later
from desktop.windows.views import HOME

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow

_WIDTH = 26  # characters
_STEPS_BY_KEY = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Return: 1}


class Step(NamedTuple):
    """One stop: what it says, and the part of the window it stands beside, by its attribute."""

    title: str
    words: str
    part: str


STEPS = (
    Step(
        "首页",
        "快到期的事、今年的数字、最近登记的记录都在这里，点一下就打开。",
        "pages",
    ),
    Step(
        "登记簿",
        "调解、法律援助、执法证、普法……各有一个登记簿。按 F6 到这里，← → 收起和展开。",
        "side",
    ),
    Step(
        "新建",
        "登记一件事从这里开始：Ctrl+N，再按数字或字母选登记簿。",
        "top.new",
    ),
    Step(
        "搜索",
        "按姓名、案号、名称在全部登记簿里找：Ctrl+K。",
        "top.search",
    ),
    Step(
        "撤销",
        "写错了不要紧：每一步都能撤销，删掉的在回收站里，历史一直留着。",
        "top.undo",
    ),
    Step(
        "到期和备份",
        "今天到期几件、上次备份是哪天。按一下到期的看全部，按一下备份的马上备份。",
        "foot",
    ),
    Step(
        "仓库",
        "备份到U盘、从备份恢复、检查仓库、设置都在这个菜单里。“功能介绍”也在，随时可以再看。",
        "top.more",
    ),
    Step(
        "帮助",
        "填表时按 F1，说明这一栏怎么写、依据哪一条；再按一次打开帮助手册。离开座位按这里锁定。",
        "top.lock",
    ),
)


class Tour(QFrame):
    """← → go back and on, Esc ends; clicking elsewhere goes on with the work beside it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.place = 0
        look.mark(self, "balloon")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._frame = look.mark(QFrame(window), "pointed")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = look.mark(QLabel(), "heading")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._count = look.mark(QLabel(), "small")
        self.back, self.on = QPushButton("← 上一步"), look.mark(QPushButton(), "primary")
        self.back.clicked.connect(lambda: self.go(-1))
        self.on.clicked.connect(lambda: self.go(1))
        end = look.mark(QPushButton("结束（Esc）"), "quiet")
        end.clicked.connect(self.end)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        for button in (end, self.back, self.on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the balloon has the keys
            foot.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, look.GAP_WIDE, look.GAP_WIDE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        rows.addWidget(self._title)
        rows.addWidget(self._words)
        rows.addSpacing(look.GAP)
        rows.addLayout(foot)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("枫") * _WIDTH)
        window.installEventFilter(self)
        self._tell()

    def go(self, by: int) -> None:
        """On or back; past the last step it ends."""
        if self.place + by >= len(STEPS):
            self.end()
            return
        self.place = max(0, self.place + by)
        self._tell()

    def end(self) -> None:
        """Take balloon and frame away; the keys go back to the page."""
        self._window.removeEventFilter(self)
        for part in (self._frame, self):
            part.hide()
            part.deleteLater()
        self._window.pages.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the tour."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _STEPS_BY_KEY:
            self.go(_STEPS_BY_KEY[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            later(self, 0, self._stand)
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        step = STEPS[self.place]
        self._title.setText(step.title)
        self._words.setText(step.words)
        self._count.setText(f"{self.place + 1} / {len(STEPS)}")
        self.back.setEnabled(self.place > 0)
        self.on.setText("完成" if self.place + 1 == len(STEPS) else "下一步 →")
        self.setAccessibleName(step.title)
        self.setAccessibleDescription(step.words)
        self._stand()
        self.show()
        self.raise_()
        self.setFocus()

    def _stand(self) -> None:
        part: QWidget = attrgetter(STEPS[self.place].part)(self._window)
        spot = QRect(part.mapTo(self._window, QPoint(0, 0)), part.size())
        self._frame.setGeometry(spot.adjusted(-2, -2, 2, 2) & self._window.rect())
        self._frame.show()
        self._frame.raise_()
        self.adjustSize()
        self.move(beside(spot, self.size().width(), self.size().height(), self._window.rect()))
        self.raise_()


def beside(spot: QRect, width: int, height: int, room: QRect) -> QPoint:
    """Where a balloon stands: below the spot, else above, else right of it, else inside it."""
    gap = look.GAP
    left = min(max(spot.left(), gap), room.width() - width - gap)
    if spot.bottom() + height + 2 * gap <= room.height():
        return QPoint(left, spot.bottom() + gap)
    if spot.top() - height - gap >= 0:
        return QPoint(left, spot.top() - height - gap)
    if spot.right() + width + 2 * gap <= room.width():
        return QPoint(spot.right() + gap, spot.top() + 2 * look.GAP_LARGE)
    return QPoint(spot.center().x() - width // 2, spot.center().y() - height // 2)


def begin_tour(window: "MainWindow") -> Tour:
    """Begin, or begin anew, on the first page, of which it tells first."""
    old = window.findChild(Tour)
    if isinstance(old, Tour) and not old.isHidden():
        old.end()
    window.pages.turn_to(HOME)
    return Tour(window)
