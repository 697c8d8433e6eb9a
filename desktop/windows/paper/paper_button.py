"""The button that prints a record: its one form at once, one of several from a menu."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon


class PaperButton(QPushButton):
    """Prints at once where the record has one form, and offers a menu where it has several.

    ``chosen`` carries the form.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(icon("print"), "打印")
        look.mark(self, "quiet")
        self.forms: list[Any] = []
        self.menu_of_forms = QMenu(self)
        self.setToolTip("打印预览（Ctrl+P）")

    def show_record(self, record: Any) -> None:
        """Offer what a saved record has; nothing for a new one."""
        from desktop.documents.forms import forms_for

        saved = record is not None and record.id is not None
        self.forms = forms_for(type(record), record) if saved else []
        self.setVisible(bool(self.forms))
        self.setText("打印…" if len(self.forms) > 1 else "打印")
        self.menu_of_forms.clear()
        for form in self.forms:
            action = self.menu_of_forms.addAction(form.title)
            action.triggered.connect(lambda _=False, one=form: self.chosen.emit(one))

    def follow(self, move: Any) -> None:
        """Print at once what the move was made for."""
        for form in self.forms:
            if form.follows == move.code:
                self.chosen.emit(form)

    def choose(self) -> None:
        """Print the only form, or open the menu with the keyboard in it."""
        if len(self.forms) == 1:
            self.chosen.emit(self.forms[0])
        elif self.forms:
            self.menu_of_forms.popup(self.mapToGlobal(self.rect().bottomLeft()))
            self.menu_of_forms.setActiveAction(self.menu_of_forms.actions()[0])
