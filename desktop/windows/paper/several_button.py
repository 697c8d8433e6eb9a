"""The button that prints one form for all rows chosen in a list, as one job."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.form import Form
    from desktop.windows.lists.record_list import RecordTable


class SeveralButton(QPushButton):
    """Shown while two rows or more are chosen, in registers that have forms."""

    def __init__(self, database: "Database", table: "RecordTable") -> None:
        super().__init__(icon("print"), "")
        look.mark(self, "quiet")
        self._database, self._table = database, table
        self._menu = QMenu(self)
        self.setToolTip("把选中的几件印成一份打印任务（Ctrl+Shift+P）")
        self.clicked.connect(self.choose)
        self.hide()
        table.numbered.connect(self._show_number)
        QShortcut(QKeySequence("Ctrl+Shift+P"), table, self.choose)

    @cached_property
    def forms(self) -> "list[Form]":
        """What the register has, asked for when it may be wanted: all forms are many modules."""
        from desktop.documents.forms import forms_for

        found = forms_for(self._table.cls)
        for form in found:
            action = self._menu.addAction(form.title)
            action.triggered.connect(lambda _=False, one=form: self.print_form(one))
        return found

    def choose(self) -> None:
        """Print the only form, or let people choose among several."""
        if self.isHidden():
            return
        if len(self.forms) == 1:
            self.print_form(self.forms[0])
        else:
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
            self._menu.setActiveAction(self._menu.actions()[0])

    def print_form(self, form: "Form") -> None:
        """Make the papers and show them before they are printed."""
        from desktop.documents.joined import MOST, collect
        from desktop.windows.paper.batch_window import show_batch

        number = self._table.number()
        if number > MOST:
            say(self, f"一次最多打印 {MOST} 件，现在选了 {number} 件，请缩小范围", "warning")
            return
        ids, database = self._table.chosen_ids(), self._database
        show_batch(
            self,
            database,
            f"正在生成 {len(ids)} 份{form.title}",
            lambda progress: collect(database, form, ids, progress),
        )

    def _show_number(self, number: int) -> None:
        self.setText(f"打印所选 {number} 件…")
        self.setVisible(number > 1 and bool(self.forms))
