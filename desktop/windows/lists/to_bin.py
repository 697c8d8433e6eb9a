"""From a list into the recycle bin."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.windows.parts.notices import say, take_back

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database


def to_bin(page: "QWidget", database: "Database", cls: Any, record_id: int) -> bool:
    """Put a record into the recycle bin and say so, or why not; False when it is not there."""
    try:
        with database.step(f"删除{cls.title}") as session:
            record = session.get(cls, record_id)
            if record is None:
                return False
            record.deleted_at = datetime.now().replace(microsecond=0)
    except Trouble as trouble:
        say(page, trouble.sentence, "problem")
        return False
    say(page, "已移到回收站", "done", ("撤销", lambda: take_back(page, database)))
    return True
