"""The later blocks: preliminary opinion and forwarding are ours, the decisions are the county's."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from db.store.fields import LongText, Money, Section

reviewing = Section("初审和转交")
deciding = Section("县法律援助机构的决定")
handling = Section("指派和承办")
ending = Section("终止和撤回")
closing = Section("结案")
dossier = Section("案卷和补贴")


def _past(*states: str) -> Any:
    return lambda aid: aid.state in states


_DECIDED = (
    "forwarded", "granted", "assigned", "signed", "closed", "filed",
    "refused", "objected", "upheld", "terminated",
)  # fmt: skip
_GRANTED = ("granted", "assigned", "signed", "closed", "filed", "terminated", "objected")


class Review:
    """The station's preliminary opinion, and the way to the agency that decides (art. 13, 43)."""

    opinion: Mapped[str | None] = reviewing.choice("初审意见", "aid_opinion", counted=True)
    opinion_reason: Mapped[LongText | None] = reviewing.field(
        "初审理由", help="是否属于法律援助范围、经济状况如何，写明依据"
    )
    reviewed_on: Mapped[date | None] = reviewing.field("初审日期", dated=True)
    reviewer_id: Mapped[int | None] = reviewing.link("初审人", "staff", usual=True)
    agency: Mapped[str | None] = reviewing.field(
        "受理的法律援助机构",
        usual=True,
        filtered=True,
        help="诉讼事项向办案机关所在地、非诉讼事项向争议处理机关所在地或者事由发生地的机构申请"
        "，可能不在本县",
    )
    forwarded_on: Mapped[date | None] = reviewing.field("转交日期", listed=True, dated=True)
    forwarding_number: Mapped[str | None] = reviewing.field("转交函文号")
    agency_received_on: Mapped[date | None] = reviewing.field(
        "县机构收到日期",
        dated=True,
        help="转交函回执上的日期；七日的审查期限自这一天起算",
    )
    agency_received_by: Mapped[str | None] = reviewing.field("县机构收件人")


class Decision:
    """The agency's decision as the township records it."""

    granted_on: Mapped[date | None] = deciding.field(
        "给予决定日期", dated=True, listed=True, shown_when=_past(*_DECIDED)
    )
    grant_number: Mapped[str | None] = deciding.field(
        "给予决定书文号", searched=True, shown_when=_past(*_DECIDED)
    )
    granted_form: Mapped[str | None] = deciding.choice(
        "决定的援助形式", "aid_form", shown_when=lambda aid: aid.granted_on is not None
    )
    refused_on: Mapped[date | None] = deciding.field(
        "不予决定日期", dated=True, shown_when=_past(*_DECIDED)
    )
    refusal_number: Mapped[str | None] = deciding.field(
        "不予决定书文号", searched=True, shown_when=lambda aid: aid.refused_on is not None
    )
    refusal_reason: Mapped[LongText | None] = deciding.field(
        "不予援助的理由", shown_when=lambda aid: aid.refused_on is not None
    )


class Assignment:
    """The assignment and the agreement with the recipient."""

    assigned_on: Mapped[date | None] = handling.field(
        "指派日期", dated=True, shown_when=_past(*_GRANTED)
    )
    assignment_number: Mapped[str | None] = handling.field(
        "指派通知书文号", searched=True, shown_when=_past(*_GRANTED)
    )
    firm: Mapped[str | None] = handling.field(
        "承办单位", listed=True, filtered=True, shown_when=_past(*_GRANTED)
    )
    agreement_on: Mapped[date | None] = handling.field(
        "签订协议日期",
        shown_when=_past(*_GRANTED),
        help="承办单位和受援人签的日期；指派之日起五日内",
    )
    matter_number: Mapped[str | None] = handling.field(
        "办案机关案号", searched=True, shown_when=_past(*_GRANTED)
    )


class Ending:
    """How a case ends before its time."""

    withdrawn_on: Mapped[date | None] = ending.field(
        "撤回日期", dated=True, shown_when=lambda aid: aid.withdrawn_on is not None
    )
    withdrawn_reason: Mapped[str | None] = ending.field(
        "撤回原因", shown_when=lambda aid: aid.withdrawn_on is not None
    )
    termination_ground: Mapped[str | None] = ending.choice(
        "终止的情形",
        "aid_termination",
        counted=True,
        shown_when=lambda aid: aid.terminated_on is not None,
    )
    terminated_on: Mapped[date | None] = ending.field(
        "终止决定日期", dated=True, shown_when=lambda aid: aid.terminated_on is not None
    )
    termination_number: Mapped[str | None] = ending.field(
        "终止决定书文号", shown_when=lambda aid: aid.terminated_on is not None
    )
    void_reason: Mapped[str | None] = ending.field(
        "作废原因", shown_when=lambda aid: aid.state == "void"
    )


class Closing:
    """The end of the case, its dossier, and what the agency makes of it."""

    closed_on: Mapped[date | None] = closing.field(
        "结案日期",
        dated=True,
        listed=True,
        shown_when=_past("signed", "assigned", "closed", "filed"),
    )
    closing_way: Mapped[str | None] = closing.choice(
        "结案方式",
        "aid_closing_way",
        counted=True,
        shown_when=lambda aid: aid.closed_on is not None,
    )
    result: Mapped[LongText | None] = closing.field(
        "办理结果", shown_when=lambda aid: aid.closed_on is not None
    )
    gained: Mapped[Money | None] = closing.field(
        "挽回损失或取得利益",
        unit="元",
        summed=True,
        shown_when=lambda aid: aid.closed_on is not None,
    )
    dossier_on: Mapped[date | None] = dossier.field(
        "结案材料提交日期", shown_when=lambda aid: aid.closed_on is not None
    )
    dossier_reviewed_on: Mapped[date | None] = dossier.field(
        "结案材料审查合格日期", shown_when=lambda aid: aid.dossier_on is not None
    )
    dossier_gaps: Mapped[str | None] = dossier.field(
        "退补情况", shown_when=lambda aid: aid.dossier_on is not None
    )
    quality: Mapped[str | None] = dossier.field(
        "质量等次", shown_when=lambda aid: aid.dossier_on is not None, help="以县机构评定的为准"
    )
    filed_on: Mapped[date | None] = dossier.field(
        "本站归档日期", dated=True, help="一案一卷；跨年的归入结案年度"
    )
    dossier_number: Mapped[str | None] = dossier.field("卷号")
    dossier_pages: Mapped[int | None] = dossier.field("案卷页数", unit="页")
