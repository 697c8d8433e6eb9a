"""The panel of a record's attachments: small pictures, and what can be done with them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from db.store import attachments as store
from db.store.blobs import in_megabytes
from db.store.trouble import Trouble
from desktop.windows.attachments import acts
from desktop.windows.attachments.strip import AttachmentList
from desktop.windows.parts import look, memory
from desktop.windows.parts.ears import listen
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store.attachments import Tally
    from db.store.database import Database
    from desktop.exchange.attaching import Outcome, Source

_EMPTY = (
    "还没有附件。把照片、扫描件或 PDF 拖到这条记录上；\n"
    "也可以按“添加文件”，或在这里按 Ctrl+V 粘贴截图和复制的文件。"
)


class AttachmentPanel(QWidget):
    """``counted`` carries how many files the open record has; ``wanted`` when it is to be seen.

    While it is hidden it only counts; contents are read when people open one.
    """

    counted = Signal(int)
    wanted = Signal()

    def __init__(self, database: "Database", cls: Any, saved: Callable[[], int | None]) -> None:
        """``saved`` gives the open record's id, after saving it where that was not done yet."""
        super().__init__()
        self._database, self._table, self._saved = database, cls.__tablename__, saved
        self._record_id: int | None = None
        self._stale = True
        self.list = AttachmentList(database)
        self._total = look.mark(QLabel(), "quiet")
        self._empty = look.mark(QLabel(_EMPTY), "quiet")
        self._for_chosen: list[QPushButton] = []
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._offer)
        self.list.itemActivated.connect(lambda _: self.open())
        listen(self, database, self._changed)

    def show_record(self, record_id: int | None) -> None:
        """Count the record's attachments, and show them when the panel is to be seen."""
        if record_id != self._record_id:
            self.list.clearSelection()
        self._record_id = record_id
        self._stale = True
        if self.isVisible():
            self._load()
        else:
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Now they are wanted."""
        super().showEvent(event)
        if self._stale:
            self._load()

    def enter(self) -> None:
        """Go to the first file, or to the place where files may be pasted."""
        if self.list.count():
            self.list.setCurrentRow(max(self.list.currentRow(), 0))
        (self.list if self.list.count() else self._empty).setFocus()

    def add(self, sources: "Sequence[Source]") -> None:
        """Attach files to the open record, which is saved first."""
        if not sources:
            return
        record_id = self._saved()
        if record_id is None:
            say(self, "先把这条记录填好保存，再附文件", "warning")
            return
        self.wanted.emit()
        acts.add(self, self._database, self._table, record_id, sources, done=self._added)

    def choose(self) -> None:
        """Ask for files."""
        start = memory.word("attachments/folder", str(Path.home()))
        names, _ = QFileDialog.getOpenFileNames(self, "添加附件", start)
        if names:
            memory.keep("attachments/folder", str(Path(names[0]).parent))
            self.add([Path(name) for name in names])

    def paste(self) -> None:
        """Attach what was copied elsewhere."""
        found = acts.on_clipboard()
        if found:
            self.add(found)
        else:
            say(self, "剪贴板里没有文件或图片：请先复制文件，或截图，再粘贴")

    def open(self) -> None:
        """Look at the chosen one, inside the program."""
        from desktop.windows.attachments.window import AttachmentWindow

        chosen = self.list.chosen()
        if chosen:
            files = self.list.files()
            place = next(n for n, one in enumerate(files) if one.id == chosen[0].id)
            window = AttachmentWindow(self, self._database, files, place)
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.show()

    def describe(self) -> None:
        """Ask for the chosen one's name, purpose and date."""
        from db.registers.mediation.dossier import offered_purposes
        from desktop.exchange.attaching import clean_name
        from desktop.windows.attachments.details import AttachmentDetails

        chosen = self.list.chosen()
        if not chosen:
            return
        with self._database.read() as session:
            usual = offered_purposes(session) if self._table == "mediation" else []
            known = list(dict.fromkeys([*usual, *store.purposes(session)]))
        asked = AttachmentDetails(self, chosen[0], known)
        if asked.exec() == QDialog.DialogCode.Accepted:
            values = asked.values | {"name": clean_name(asked.values["name"])}
            number = chosen[0].id
            self._step("修改附件", lambda session: store.describe(session, number, **values))

    def shift(self, by: int) -> None:
        """Move the chosen one by one place."""
        chosen = self.list.chosen()
        if len(chosen) == 1:
            number = chosen[0].id
            self._step("调整附件顺序", lambda session: store.shift(session, number, by))

    def remove(self) -> None:
        """Take the chosen ones off the record."""
        chosen = [one.id for one in self.list.chosen()]
        if chosen:
            acts.remove(self, self._database, chosen)

    def save_out(self) -> None:
        """Save the chosen ones outside of the store."""
        acts.save_out(self, self._database, self.list.chosen())

    def _step(self, name: str, act: Callable[[Any], None]) -> None:
        try:
            with self._database.step(name) as session:
                act(session)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def _added(self, outcome: "Outcome") -> None:
        if self._stale:
            self._load()
        self.list.choose(outcome.added)

    def _changed(self, tables: Any) -> None:
        if store.Attachment.__tablename__ in tables:
            self.show_record(self._record_id)

    def _load(self) -> None:
        self._stale = False
        with self._database.read() as session:
            record_id = self._record_id
            files = (
                store.attachments_of(session, self._table, record_id)
                if record_id is not None
                else []
            )
        self.list.show_files(files)
        self._stack.setCurrentIndex(0 if files else 1)
        self._offer()
        self._count()

    def _count(self) -> None:
        total = store.Tally()
        if self._record_id is not None:
            with self._database.read() as session:
                total = store.tally(session, self._table, self._record_id)
        self._total.setText(_told(total))
        self.counted.emit(total.files)

    def _offer(self) -> None:
        chosen = len(self.list.chosen())
        for button in self._for_chosen:
            alone = button.property("alone")
            button.setEnabled(chosen == 1 if alone else chosen > 0)

    def _lay_out(self) -> None:
        look.mark(self, "surface")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(look.mark(QLabel("附件"), "strong"))
        head.addSpacing(look.GAP)
        head.addWidget(self._total, 1)
        more = look.mark(QPushButton(icon("plus"), "添加文件"), "quiet")
        more.clicked.connect(self.choose)
        head.addWidget(more)
        for name, word, keys, alone, act in (
            ("eye", "打开", "Return", True, self.open),
            ("edit", "名称和说明", "F2", True, self.describe),
            ("left", "前移", "Alt+Left", True, lambda: self.shift(-1)),
            ("right", "后移", "Alt+Right", True, lambda: self.shift(1)),
            ("outward", "存出", "Ctrl+Shift+S", False, self.save_out),
            ("bin", "移除（可以撤销）", "Delete", False, self.remove),
        ):
            head.addWidget(self._button(name, word, keys, alone, act))
        rows.addLayout(head)
        self._stack = QStackedLayout()
        rows.addLayout(self._stack, 1)  # first: else what it shows were a window of its own
        self._stack.addWidget(self.list)
        self._total.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack.addWidget(self._empty)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._offer()

    def _button(
        self, name: str, word: str, keys: str, alone: bool, act: Callable[[], None]
    ) -> QPushButton:
        """A button for what is chosen, its key in the list, and its line in the list's menu."""
        button = look.mark(QPushButton(icon(name), ""), "quiet")
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{word} ({shown})")
        button.setAccessibleName(word)
        button.setProperty("alone", alone)
        button.clicked.connect(lambda _=False: act())
        action = QAction(word, self.list)
        action.triggered.connect(lambda _=False: act())
        self.list.addAction(action)
        if name != "eye":  # the list itself tells of Return
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._for_chosen.append(button)
        return button


def _told(total: "Tally") -> str:
    """``3 个，5 页，1.2 MB；1 个不计页数``."""
    if not total.files:
        return ""
    words = f"{total.files} 个，{total.pages} 页，{in_megabytes(total.size)}"
    return words + (f"；{total.unpaged} 个不计页数" if total.unpaged else "")
