"""How foreign ledgers are mapped: which header of which sheet goes to which field."""

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from db.store.fields import children, field
from db.store.record import Child, Record


class ImportColumn(Child):
    """One column of the ledger 对照栏; without ``path`` it is not taken."""

    __tablename__ = "import_column"
    owner: ClassVar = "import_mapping"
    name_field: ClassVar = "header"

    header: Mapped[str] = field("表头", listed=True)
    words: Mapped[str | None] = field("对照到", listed=True, help="空白的这一栏不导入")
    path: Mapped[str | None] = field("栏目代码", help="由程序填写，如 parties[role=1].name")


class ImportMapping(Record):
    """One mapping, remembered by name 导入对照; used again for a sheet with the same headers."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("table_name", "name"),)
    title: ClassVar = "导入对照"
    unit: ClassVar = "份"
    group: ClassVar = "设置"
    icon: ClassVar = "outward"
    name_field: ClassVar = "name"

    name: Mapped[str] = field(
        "名称", section="对照", listed=True, searched=True, help="如 城关所旧台账"
    )
    register_title: Mapped[str] = field("登记簿", section="对照", listed=True, filtered=True)
    table_name: Mapped[str] = field("登记簿代码", section="对照", index=True)
    sheet_name: Mapped[str | None] = field("工作表", section="对照", listed=True)
    header_row: Mapped[int | None] = field("表头在第几行", section="对照", listed=True)
    columns: Mapped[list[ImportColumn]] = children("各栏", ImportColumn, section="对照")
