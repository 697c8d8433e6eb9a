"""The way of an application: states, and what each move demands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.legal_aid.checks import measured
from db.registers.legal_aid.standard import fitting
from db.store.moves import Move
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.legal_aid.aid import LegalAid

STATES = (
    ("registered", "登记"),
    ("received", "已接收"),
    ("supplement", "待补正"),
    ("reviewed", "已初审"),
    ("forwarded", "已转交"),
    ("granted", "给予援助"),
    ("assigned", "已指派"),
    ("signed", "承办中"),
    ("closed", "已结案"),
    ("filed", "已归档"),
    ("refused", "不予援助"),
    ("objected", "异议审查"),
    ("upheld", "异议后维持"),
    ("terminated", "已终止"),
    ("withdrawn", "已撤回"),
    ("void", "已作废"),
)

_ADVICE_OR_DRAFTING = ("1", "2")
"""Forms of aid that need no agreement with the recipient."""


def _papers(aid: "LegalAid") -> Iterator[Problem]:
    if not aid.materials:
        yield Problem("materials", "接收之前请先登记收到的申请材料")


def _receive(aid: "LegalAid", session: Session) -> None:
    aid.allocate(aid.received_on, session)
    if measured(aid) and aid.standard_id is None and aid.household_kind:
        found = fitting(session, aid.applied_on.year, aid.household_kind)
        aid.standard_id = found.id if found else None


def _asked(aid: "LegalAid") -> Iterator[Problem]:
    if all(notice.supplied_on for notice in aid.supplements):
        yield Problem("supplements", "请先在补充通知里写明要补什么、补到哪一天")
    for place, notice in enumerate(aid.supplements):
        if notice.supplied_on is None and notice.due_on is None:
            yield Problem(f"supplements[{place}].due_on", "请先填写补充期限")


def _supplied(aid: "LegalAid") -> Iterator[Problem]:
    for place, notice in enumerate(aid.supplements):
        if notice.supplied_on is None:
            path = f"supplements[{place}].supplied_on"
            yield Problem(path, f"“{notice.called()}”还没有补齐，请填写补齐日期")


def _lapse(aid: "LegalAid", _session: Session) -> None:
    aid.withdrawn_reason = aid.withdrawn_reason or "未按要求补充材料或者说明，视为撤回申请"


def _reviewable(aid: "LegalAid") -> Iterator[Problem]:
    if aid.no_condition is None and aid.check_way is None:
        yield Problem("check_way", "初审之前请先填写核查方式")
    yield from _supplied(aid)


def _objection(aid: "LegalAid") -> Iterator[Problem]:
    if not aid.objections or aid.objections[-1].upheld() is not None:
        yield Problem("objections", "请先登记异议：提出日期和理由")


def _upheld(aid: "LegalAid") -> Iterator[Problem]:
    if not aid.objections or aid.objections[-1].upheld() is not True:
        yield Problem("objections", "请先在异议里填写审查决定日期，结果为“维持原决定”")


def _corrected(aid: "LegalAid") -> Iterator[Problem]:
    if not aid.objections or aid.objections[-1].upheld() is not False:
        yield Problem("objections", "请先在异议里填写审查决定日期，结果为“责令改正”")


def _granted_anew(aid: "LegalAid") -> Iterator[Problem]:
    yield from _corrected(aid)
    if aid.terminated_on is not None:
        yield Problem("terminated_on", "这是对终止决定的异议，请用“终止决定已改正”")


def _restorable(aid: "LegalAid") -> Iterator[Problem]:
    yield from _corrected(aid)
    if aid.terminated_on is None:
        yield Problem("terminated_on", "这是对不予援助决定的异议，请用“改正后给予援助”")


def _restore(aid: "LegalAid", _session: Session) -> None:
    """The termination is gone; what it was stays in the objection that overturned it."""
    fields = type(aid).fields
    parts = [
        f"原终止决定：{fields['terminated_on'].kind.format(aid.terminated_on)}",
        aid.termination_number,
        fields["termination_ground"].kind.format(aid.termination_ground),
    ]
    last = aid.objections[-1]
    last.note = "\n".join(filter(None, (last.note, "，".join(filter(None, parts)))))
    aid.terminated_on = aid.termination_number = aid.termination_ground = None


def _somebody(aid: "LegalAid") -> Iterator[Problem]:
    if all(row.until for row in aid.lawyers):
        yield Problem("lawyers", "请先登记承办的法律援助人员")


def _simple(aid: "LegalAid") -> Iterator[Problem]:
    if (aid.granted_form or aid.aid_form) not in _ADVICE_OR_DRAFTING:
        yield Problem("aid_form", "只有法律咨询和代拟文书不签协议；请先登记签订协议")


MOVES = (
    Move(
        "receive",
        "接收申请",
        ("registered",),
        "received",
        needs=("received_on", "cause", "aid_form"),
        asks=("received_on", "received_by_id", "aid_form"),
        check=_papers,
        act=_receive,
    ),
    Move(
        "ask_supplement",
        "通知补正",
        ("received",),
        "supplement",
        check=_asked,
        forward=False,
    ),
    Move("supplemented", "材料已补齐", ("supplement",), "received", check=_supplied),
    Move(
        "lapse",
        "逾期未补，视为撤回",
        ("supplement",),
        "withdrawn",
        needs=("withdrawn_on",),
        asks=("withdrawn_on",),
        act=_lapse,
        forward=False,
    ),
    Move(
        "review",
        "初审",
        ("received",),
        "reviewed",
        needs=("facts", "nature", "opinion", "opinion_reason", "reviewed_on", "reviewer_id"),
        asks=("nature", "check_way", "opinion", "opinion_reason", "reviewed_on", "reviewer_id"),
        check=_reviewable,
    ),
    Move(
        "forward",
        "转交县机构",
        ("reviewed",),
        "forwarded",
        needs=("agency", "forwarded_on"),
        asks=("agency", "forwarded_on", "forwarding_number"),
    ),
    Move(
        "grant",
        "县机构决定给予",
        ("forwarded",),
        "granted",
        needs=("agency_received_on", "granted_on", "grant_number"),
        asks=("agency_received_on", "granted_on", "grant_number", "granted_form"),
    ),
    Move(
        "refuse",
        "县机构决定不予",
        ("forwarded",),
        "refused",
        needs=("agency_received_on", "refused_on", "refusal_reason"),
        asks=("agency_received_on", "refused_on", "refusal_number", "refusal_reason"),
        forward=False,
    ),
    Move(
        "object",
        "提出异议",
        ("refused", "terminated"),
        "objected",
        check=_objection,
        forward=False,
    ),
    Move("uphold", "异议后维持", ("objected",), "upheld", check=_upheld, forward=False),
    Move(
        "correct",
        "改正后给予援助",
        ("objected",),
        "granted",
        needs=("granted_on", "grant_number"),
        asks=("granted_on", "grant_number", "granted_form"),
        check=_granted_anew,
        forward=False,
    ),
    Move(
        "restore",
        "终止决定已改正",
        ("objected",),
        "signed",
        check=_restorable,
        act=_restore,
        forward=False,
    ),
    Move(
        "assign",
        "县机构指派",
        ("granted",),
        "assigned",
        needs=("assigned_on", "firm"),
        asks=("assigned_on", "assignment_number", "firm"),
        check=_somebody,
    ),
    Move(
        "sign",
        "已签协议",
        ("assigned",),
        "signed",
        needs=("agreement_on",),
        asks=("agreement_on",),
    ),
    Move(
        "terminate",
        "县机构决定终止",
        ("granted", "assigned", "signed"),
        "terminated",
        needs=("termination_ground", "terminated_on"),
        asks=("termination_ground", "terminated_on", "termination_number"),
        forward=False,
    ),
    Move(
        "close",
        "结案",
        ("signed",),
        "closed",
        needs=("closed_on", "closing_way", "result"),
        asks=("closed_on", "closing_way", "result", "gained"),
    ),
    Move(
        "close_simple",
        "咨询或代书办结",
        ("assigned",),
        "closed",
        needs=("closed_on", "result"),
        asks=("closed_on", "result"),
        check=_simple,
        forward=False,
    ),
    Move(
        "file",
        "归档",
        ("closed", "refused", "upheld", "terminated", "withdrawn"),
        "filed",
        needs=("filed_on",),
        asks=("filed_on", "dossier_number", "dossier_pages"),
    ),
    Move(
        "withdraw",
        "申请人撤回",
        ("registered", "received", "reviewed", "forwarded"),
        "withdrawn",
        needs=("withdrawn_on", "withdrawn_reason"),
        asks=("withdrawn_on", "withdrawn_reason"),
        forward=False,
    ),
    Move(
        "void",
        "作废",
        ("received", "supplement", "reviewed", "forwarded"),
        "void",
        needs=("void_reason",),
        asks=("void_reason",),
        forward=False,
    ),
)
