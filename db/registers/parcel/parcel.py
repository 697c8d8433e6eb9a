"""Parcels: each one that was made here or taken in, and the digest that proves which."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.store.anchors import carries_anchors
from db.store.fields import LongText, Section, state
from db.store.moves import Move
from db.store.problems import Problem
from db.store.record import Record

_what = Section("报送包")
_course = Section("送出与收取")
_proof = Section("凭据")


def _is_out(parcel: Any) -> bool:
    return bool(parcel.direction == "out")


def _is_in(parcel: Any) -> bool:
    return not _is_out(parcel)


def _reason(parcel: Any) -> Iterable[Problem]:
    if not (parcel.void_reason or "").strip():
        yield Problem("void_reason", "请写明作废原因，如：U盘写不进去")


class Parcel(Record):
    """One parcel 报送包登记; written by the program, never typed.

    A number once given out is not given out again: a parcel that never left is voided, and the
    receiving side sees the gap.
    """

    __tablename__ = "parcel"
    title: ClassVar = "报送包登记"
    unit: ClassVar = "个"
    group: ClassVar = "办理"
    icon: ClassVar = "exchange"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "made_on"
    written_by_program: ClassVar = True
    strip: ClassVar = ("made", "delivered", "received")

    name: Mapped[str] = _what.field("名称", listed=True, searched=True, fixed=True)
    direction: Mapped[str] = _what.choice(
        "方向", "parcel_direction", listed=True, filtered=True, fixed=True, default="out"
    )
    kind: Mapped[str] = _what.choice("内容", "parcel_kind", listed=True, filtered=True, fixed=True)
    office: Mapped[str] = _what.field("制作单位", searched=True, fixed=True)
    office_uid: Mapped[str] = _what.field("制作单位标识", index=True, fixed=True)
    office_code: Mapped[str | None] = _what.field("制作单位信用代码", fixed=True)
    sequence: Mapped[int] = _what.field("序号", fixed=True, help="该单位的第几个报送包，不重复使用")
    period: Mapped[str | None] = _what.field("所属时期", searched=True, fixed=True)
    files: Mapped[int] = _what.field("文件数", unit="个", fixed=True)
    size: Mapped[int] = _what.field("大小", unit="字节", fixed=True)
    made_on: Mapped[date] = _course.field("制作日期", listed=True, dated=True, fixed=True)
    made_at: Mapped[datetime] = _course.field("制作时间", fixed=True)
    receiver: Mapped[str | None] = _course.field("接收单位", searched=True, fixed=True)
    sealing: Mapped[str] = _course.choice("加密方式", "parcel_sealing", fixed=True)
    state: Mapped[str] = state(
        "状态",
        (
            ("made", "已制作"),
            ("delivered", "已写出"),
            ("received", "对方已收到"),
            ("void", "未送出作废"),
            ("taken", "已收取"),
        ),
        section="送出与收取",
    )
    delivered_at: Mapped[datetime | None] = _course.field(
        "写出时间", fixed=True, shown_when=_is_out
    )
    void_reason: Mapped[str | None] = _course.field("作废原因", shown_when=_is_out)
    receipted_at: Mapped[datetime | None] = _course.field(
        "对方收取时间", shown_when=_is_out, help="收到电子回执时由程序填写；纸质回执可以手工登记"
    )
    receipted_by: Mapped[str | None] = _course.field(
        "对方收取人", shown_when=_is_out, help="回执写明的单位和经手人"
    )
    taken_at: Mapped[datetime | None] = _course.field("收取时间", fixed=True, shown_when=_is_in)
    taken_by: Mapped[str | None] = _course.field("收取人", fixed=True, shown_when=_is_in)
    contents: Mapped[LongText | None] = _course.field(
        "收取内容", fixed=True, shown_when=_is_in, help="收取时各表是新报、没有变化还是有改动"
    )
    digest: Mapped[str] = _proof.field(
        "文件摘要", searched=True, index=True, fixed=True, help="整个报送包文件的 SHA-256"
    )
    previous: Mapped[str | None] = _proof.field(
        "上一个的摘要", fixed=True, help="同一单位上一个报送包的 SHA-256，连成一串"
    )
    signed_by: Mapped[str] = _proof.field("签名证书", fixed=True)
    fingerprint: Mapped[str] = _proof.field("证书指纹", fixed=True)
    chain_head: Mapped[str | None] = _proof.field(
        "历史链摘要", fixed=True, help="制作时制作单位历史链的末端"
    )

    moves: ClassVar = (
        Move(
            code="deliver",
            label="登记写出",
            before=("made",),
            after="delivered",
            when=_is_out,
            act=lambda parcel, _session: _stamp(parcel, "delivered_at"),
        ),
        Move(  # whatever we noted of it: the receipt proves that it arrived
            code="acknowledge",
            label="登记回执",
            before=("made", "delivered", "void"),
            after="received",
            needs=("receipted_at", "receipted_by"),
            asks=("receipted_at", "receipted_by"),
            forward=False,
            when=_is_out,
        ),
        Move(
            code="void",
            label="作废",
            before=("made", "delivered"),
            after="void",
            asks=("void_reason",),
            check=_reason,
            forward=False,
            when=_is_out,
        ),
        Move(
            code="take",
            label="收取",
            before=("made",),
            after="taken",
            forward=False,
            when=_is_in,
            act=lambda parcel, _session: _stamp(parcel, "taken_at"),
        ),
    )


def _stamp(parcel: Any, name: str) -> None:
    setattr(parcel, name, datetime.now().replace(microsecond=0))


carries_anchors(Parcel, Parcel.direction == "out")
