"""The button for what is printed over a whole register: rolls as of a day, summaries of a year."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.form import Form


class RollButton(QPushButton):
    """Not shown where a register has no such form; a menu where it has several."""

    def __init__(self, database: "Database", cls: Any) -> None:
        from desktop.documents.forms import rolls_for

        super().__init__(icon("print"), "")
        look.mark(self, "quiet")
        self._database = database
        forms = rolls_for(cls)
        self.setText(forms[0].title if len(forms) == 1 else "名册和汇总")
        self.setToolTip("按某一天或某一年打印")
        if len(forms) == 1:
            self.clicked.connect(lambda: self.ask(forms[0]))
        elif not forms:
            self.hide()
        else:
            menu = QMenu(self)
            for form in forms:
                menu.addAction(form.title).triggered.connect(lambda _=False, f=form: self.ask(f))
            self.setMenu(menu)

    def ask(self, form: "Form") -> None:
        """Ask for the day or year, then show the paper."""
        from desktop.windows.paper.ask_day import AskDay
        from desktop.windows.paper.paper_window import show_paper

        asked = AskDay(form, self.window())
        if asked.exec() == QDialog.DialogCode.Accepted and asked.day is not None:
            show_paper(self, self._database, form, asked.day)
