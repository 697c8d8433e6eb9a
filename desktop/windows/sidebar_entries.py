"""What the sidebar lists: the first pages, the registers under their headings, the tools."""

from typing import TYPE_CHECKING

from db.registers import ALL
from desktop.windows.sidebar_group import Entry
from desktop.windows.views import BIN, DUES, HOME, VERIFY, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store.record import Record


def entries(registers: "Iterable[type[Record]]" = ALL) -> list[Entry]:
    """The sidebar: the first pages, the registers under their headings, the tools."""
    known = tuple(registers)
    return [
        Entry(HOME, "首页", "home"),
        Entry(DUES, "到期事项", "clock"),
        *(entry for group in _headings(known) for entry in _under(group, known)),
        Entry(VERIFY, "核验签名", "verify", "工具"),
        Entry(BIN, "回收站", "bin", "工具"),
    ]


def by_heading(registers: "Iterable[type[Record]]") -> "list[type[Record]]":
    """Registers in the sidebar's order."""
    known = tuple(registers)
    return [cls for group in _headings(known) for cls in known if cls.group == group]


def _headings(known: "tuple[type[Record], ...]") -> list[str]:
    """The headings of the program; the office's own stand before the settings."""
    shipped = list(dict.fromkeys(cls.group for cls in ALL))
    own = [group for group in dict.fromkeys(cls.group for cls in known) if group not in shipped]
    place = shipped.index("设置")
    return [*shipped[:place], *own, *shipped[place:]]


def _under(group: str, known: "tuple[type[Record], ...]") -> list[Entry]:
    """A heading's registers, and the pages that look over them."""
    registers = [
        Entry(cls.__tablename__, cls.title, cls.icon, group) for cls in known if cls.group == group
    ]
    seen = {cls.__tablename__ for cls in known}
    views = (one.entry for one in VIEWS if one.entry.group == group and seen.issuperset(one.over))
    return [*registers, *views]
