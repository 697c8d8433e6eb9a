"""The row above a register's list: conditions on the left, what can be done with many records."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from desktop.windows.county.button import CountyButtons
from desktop.windows.lists.saved_filters import SavedFilters
from desktop.windows.paper.blank_button import BlankButton
from desktop.windows.paper.roll_button import RollButton
from desktop.windows.paper.several_button import SeveralButton
from desktop.windows.parts import look
from desktop.windows.parts.icons import icon
from desktop.windows.signing.give_button import GiveButton
from desktop.windows.signing.made_here import is_made_here
from desktop.windows.store.users_button import UserButtons

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.windows.lists.register_page import RegisterPage


def add_tools(page: "RegisterPage", search: QLineEdit, column: QVBoxLayout) -> QLabel:
    """Put the row into the column; gives what one of them says, for under the list.

    One without a use here hides itself; none is shown before it has its place.
    """
    users = UserButtons(page.database, page.table)
    row = QHBoxLayout()
    row.setContentsMargins(look.GAP_WIDE, 0, look.GAP_WIDE, look.GAP)
    page.filters.lead(SavedFilters(page.model, search, page.filters, page.table))
    row.addWidget(page.filters, 1)
    for button in (
        SeveralButton(page.database, page.table),
        BlankButton(page.database, page.cls),
        RollButton(page.database, page.cls),
        CountyButtons(page.database, page.cls, page.table.chosen),
        users,
        GiveButton(page.database, page.table),
        page.take_in,
        page.export,
    ):
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
    page.table.paste_asked.connect(page.take_in.paste)
    column.addLayout(row)
    return users.standing


def new_button(database: "Database", cls: Any) -> QPushButton:
    """Begins a record; hidden where the program alone writes, or where there is one for good."""
    button = QPushButton(icon("plus"), "新登记")
    against, made_here = database.rights.against(cls.__tablename__), is_made_here(cls)
    button.setToolTip(against or ("" if made_here else "Ctrl+N"))
    button.setDisabled(bool(against))
    if not made_here and (cls.written_by_program or cls.single):
        button.hide()  # and never shown here, where it would be a window of its own
    return button
