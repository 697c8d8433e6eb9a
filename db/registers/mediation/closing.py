"""The last blocks of a case: what was prevented, how it ended, how its dossier was filed."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Section

preventing = Section("防激化")
closing = Section("结案")
filing = Section("立卷归档")


def _ended(case: Any) -> bool:
    return case.state in ("closed", "filed")


class Prevention:
    """What mediation kept from happening: each figure in persons, with its reason."""

    prevented_suicide: Mapped[int | None] = preventing.field("防止自杀", unit="人", summed=True)
    prevented_crime: Mapped[int | None] = preventing.field("防止民转刑", unit="人", summed=True)
    prevented_petition: Mapped[int | None] = preventing.field(
        "防止群体性上访", unit="人", summed=True
    )
    prevented_fight: Mapped[int | None] = preventing.field("防止群体性械斗", unit="人", summed=True)
    prevention_reason: Mapped[LongText | None] = preventing.field(
        "认定依据",
        shown_when=lambda case: case.prevented_anything(),
        needed_when=lambda case: case.prevented_anything(),
    )
    turned_criminal: Mapped[bool] = preventing.field(
        "已转化为刑事案件", default=False, counted=True
    )
    turned_criminal_on: Mapped[date | None] = preventing.field(
        "转化日期",
        index=True,
        shown_when=lambda case: case.turned_criminal,
        needed_when=lambda case: case.turned_criminal,
    )


class Closing:
    """How the case ended."""

    refusal_reason: Mapped[str | None] = closing.choice(
        "不予受理原因", "refusal_reason", shown_when=lambda c: c.state == "refused"
    )
    refused_on: Mapped[date | None] = closing.field(
        "不予受理日期", index=True, shown_when=lambda case: case.state == "refused"
    )
    ending_reason: Mapped[str | None] = closing.choice(
        "终止原因", "ending_reason", shown_when=lambda c: c.ending_reason is not None
    )
    ended_on: Mapped[date | None] = closing.field(
        "调解不成或终止日期",
        dated=True,
        index=True,
        shown_when=lambda case: case.state in ("failed", "ended") or case.ended_on is not None,
    )
    other_routes: Mapped[str | None] = closing.field(
        "已告知的其他途径",
        shown_when=lambda case: case.state in ("failed", "ended") or bool(case.other_routes),
    )
    closed_on: Mapped[date | None] = closing.field("结案日期", dated=True)
    closing_note: Mapped[LongText | None] = closing.field("结案说明")
    void_reason: Mapped[str | None] = closing.field(
        "作废原因", shown_when=lambda case: case.state == "void"
    )


class Filing:
    """The dossier: who bound and checked it, how long it is kept (人民调解法 art. 27)."""

    filed_by: Mapped[str | None] = filing.field("立卷人", usual=True, shown_when=_ended)
    filed_on: Mapped[date | None] = filing.field("立卷日期", dated=True, shown_when=_ended)
    checked_by: Mapped[str | None] = filing.field("检查人", usual=True, shown_when=_ended)
    checked_on: Mapped[date | None] = filing.field("检查日期", shown_when=_ended)
    retention: Mapped[str | None] = filing.choice(
        "保管期限",
        "retention",
        usual=True,
        filtered=True,
        shown_when=_ended,
        help="没有法定年限，由调委会按类型和内容定",
    )
    dossier_place: Mapped[str | None] = filing.field(
        "存放位置", shown_when=_ended, help="柜号、盒号，方便日后调卷"
    )
    dossier_note: Mapped[LongText | None] = filing.field(
        "卷宗情况说明",
        shown_when=_ended,
        help="缺件、更正、移出等需要交代的情况；印在卷宗情况说明上",
    )
    gaps_reason: Mapped[LongText | None] = filing.field(
        "缺件归档的理由",
        shown_when=_ended,
        help="必须的文书确实补不齐又要归档的，写明理由；印在卷宗情况说明上",
    )
    archived_on: Mapped[date | None] = filing.field(
        "归档日期", dated=True, filtered=True, index=True, shown_when=_ended
    )
