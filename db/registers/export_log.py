"""Exports: what left the encrypted store as a file, for whom, and whether it was masked."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section
from db.store.record import Record

_content = Section("内容")
_file = Section("文件")


class ExportLog(Record):
    """One export 导出登记; written by the program, never typed.

    A leak must be told at once (个人信息保护法 art. 57): this says what was on a lost stick.
    """

    __tablename__ = "export_log"
    title: ClassVar = "导出登记"
    unit: ClassVar = "次"
    group: ClassVar = "设置"
    icon: ClassVar = "outward"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "left_on"
    written_by_program: ClassVar = True

    name: Mapped[str] = _content.field("登记簿", listed=True, searched=True, fixed=True)
    records: Mapped[int] = _content.field("记录数", unit="条", listed=True, fixed=True)
    extent: Mapped[str] = _content.field("栏目范围", listed=True, fixed=True)
    chosen: Mapped[LongText | None] = _content.field(
        "查找和条件", fixed=True, help="按什么挑出这些记录；空白是全部"
    )
    masked: Mapped[bool] = _content.field("隐去个人信息", listed=True, filtered=True, fixed=True)
    purpose: Mapped[str | None] = _content.field("用途和去向", listed=True, searched=True)
    left_on: Mapped[date] = _file.field("导出日期", listed=True, dated=True, index=True, fixed=True)
    left_at: Mapped[datetime] = _file.field("导出时间", fixed=True)
    handled_by: Mapped[str] = _file.field("经手人", listed=True, searched=True, fixed=True)
    file: Mapped[str] = _file.field("文件", searched=True, fixed=True)
    digest: Mapped[str] = _file.field(
        "文件摘要", searched=True, fixed=True, help="整个文件的 SHA-256，可核对拿到的是不是这一份"
    )
