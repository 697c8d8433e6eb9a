"""Exports: what left the encrypted store as a file, for whom, and whether it was masked."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.anchors import carries_anchors
from db.store.fields import LongText, Section, never
from db.store.record import Record

_content = Section("内容")
_file = Section("文件")
_stick = Section("U盘交接")


def _by_stick(log: "ExportLog") -> bool:
    return log.handover is not None


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
    entered_by_all: ClassVar = True

    name: Mapped[str] = _content.field("登记簿", listed=True, searched=True, fixed=True)
    records: Mapped[int] = _content.field("记录数", unit="条", listed=True, fixed=True)
    extent: Mapped[str] = _content.field("栏目范围", listed=True, fixed=True)
    chosen: Mapped[LongText | None] = _content.field(
        "查找和条件", fixed=True, help="按什么挑出这些记录；空白是全部"
    )
    masked: Mapped[bool] = _content.field(
        "隐去个人信息", default=False, listed=True, filtered=True, fixed=True
    )
    purpose: Mapped[str | None] = _content.field("用途和去向", listed=True, searched=True)
    secrecy: Mapped[LongText | None] = _content.field(
        "国家秘密标志",
        fixed=True,
        help="交出的内容里有这些标志，经手人看过以后仍然交出；空白是没有",
    )
    left_on: Mapped[date] = _file.field("导出日期", listed=True, dated=True, index=True, fixed=True)
    left_at: Mapped[datetime] = _file.field("导出时间", fixed=True)
    handled_by: Mapped[str] = _file.field("经手人", listed=True, searched=True, fixed=True)
    file: Mapped[str] = _file.field("文件", searched=True, fixed=True)
    digest: Mapped[str] = _file.field(
        "文件摘要", searched=True, fixed=True, help="整个文件的 SHA-256，可核对拿到的是不是这一份"
    )
    handover: Mapped[str | None] = _stick.field(
        "交接标识", fixed=True, index=True, shown_when=never, help="一次交出的文件同此标识"
    )
    stick: Mapped[str | None] = _stick.field(
        "U盘", listed=True, searched=True, fixed=True, shown_when=_by_stick
    )
    stick_serial: Mapped[str | None] = _stick.field(
        "U盘序列号",
        searched=True,
        fixed=True,
        index=True,
        shown_when=_by_stick,
        help="文件系统的序列号，格式化后会变；按它可查这个U盘上有过什么",
    )
    receiver: Mapped[str | None] = _stick.field("接收单位或人", searched=True, shown_when=_by_stick)
    sequence: Mapped[int | None] = _stick.field("报送序号", fixed=True, shown_when=_by_stick)
    size: Mapped[int | None] = _stick.field("大小", unit="字节", fixed=True, shown_when=_by_stick)
    verified: Mapped[bool | None] = _stick.field(
        "读回核对一致",
        filtered=True,
        fixed=True,
        shown_when=_by_stick,
        help="否：没有写完，U盘上可能留有残片",
    )
    ejected: Mapped[bool | None] = _stick.field("已安全弹出", fixed=True, shown_when=_by_stick)
    chain_head: Mapped[str | None] = _stick.field("当时的历史链", fixed=True, shown_when=_by_stick)

    @property
    def short_code(self) -> str:
        """The first 16 hex digits of the digest in groups of four, to be typed from paper."""
        return " ".join(self.digest[at : at + 4] for at in range(0, 16, 4)).upper()


carries_anchors(ExportLog)
