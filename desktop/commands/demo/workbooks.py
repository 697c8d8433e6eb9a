"""The demo's registers as files: what comes back, what an outside unit gets, a list, a JSON."""

from pathlib import Path

from db.registers import Case, LegalAid, Person
from db.store.database import Database
from db.store.listing import Listing
from db.store.record import Record

_FILES: tuple[tuple[str, type[Record], bool, bool, str], ...] = (
    ("人民调解（可再导入）.xlsx", Case, False, False, "全部栏目和附表"),
    ("人民调解（给外单位）.xlsx", Case, False, True, "全部栏目和附表，已隐去个人信息"),
    ("法律援助列表.csv", LegalAid, True, True, "列表所见，已隐去个人信息"),
    ("人员.json", Person, False, True, "全部栏目，已隐去个人信息"),
)


def write(database: Database, folder: Path) -> list[tuple[str, str]]:
    """Export into the folder; gives each file and what it is."""
    from desktop.exchange.exporting import export
    from desktop.exchange.rows_out import Wish

    folder.mkdir(exist_ok=True)
    made = []
    for name, cls, shown, masked, said in _FILES:
        wish = Wish(Listing(cls), shown=shown, masked=masked)
        done = export(database, wish, folder / name, purpose="演示")
        made.append((f"{folder.name}/{name}", f"{done.records} {cls.unit}，{said}"))
    return made
