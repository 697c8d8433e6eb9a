"""The button that takes a register out as a file, and what people are told of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.windows.exporting.ask_marks import run_once_read
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.in_turns import InTurns
from desktop.windows.parts.notices import say
from desktop.windows.parts.where import ask_where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store.database import Database
    from db.store.listing import Listing
    from db.store.progress import Progress
    from desktop.exchange.exporting import Exported
    from desktop.exchange.rows_out import Wish

_FOLDER = "export/folder"


class ExportButton(QPushButton):
    """Asks, then writes behind the window; ``listing`` says what the page shows at that moment."""

    def __init__(self, database: "Database", listing: "Callable[[], Listing]") -> None:
        super().__init__(icon("outward"), "导出")
        look.mark(self, "quiet")
        self._database, self._listing = database, listing
        self._asking = InTurns(self)
        self.setToolTip("导出为 Excel、CSV 或 JSON (Ctrl+Shift+E)")
        self.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask how and where to, then export; each window is made and shown in turns of its own."""
        if not self._asking.busy:
            self._asking.begin(self._ask_in_turns())

    def _ask_in_turns(self) -> "Iterator[None]":
        listing = self._listing()
        with self._database.read() as session:
            if not listing.count(session):
                say(self, f"没有可导出的{listing.cls.title}记录")
                return
        yield
        from desktop.windows.exporting.dialog import AskExport

        yield
        asked = AskExport(self._database, listing, self.window())
        yield
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        yield
        wish, name = asked.wish, f"{listing.cls.title} {date.today()}"  # it tells no person
        if wish.bare:
            name += "（含个人信息）"
        path = ask_where(self, "导出", name, asked.ending, _FOLDER)
        yield
        if path is not None:
            self._export(wish, path, asked.purpose)

    def _export(self, wish: "Wish", path: Path, purpose: str) -> None:
        from desktop.exchange.exporting import export

        def work(progress: "Progress", read: bool) -> "Exported":
            database = self._database
            return export(database, wish, path, purpose=purpose, marks_read=read, progress=progress)

        run_once_read(
            self,
            f"正在导出{wish.listing.cls.title}",
            work,
            lambda done: self._say(done, wish.listing.cls.unit),
        )

    def _say(self, done: "Exported", unit: str) -> None:
        for note in done.notes:
            say(self, note, "info")
        folder = QUrl.fromLocalFile(str(done.path.parent))

        def look_there() -> None:
            QDesktopServices.openUrl(folder)

        say(
            self,
            f"已导出 {done.records:,} {unit}到 {done.path.name}",
            "done",
            ("打开所在文件夹", look_there),
        )
