"""Masked fields of a record are shown in full: entered in 使用日志, and said."""

from typing import TYPE_CHECKING, Any

from db.registers.users.access_log import note_shown
from db.store.trouble import Trouble
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database


def enter_shown(place: "QWidget", database: "Database", record: Any) -> bool:
    """Enter it; False without a right."""
    try:
        note_shown(database, record)
    except Trouble as trouble:
        say(place, trouble.sentence, "warning")
        return False
    say(place, "已显示这条记录的敏感信息，并记入使用日志", "info")
    return True
