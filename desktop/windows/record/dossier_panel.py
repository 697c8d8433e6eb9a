"""The dossier of a case at the foot of its form: what stands in each row, what is still lacking."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.attachments.acts import add as attach
from desktop.windows.parts import look, memory
from desktop.windows.parts.ears import listen
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import say
from desktop.windows.parts.rows import Elided, Line, Section

if TYPE_CHECKING:
    from db.registers.mediation.dossier import Entry, Standing
    from db.store.database import Database

_DOSSIER = "人民调解卷宗"
_TABLES = {"attachment", "office", "dossier_order", "dossier_order_row"}
Act = tuple[str, Callable[[], None]]


class DossierPanel(QWidget):
    """Every row of the order in force.

    ``paper_asked`` carries the form people want to see; ``check_asked`` when they want the
    self-check's points put into their record.
    """

    paper_asked = Signal(object)
    check_asked = Signal()

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self._database = database
        self._record: Any = None
        self.standing: Standing | None = None
        self.lines: list[Line] = []
        self.preview = QPushButton(icon("eye"), "预览卷宗")
        self.preview.clicked.connect(lambda: self._ask_for(_DOSSIER))
        self.check = QPushButton(icon("check"), "填写归档自查")
        self.check.setToolTip("按登记的内容先拟七项结果，由您核对、修改后保存")
        self.check.clicked.connect(self.check_asked)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(look.GAP)
        buttons = QWidget()
        buttons.setLayout(head)
        for button in (self.check, self.preview):
            look.mark(button, "quiet")
            head.addWidget(button)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._rest = look.mark(QLabel(), "warning")
        self._rest.setWordWrap(True)
        self._rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.GAP_WIDE, 0, 0)
        column.setSpacing(4)
        column.addWidget(Section("卷宗", buttons))
        column.addWidget(look.line())
        column.addWidget(self._said)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(self._rest)
        self._turns = InTurns(self)
        listen(self, database, self._heard)
        self.hide()

    def show_record(self, record: Any) -> bool:
        """Show a case that was accepted; gives whether it has a dossier at all."""
        from db.registers import Case

        has = isinstance(record, Case) and None not in (record.id, record.number_no)
        self._record = record if has else None
        self.setVisible(has)
        if has:
            self.refresh()
        return has

    @property
    def _may_add(self) -> bool:
        return not self._database.rights.against("mediation")

    def refresh(self) -> None:
        """Look again what stands in each row."""
        from db.registers.mediation.dossier import dossier_of
        from db.registers.mediation.filing import unchecked

        if self._record is None:
            return
        with self._database.read() as session:
            found = dossier_of(session, self._record)
        before, self.standing = self.standing, found
        if before is None or _seen(found) != _seen(before):
            self._turns.begin(self._show_in_turns(found))
        closed = self._record.state == "closed"
        self.check.setVisible(closed and self._may_add and bool(unchecked(self._record)))

    def enter(self) -> None:
        """Go to the first row that lacks something, else to the first."""
        self._turns.finish()
        entries = self.standing.entries if self.standing else ()
        lacking = (line for line, entry in zip(self.lines, entries, strict=True) if entry.lacking)
        line = next(lacking, self.lines[0] if self.lines else None)
        if line is not None:
            line.setFocus()

    def add(self, purpose: str) -> None:
        """Ask for scans and attach them as what they are."""
        start = memory.word("attachments/folder", str(Path.home()))
        names, _ = QFileDialog.getOpenFileNames(self, f"附上{purpose}的扫描件", start)
        if names:
            memory.keep("attachments/folder", str(Path(names[0]).parent))
            attach(
                self,
                self._database,
                type(self._record).__tablename__,
                self._record.id,
                [Path(name) for name in names],
                done=lambda _outcome: None,
                purpose=purpose,
            )

    def _heard(self, tables: Any) -> None:
        if _TABLES & set(tables):
            self.refresh()

    def _show_in_turns(self, found: "Standing") -> Iterator[None]:
        holders = [line.parent() for line in self.lines]
        focus: QWidget | None = self.window().focusWidget()
        holder = focus.parent() if focus is not None else None
        place = holders.index(holder) if holder in holders else None
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.lines = []
        for entry in found.entries:
            self._rows.addWidget(self._row(entry))
            yield
        if place is not None and place < len(self.lines):
            self.lines[place].setFocus()
        lacking = found.lacking
        words = f"{found.order.name}：必须的文书都有了"
        explained = lacking and self._record is not None and bool(self._record.gaps_reason)
        if lacking:
            words = f"{found.order.name}：还缺 {len(lacking)} 项必须的文书：{'、'.join(lacking)}"
            words += "（已写明理由）" if explained else ""
        self._said.setText(words)
        look.mark(self._said, ("warning" if explained else "problem") if lacking else "good")
        names = "、".join(scan.name for scan in found.left_out)
        self._rest.setText(
            f"没有编入卷宗的附件：{names}。在附件的“说明”里写明是什么，或者文件名里就写明，就编入相应的一项"
        )
        self._rest.setVisible(bool(names))

    def _row(self, entry: "Entry") -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        state, tone = _state(entry)
        number = look.mark(QLabel(str(entry.number or "")), "quiet")
        number.setMinimumWidth(self.fontMetrics().horizontalAdvance("000"))
        line = Line(
            number,
            Elided(entry.row.name),
            look.mark(Elided(_held(entry)), "quiet"),
            look.mark(QLabel(state), tone),
            shares=(0, 5, 5, 0),
        )
        place = len(self.lines)
        line.clicked.connect(lambda: self._press(place))
        self.lines.append(line)
        row.addWidget(line, 1)
        more = look.mark(QPushButton(icon("attach"), ""), "quiet")
        more.setToolTip(f"附上{purpose_of(entry)}的扫描件")
        more.setAccessibleName(more.toolTip())
        more.clicked.connect(lambda: self.add(purpose_of(entry)))
        policy = more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        more.setSizePolicy(policy)
        row.addWidget(more)
        more.setVisible(entry.row.part == "paper" and self._may_add)
        return holder

    def _press(self, place: int) -> None:
        """Do what the row is for; where it holds several things, ask which."""
        if self.standing is None:
            return
        acts = list(self._acts(self.standing.entries[place]))
        if not acts:
            say(self, f"这一项还没有文书；{self._database.rights.against('mediation')}", "info")
        elif len(acts) == 1:
            acts[0][1]()
        if len(acts) < 2:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in acts:
            menu.addAction(words).triggered.connect(lambda _=False, one=act: one())
        menu.popup(QCursor.pos() if self.underMouse() else self.mapToGlobal(self.rect().center()))
        menu.setActiveAction(menu.actions()[0])

    def _acts(self, entry: "Entry") -> list[Act]:
        if entry.row.part != "paper":
            return [("预览卷宗", lambda: self._ask_for(_DOSSIER))]
        acts: list[Act] = [
            (f"预览{_title(code)}", partial(self._ask_for, _title(code))) for code in entry.forms
        ]
        if entry.scans:
            acts.append((f"查看扫描件（{len(entry.scans)} 个）", lambda: self._look(entry)))
        if not acts and self._may_add:
            acts.append(("附上扫描件…", lambda: self.add(purpose_of(entry))))
        return acts

    def _ask_for(self, title: str) -> None:
        from desktop.documents.forms import form

        self.paper_asked.emit(form(title))

    def _look(self, entry: "Entry") -> None:
        from desktop.windows.attachments.window import AttachmentWindow

        window = AttachmentWindow(self, self._database, list(entry.scans), 0)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()


def _seen(found: "Standing") -> list[object]:
    """All that the panel shows of it: the same attachments are other objects each time."""
    rows = [(entry.row, entry.must, _held(entry), _state(entry)) for entry in found.entries]
    return [found.order.name, rows, [scan.name for scan in found.left_out]]


def purpose_of(entry: "Entry") -> str:
    """What a scan attached at this row is called, so that it stands there."""
    if entry.row.either and entry.row.forms:
        return _title((entry.forms or entry.row.forms)[0])
    return entry.row.name


def _title(code: str) -> str:
    from db.registers.mediation.orders import words_of

    return words_of(code)[0]


def _state(entry: "Entry") -> tuple[str, str]:
    if entry.lacking:
        return "缺", "problem"
    return ("✓", "good") if entry.filled else ("按需", "quiet")


def _held(entry: "Entry") -> str:
    """打印稿，扫描件 2 个 3 页."""
    parts = []
    if entry.made:
        parts.append("编卷时生成")
    if entry.forms:
        parts.append("由登记生成" if len(entry.forms) == 1 else f"由登记生成 {len(entry.forms)} 种")
    if entry.scans:
        pages = sum(scan.pages or 0 for scan in entry.scans)
        parts.append(f"扫描件 {len(entry.scans)} 个" + (f" {pages} 页" if pages else ""))
    return "，".join(parts)
