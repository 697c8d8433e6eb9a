"""销毁登记: what was destroyed after its term, on whose appraisal, before whose eyes.

档案法 art. 21 forbids destruction that nobody authorised; its 实施条例 art. 24 wants the appraisal
first. The protocol is kept for ever and holds no personal data: neither name nor number of a case.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, Session

from db.registers.retention.past import past, still_kept
from db.registers.retention.rule import REGISTERS
from db.store.destroying import destroy, others
from db.store.fields import Ahead, LongText, Section, choice, field, state
from db.store.moves import Move
from db.store.problems import Level, Problem
from db.store.record import Child, Record
from db.store.trouble import Trouble

_MOST = 2_000
"""Records in one protocol: more is nothing that two people could have appraised."""
_SAID = 3
_plan = Section("鉴定")
_done = Section("销毁")


class DestructionItem(Child):
    """One record of the protocol, by its mark alone."""

    __tablename__ = "destruction_item"
    owner: ClassVar = "destruction"
    name_field: ClassVar = "mark"

    register: Mapped[str] = choice("登记簿", REGISTERS, section="记录", listed=True)
    record_id: Mapped[int] = field("第几条", section="记录", listed=True, help="在登记簿里的第几条")
    mark: Mapped[str] = field("标识", section="记录", listed=True, help="不含姓名和案号")
    last_day: Mapped[date | None] = field("最后日期", section="记录", listed=True, ahead=Ahead.MAY)
    term: Mapped[str | None] = choice("保管期限", "retention_term", section="记录", listed=True)
    kept_to: Mapped[date | None] = field("保管到", section="记录", listed=True, ahead=Ahead.MAY)


def _take_in(protocol: Any, session: Session) -> None:
    """List what is past its term and not listed yet.

    Raises:
        Trouble: there is nothing.
    """
    before = len(protocol.items)
    known = {(item.register, item.record_id) for item in protocol.items}
    for one in past(session, date.today(), protocol.only):
        if len(known) < _MOST and (one.table, one.id) not in known:
            known.add((one.table, one.id))
            protocol.items.append(
                DestructionItem.fresh(
                    register=one.table,
                    record_id=one.id,
                    mark=one.uid[:12],
                    last_day=one.last_day,
                    term=one.term,
                    kept_to=one.kept_to,
                )
            )
    if len(protocol.items) == before:
        raise Trouble("没有保管期满而还没有列入的记录", wrong_input=True)


def _keys(protocol: Any) -> list[tuple[str, int]]:
    return [(item.register, item.record_id) for item in protocol.items]


def _hindered(protocol: Any, session: Session) -> Iterator[Problem]:
    """Destruction waits for the end of each term, and for whatever still links to a record."""
    today = date.today()
    kept = (still_kept(session, table, number, today) for table, number in _keys(protocol))
    yield from (Problem("items", sentence) for sentence in list(filter(None, kept))[:_SAID])
    linking = list(dict.fromkeys(others(session, _keys(protocol))))
    if linking:
        named = "、".join(linking[:_SAID]) + ("等" if len(linking) > _SAID else "")
        word = f"还有 {len(linking)} 条记录用到它们（{named}），要一并到期、一并销毁"
        yield Problem("items", word)


def _lists(protocol: Any) -> bool:
    """Nothing is destroyed that was not listed first: until then listing is the next step."""
    return bool(protocol.items)


def _going(protocol: Any) -> str:
    """How many of which registers."""
    kind = DestructionItem.fields["register"].kind
    counted = Counter(kind.format(item.register) for item in protocol.items)
    return "、".join(f"{title} {count} 条" for title, count in counted.items())


def _destroy(protocol: Any, session: Session) -> None:
    protocol.destroyed_on = date.today()
    protocol.destroyed = len(protocol.items)
    destroy(session, _keys(protocol))


def _planned(protocol: Any) -> bool:
    return bool(protocol.state == "planned")


def _over(protocol: Any) -> bool:
    """The protocol of what was destroyed stays as the two people signed it."""
    return not _planned(protocol)


class Destruction(Record):
    """One destruction of records past their term, from the appraisal to the protocol."""

    __tablename__ = "destruction"
    title: ClassVar = "销毁登记"
    unit: ClassVar = "次"
    group: ClassVar = "设置"
    icon: ClassVar = "bin"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "appraised_on"
    strip: ClassVar = ("planned", "destroyed")
    moves: ClassVar = (
        Move(
            "destroy",
            "销毁",
            ("planned",),
            "destroyed",
            needs=("reason", "appraised_by", "witness"),
            asks=("reason", "appraised_by", "witness"),
            conflicts=_hindered,
            act=_destroy,
            when=_lists,
            final=_going,
        ),
        Move("take_in", "列入到期记录", ("planned",), None, act=_take_in),
    )

    name: Mapped[str] = _plan.field(
        "名称", listed=True, searched=True, quick=True, help="如 2026年到期咨询登记销毁"
    )
    state: Mapped[str] = state(
        "状态", (("planned", "鉴定中"), ("destroyed", "已销毁")), section="鉴定"
    )
    only: Mapped[str | None] = _plan.choice(
        "只列一个登记簿的", REGISTERS, quick=True, help="不选即列入所有登记簿到期的记录"
    )
    appraised_on: Mapped[date] = _plan.day("鉴定日期", locked_when=_over)
    items: Mapped[list[DestructionItem]] = _plan.children(
        "销毁清单", DestructionItem, quick=True, locked_when=_over
    )
    reason: Mapped[LongText | None] = _plan.field(
        "鉴定意见",
        quick=True,
        locked_when=_over,
        help="为什么不再有保存价值；仍有价值的从清单里移出",
    )
    appraised_by: Mapped[str | None] = _plan.field(
        "鉴定人", listed=True, quick=True, locked_when=_over
    )
    witness: Mapped[str | None] = _plan.field("监销人", listed=True, quick=True, locked_when=_over)
    approved_by: Mapped[str | None] = _plan.field("批准人", quick=True, locked_when=_over)
    destroyed_on: Mapped[date | None] = _done.field(
        "销毁日期", listed=True, fixed=True, locked_when=lambda _record: True
    )
    destroyed: Mapped[int | None] = _done.field(
        "销毁条数", unit="条", listed=True, locked_when=lambda _record: True
    )
    backups_gone: Mapped[bool] = _done.field(
        "销毁前的备份已删除",
        default=False,
        shown_when=_over,
        help="以前的备份里还有已销毁的内容，存在U盘上的也要删除，再重新备份",
    )

    def rules(self) -> Iterator[Problem]:
        """Two people, not one; and copies outside the store must follow."""
        if self.appraised_by and self.appraised_by == self.witness:
            yield Problem("witness", "鉴定人和监销人应当是两个人")
        if _over(self) and not self.backups_gone:
            word = "销毁前的备份里还有这些内容，请删除后重新备份"
            yield Problem("backups_gone", word, Level.WARN)

    def against_binning(self, session: Session) -> Iterator[str]:
        """A protocol is kept for ever."""
        del session
        if _over(self):
            yield "已经销毁的登记永久保存，不能删除"
