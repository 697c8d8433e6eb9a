"""The papers of legal aid: those the office issues are signed by it, the others by people alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.registers import Consultation, LegalAid
from desktop.documents.form import Form, Papers, at_first_use

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store.record import Record


def _papers() -> Papers:
    from desktop.documents.legal_aid.papers import PAPERS

    return PAPERS


def _paper(
    code: str,
    title: str,
    cls: type[Record] = LegalAid,
    offered: Callable[[Any], bool] = lambda _record: True,
) -> Form:
    return Form(code, title, cls, at_first_use(_papers, code), offered=offered)


def _numbered(aid: LegalAid) -> bool:
    """Whether the station received it."""
    return aid.number_no is not None


FORMS = (
    _paper("aid_application", "法律援助申请表"),
    _paper("aid_hardship", "经济困难状况说明表", offered=lambda aid: aid.no_condition is None),
    _paper("aid_privacy", "个人信息处理告知书"),
    _paper("aid_receipt", "法律援助申请材料接收凭证", offered=_numbered),
    _paper("aid_supplement", "补充材料/说明通知书", offered=lambda aid: bool(aid.supplements)),
    _paper("aid_review", "法律援助审查表", offered=_numbered),
    _paper("aid_forwarding", "法律援助申请转交函", offered=lambda aid: aid.reviewed_on is not None),
    _paper("aid_delivery", "法律援助文书送达回证", offered=lambda aid: bool(aid.deliveries)),
    _paper("aid_change", "更换法律援助人员申请表", offered=lambda aid: bool(aid.lawyers)),
    _paper("aid_payment", "法律援助案件补贴领款单", offered=lambda aid: bool(aid.subsidies)),
    _paper("aid_visit", "受援人回访记录表", offered=lambda aid: bool(aid.visits)),
    _paper("aid_consultation", "法律援助咨询登记表", Consultation),
    _paper("aid_consultation_privacy", "法律咨询个人信息处理告知书", Consultation),
)
"""Those a record has, as far as it has come."""
