"""The button that takes a foreign ledger in: asks for the file, then opens the import window."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.windows import look, memory
from desktop.windows.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database

_FOLDER = "import/folder"
_KINDS = "表格和数据 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.json);;所有文件 (*)"


class ImportButton(QPushButton):
    """Not shown where the program alone makes records."""

    def __init__(self, database: "Database", cls: Any) -> None:
        super().__init__(icon("inward"), "导入")
        look.mark(self, "quiet")
        self._database, self._cls = database, cls
        self.setToolTip("从 Excel、CSV 或 JSON 导入旧台账 (Ctrl+I)")
        self.clicked.connect(self.ask)
        fixed = cls.written_by_program or cls.single
        self.setVisible(not fixed and database.rights.may_change(cls))

    def ask(self) -> None:
        """Ask for the file and open it."""
        if self.isHidden():
            return
        folder = memory.word(_FOLDER) or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self.window(), "导入", folder, _KINDS)
        if name:
            memory.keep(_FOLDER, str(Path(name).parent))
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Show the import window on a file; it stays until it is done or closed."""
        from desktop.windows.import_window import ImportWindow

        window = ImportWindow(self._database, self._cls, path, self.window())
        window.setModal(True)
        window.show()
