"""Returns: an official table of a period as it was filled, checked, signed, and corrected since."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import Ahead, File, LongText, Section, field, never, state
from db.store.problems import Problem
from db.store.record import Child, Record

_table = Section("报表")
_signing = Section("签批")
_unlocking = Section("解锁和更正")
_notes = Section("批注和说明")

STAGES = (
    ("filling", "填报中"),
    ("filled", "已填报"),
    ("checked", "已审核"),
    ("signed", "已签发"),
    ("unlocked", "已解锁"),
    ("corrected", "已被更正"),
)
"""``unlocked``: signed, and the head allowed a correction; ``corrected``: a later one is signed."""
FROZEN = ("signed", "unlocked", "corrected")
"""Stages in which nothing of a return changes any more."""

SENT_BACK = "退回"
"""The place of a note that says why a return was sent back; it is not printed."""


class ReturnNote(Child):
    """A comment on one figure, or what explains the warning of one check rule."""

    __tablename__ = "return_note"
    owner: ClassVar = "statistics_return"
    name_field: ClassVar = "text"

    place: Mapped[str] = field("所在格", listed=True, help="行 · 栏；说明一条核对规则时是规则")
    row_key: Mapped[str | None] = field("行代码", shown_when=never)
    column_key: Mapped[str | None] = field("栏代码", shown_when=never)
    rule: Mapped[str | None] = field("核对规则", help="说明哪一条提示")
    text: Mapped[LongText] = field("内容", listed=True)
    written_by: Mapped[str] = field("填写人", listed=True)
    written_at: Mapped[datetime] = field("填写时间")


class ReturnCorrection(Child):
    """One figure that a correction changes: what was signed, what stands now, and why."""

    __tablename__ = "return_correction"
    owner: ClassVar = "statistics_return"
    name_field: ClassVar = "place"

    place: Mapped[str] = field("所在格", listed=True, help="行 · 栏")
    row_key: Mapped[str] = field("行代码", shown_when=never)
    column_key: Mapped[str] = field("栏代码", shown_when=never)
    old: Mapped[str] = field("原数", listed=True)
    new: Mapped[str] = field("现数", listed=True)
    why: Mapped[LongText] = field("原因", listed=True)


class Return(Record):
    """One table of one period 统计报表; the program writes it, people fill, check and sign it.

    ``content`` holds every figure with the records behind it, as canonical JSON (``db.figures.
    frozen``); ``digest`` is its SHA-256, ``signature`` the office certificate's over that digest.
    Once signed none of it changes: a correction is another return, whose ``previous_id`` is this.
    """

    __tablename__ = "statistics_return"
    title: ClassVar = "统计报表"
    unit: ClassVar = "份"
    group: ClassVar = "统计"
    icon: ClassVar = "report"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "last_on"
    written_by_program: ClassVar = True

    name: Mapped[str] = _table.field("报表名称", listed=True, searched=True, fixed=True)
    stage: Mapped[str] = state("状态", STAGES, section="报表")
    revision: Mapped[int] = _table.field("版次", default=1, listed=True, fixed=True)
    table_code: Mapped[str] = _table.field("表号", fixed=True, index=True)
    first_on: Mapped[date] = _table.field("期间起", fixed=True, ahead=Ahead.MAY)
    last_on: Mapped[date] = _table.field(
        "期间止", listed=True, dated=True, index=True, fixed=True, ahead=Ahead.MAY
    )
    cumulative: Mapped[bool] = _table.field("累计", default=False, filtered=True, fixed=True)
    basis: Mapped[str | None] = _table.field(
        "统计口径", fixed=True, help="按哪一个日期统计；空白是各项数字平常的口径"
    )
    content: Mapped[LongText | None] = _table.field("数字和记录", shown_when=never)
    digest: Mapped[str | None] = _table.field(
        "数据摘要", searched=True, help="冻结的数字和记录（JSON）的 SHA-256，印在报表上"
    )
    filled_by: Mapped[str | None] = _signing.field("填报人", listed=True)
    filled_at: Mapped[datetime | None] = _signing.field("填报时间")
    checked_by: Mapped[str | None] = _signing.field("审核人")
    checked_at: Mapped[datetime | None] = _signing.field("审核时间")
    head: Mapped[str | None] = _signing.field("负责人", listed=True)
    signed_at: Mapped[datetime | None] = _signing.field("签发时间", listed=True)
    signed_by: Mapped[str | None] = _signing.field("签名证书")
    fingerprint: Mapped[str | None] = _signing.field("证书指纹")
    signature: Mapped[File | None] = _signing.field("电子签名", shown_when=never)
    previous_id: Mapped[int | None] = _unlocking.link(
        "更正的报表",
        "statistics_return",
        fixed=True,
        shown_when=lambda one: one.previous_id is not None,
    )
    corrections: Mapped[list[ReturnCorrection]] = _unlocking.children(
        "更正", ReturnCorrection, shown_when=lambda one: bool(one.corrections)
    )
    unlocked_by: Mapped[str | None] = _unlocking.field("解锁人")
    unlocked_at: Mapped[datetime | None] = _unlocking.field("解锁时间")
    unlock_reason: Mapped[LongText | None] = _unlocking.field("解锁原因")
    notes: Mapped[list[ReturnNote]] = _notes.children("批注", ReturnNote)

    def called(self) -> str:
        """The table and its period, and which correction it is."""
        again = self.revision and self.revision > 1
        return f"{self.name or ''}{f'（第{self.revision}版）' if again else ''}"

    @property
    def frozen(self) -> bool:
        """Whether it was signed."""
        return self.stage in FROZEN

    def hands(self) -> str:
        """Who did more than one of the three steps, for the paper; empty for three people."""
        steps = {"填报": self.filled_by, "审核": self.checked_by, "签发": self.head}
        shared = {
            who: [step for step, one in steps.items() if one == who]
            for who in steps.values()
            if who
        }
        said = [f"{'、'.join(did)}同为{who}" for who, did in shared.items() if len(did) > 1]
        return "；".join(said)

    def advice(self) -> Iterator[str]:
        """One pair of eyes for two steps is allowed in a small office, and said."""
        if self.hands():
            yield self.hands()

    def rules(self) -> Iterator[Problem]:
        """What is signed has its figures, their digest and a signature."""
        if self.frozen and not (self.content and self.digest and self.signature):
            yield Problem("content", "已签发的报表应有冻结的数字、摘要和电子签名")
