"""The history of one record: who changed what, when, from what to what; old values come back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.long_column import SIDE, LongColumn, Part
from desktop.windows.parts.notices import Notices, say

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from db.store.record_history import Line, Told

_FEW = 6
"""Lines shown of one step among several; a first registration fills thirty."""


class HistoryView(QDialog):
    """Newest first; ``masked`` as the record's form is."""

    def __init__(
        self,
        database: "Database",
        cls: Any,
        record_id: int,
        parent: QWidget | None = None,
        *,
        masked: bool = False,
    ) -> None:
        super().__init__(parent)
        self._masked = masked
        self._database, self._cls, self._record_id = database, cls, record_id
        self.steps: list[Told] = []
        self.setWindowTitle("历史")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, look.GAP_WIDE, SIDE, look.GAP)
        head.setSpacing(4)
        self._title = look.mark(QLabel(), "heading")
        self._title.setWordWrap(True)
        head.addWidget(self._title)
        note = "每一步都记在不能暗中修改的历史里；“检查仓库”会证明它没有被改过。"
        head.addWidget(look.mark(QLabel(note), "small"))
        rows.addLayout(head)
        rows.addWidget(look.line())
        self._area = look.mark(LongColumn(), "surface")
        self._area.setAccessibleName("历次改动")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.addWidget(self._area, 1)
        rows.addWidget(look.line())
        foot = QHBoxLayout()
        foot.setContentsMargins(look.GAP_LARGE, look.GAP, look.GAP_LARGE, look.GAP)
        foot.addStretch(1)
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)
        self.resize(760, 600)
        self.finished.connect(self.deleteLater)
        self.reload()

    def reload(self) -> None:
        """Look at the store, behind the window: a long history is searched for the rows."""
        database, cls, number, masked = self._database, self._cls, self._record_id, self._masked

        def work(_progress: "Progress") -> "tuple[list[Told], str, bool]":
            from db.store.record_history import story_of

            with database.read() as session:
                steps = story_of(session, cls, number, masked=masked)
                record = session.get(cls, number)
                there = record is not None and record.deleted_at is None
                return steps, record.called() if record else "历史", there

        tasks.run(self, "正在读取历史", work, lambda told: self._show(*told))

    def _show(self, steps: "list[Told]", title: str, there: bool) -> None:
        """In turns; what is shown already stays where it is."""
        self.steps = steps
        self._title.setText(title)
        fixed = self._cls.written_by_program or not self._database.rights.may_change(self._cls)
        give_back = self.give_back if there and not fixed else None

        def part(step: "Told") -> Part:
            few = _FEW if len(steps) > 1 else len(step.lines)
            key = (step.step_id, repr(step.lines), few, give_back is None)
            return key, lambda: _Step(step, few, give_back)

        self._area.show_parts(map(part, steps))

    def give_back(self, line: "Line") -> None:
        """Give a field of the record its old value back, as a step of its own."""
        from db.store.problems import stopping

        try:
            with self._database.step(f"恢复{line.label}") as session:
                record = session.get(self._cls, self._record_id)
                if record is None:
                    return
                setattr(record, line.name, line.old)
                against = stopping(session, record)
                if against:
                    raise Trouble(against[0].sentence)  # noqa: TRY301 - takes the step back
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        else:
            self.reload()
            say(self, f"已恢复{line.label}：{line.before or '空'}")


class _Step(QWidget):
    """One step: its name, who and when, and what it changed."""

    def __init__(self, step: "Told", few: int, give_back: Any) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(look.mark(QLabel(step.name), "strong"))
        head.addStretch(1)
        head.addWidget(look.mark(QLabel(f"{step.who}　{step.at.replace('T', ' ')}"), "small"))
        self._rows.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.GAP_WIDE)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        em = self.fontMetrics().horizontalAdvance("枫")
        self._grid.setColumnMinimumWidth(0, 9 * em)
        self._rows.addLayout(self._grid)
        self._give_back = give_back
        self._add(step.lines[:few])
        if len(step.lines) > few:
            more = look.mark(QPushButton(f"显示全部 {len(step.lines)} 项"), "link")
            more.clicked.connect(lambda: self._show_rest(more, step.lines[few:]))
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addSpacing(look.GAP)
        self._rows.addWidget(look.line())
        self._rows.addSpacing(look.GAP)

    def _show_rest(self, button: QPushButton, lines: "tuple[Line, ...]") -> None:
        button.hide()
        self._add(lines)

    def _add(self, lines: "tuple[Line, ...]") -> None:
        top = Qt.AlignmentFlag.AlignTop
        for row, line in enumerate(lines, start=self._grid.rowCount()):
            label = look.mark(QLabel(line.label), "label")
            label.setWordWrap(True)
            words = QLabel(told(line))
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, 0, top)
            self._grid.addWidget(words, row, 1, top)
            if line.name and self._give_back is not None:
                button = look.mark(QPushButton("恢复旧值"), "link")
                button.setToolTip(f"把{line.label}改回：{line.before or '空'}")
                button.clicked.connect(lambda _=False, one=line: self._give_back(one))
                self._grid.addWidget(button, row, 2, top)


def told(line: "Line") -> str:
    """``甲 → 乙``; what was filled in or taken away stands alone."""
    if line.before and line.after:
        return f"{line.before}  →  {line.after}"
    return line.after or (f"{line.before}  →  空" if line.name else line.before)
