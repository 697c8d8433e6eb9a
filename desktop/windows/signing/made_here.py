"""Certificates are made by a dialog of their own, not in the form of their register."""

from typing import TYPE_CHECKING, Any

from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.store.database import Database

MADE_HERE = {"certificate": "登记第一张", "receiving_key": "制作第一张…"}
"""By table, the word of the button on an empty list."""


def is_made_here(cls: Any) -> bool:
    """Whether a dialog makes the records of a register."""
    return cls.__tablename__ in MADE_HERE


def may_make(database: "Database", cls: Any) -> bool:
    """Whether the person may have one made."""
    return is_made_here(cls) and not database.rights.against(cls.__tablename__)


def make(database: "Database", cls: Any, parent: "QWidget") -> bool:
    """Let people make a record of such a register; whether one was made."""
    against = database.rights.against(cls.__tablename__)
    if against:
        say(parent, against, "warning")
        return False
    if cls.__tablename__ == "certificate":
        from desktop.windows.signing.new_certificate import NewCertificate

        made = bool(NewCertificate(database, parent).exec())
        if made:
            say(parent, "已登记签名证书，以后签名用这一张；不再用的旧证书可以停用")
        return made
    from desktop.windows.signing.give_receiving import GiveReceiving
    from desktop.windows.signing.new_receiving import NewReceiving

    asked = NewReceiving(database, parent)
    if not asked.exec() or asked.made is None:
        return False
    GiveReceiving(parent, database, asked.made).exec()
    return True
