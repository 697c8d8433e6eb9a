"""How files come to 接收报送: chosen, a whole folder, dropped; not at all for who may only look."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from db.registers import Parcel
from desktop.windows.parts import look, memory
from desktop.windows.parts.file_drop import FileDrop
from desktop.windows.parts.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database

_WAYS = "把下级的报送包、上级的回执拖到这里，或者按“添加文件”"


class Adding(QWidget):
    """Two buttons, Ctrl+O and a place to drop files on.

    Args:
        page: where files are dropped and the key is heard.
        database: whose rights say whether anything may be taken in.

    Attributes:
        chosen: files and folders, as paths.
        words: what to do here, or why it may not be done.
    """

    chosen = Signal(object)

    def __init__(self, page: QWidget, database: "Database") -> None:
        super().__init__(page)
        against = database.rights.against(Parcel.__tablename__)
        self.words = against or _WAYS
        self.add = look.mark(QPushButton(icon("plus"), "添加文件…"), "")
        self.folder = look.mark(QPushButton(icon("folder"), "添加U盘或文件夹…"), "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        for button, choose in ((self.folder, self._choose_folder), (self.add, self._choose_files)):
            button.setToolTip(against)
            button.setDisabled(bool(against))
            button.clicked.connect(choose)
            row.addWidget(button)
        if not against:
            FileDrop(page, "放开，就打开这些报送包").dropped.connect(self.chosen)
            keys = QShortcut(QKeySequence("Ctrl+O"), page, self._choose_files)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _choose_files(self) -> None:
        start = memory.word("receiving/folder") or str(Path.home())
        names, _ = QFileDialog.getOpenFileNames(
            self, "添加报送包", start, "报送包和回执 (*.p7m);;所有文件 (*)"
        )
        if names:
            memory.keep("receiving/folder", str(Path(names[0]).parent))
            self.chosen.emit([Path(name) for name in names])

    def _choose_folder(self) -> None:
        start = memory.word("receiving/folder") or str(Path.home())
        name = QFileDialog.getExistingDirectory(self, "添加文件夹里的报送包", start)
        if name:
            memory.keep("receiving/folder", name)
            self.chosen.emit([Path(name)])
