"""The button that takes a foreign ledger in: asks for the file, then opens the import window."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from db.store.trouble import Trouble
from desktop.windows.parts import look, memory
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.exchange.importing.book import Book

_FOLDER = "import/folder"
_KINDS = "表格和数据 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.json);;所有文件 (*)"


class ImportButton(QPushButton):
    """Not shown where the program alone makes records."""

    def __init__(self, database: "Database", cls: Any) -> None:
        super().__init__(icon("inward"), "导入")
        look.mark(self, "quiet")
        self._database, self._cls = database, cls
        self.setToolTip(
            "从 Excel、CSV 或 JSON 导入旧台账（Ctrl+I）；"
            "在表格里复制的，在列表上按 Ctrl+V，或随处按 Ctrl+Shift+V 粘贴"
        )
        self.clicked.connect(self.ask)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste)
        if cls.written_by_program or cls.single or not database.rights.may_change(cls):
            self.hide()  # and never shown here, where it would be a window of its own

    def ask(self) -> None:
        """Ask for the file and open it."""
        if self.isHidden():
            return
        folder = memory.word(_FOLDER) or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self.window(), "导入", folder, _KINDS)
        if name:
            memory.keep(_FOLDER, str(Path(name).parent))
            self.open(Path(name))

    def paste(self) -> None:
        """Open what was copied in a spreadsheet; it goes through the same preview as a file."""
        from desktop.exchange.clipboard import as_book

        if self.isHidden():
            return
        try:
            held = QApplication.clipboard().mimeData()
            self.open(as_book(held.text(), html=held.html()))
        except Trouble as trouble:
            say(self, trouble.sentence, "warning")

    def open(self, source: "Path | Book") -> None:
        """Show the import window on a file or a table; it stays until it is done or closed."""
        from desktop.windows.importing.window import ImportWindow

        window = ImportWindow(self._database, self._cls, source, self.window())
        window.setModal(True)
        window.show()
