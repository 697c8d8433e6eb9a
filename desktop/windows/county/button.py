"""The buttons over the list of tables from above: open a new template, or fill the chosen one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from db.store.trouble import Trouble
from desktop.windows.parts import look, memory
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from db.store.database import Database

KINDS = "上级表格 (*.xlsx *.xlsm);;所有文件 (*)"
FOLDER = "county/folder"


def ask_template(parent: QWidget) -> Path | None:
    """Which workbook; None when people think better of it."""
    folder = memory.word(FOLDER) or str(Path.home())
    name, _ = QFileDialog.getOpenFileName(parent.window(), "打开上级发的表格", folder, KINDS)
    if not name:
        return None
    memory.keep(FOLDER, str(Path(name).parent))
    return Path(name)


class CountyButtons(QWidget):
    """Seen over that register alone; ``chosen`` gives the id of the record people stand on."""

    def __init__(
        self, database: "Database", cls: "Any", chosen: "Callable[[], int | None]"
    ) -> None:
        super().__init__()
        self._database, self._chosen = database, chosen
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        self.open = look.mark(QPushButton(icon("folder"), "打开模板"), "quiet")
        self.open.setToolTip("打开上级发的 xlsx，把格子对照到指标或栏目")
        self.fill = look.mark(QPushButton(icon("edit"), "对照和填表"), "quiet")
        self.fill.setToolTip("填选中的这份表格，或修改它的对照")
        self.open.clicked.connect(self.open_new)
        self.fill.clicked.connect(self.open_chosen)
        row.addWidget(self.open)
        row.addWidget(self.fill)
        if cls.__tablename__ != "county_form":
            self.hide()

    def open_new(self) -> None:
        """Ask for a template of a form that is not known yet."""
        path = ask_template(self)
        if path is not None:
            self._show(None, path)

    def open_chosen(self) -> None:
        """Open the form people stand on; one without a template asks for it."""
        from db.registers import CountyForm
        from desktop.exchange.county.keeping import template_of

        number = self._chosen()
        if number is None:
            say(self, "请先在列表里选一份上级表格；还没有的，先打开模板", "warning")
            return
        path = None
        try:
            with self._database.read() as session:
                form = session.get(CountyForm, number)
                bare = form is not None and template_of(session, form) is None
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        if bare:
            path = ask_template(self)
            if path is None:
                return
        self._show(number, path)

    def _show(self, number: int | None, path: Path | None) -> None:
        from desktop.windows.county.window import CountyWindow

        window = CountyWindow(self._database, number, path, self.window())
        window.setModal(True)
        window.show()
