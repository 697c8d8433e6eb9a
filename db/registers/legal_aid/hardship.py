"""The block of the household's means 经济状况: income per head, standard, and what is exempt."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, object_session

from db.registers.legal_aid.standard import AidStandard
from db.store.fields import LongText, Money, Section

if TYPE_CHECKING:
    from db.registers.legal_aid.aid import LegalAid

means = Section("经济状况")

SELF = "本人"
_EXEMPT = "3"


def _measured(aid: "LegalAid") -> bool:
    return aid.no_condition is None


def per_head(aid: "LegalAid") -> int | None:
    """Monthly income per head in fen, halves rounded up; None while any member's is unknown.

    The household is everybody in the list, the applicant included.
    """
    incomes = [member.monthly_income for member in aid.members]
    if not incomes or any(income is None for income in incomes):
        return None
    total = sum(income for income in incomes if income is not None)
    return (2 * total + len(incomes)) // (2 * len(incomes))


def within(aid: "LegalAid") -> bool | None:
    """Whether the income per head does not exceed the standard; None while one is unknown."""
    income = per_head(aid)
    if income is None or aid.standard_amount is None:
        return None
    return income <= aid.standard_amount


def _standard(aid: "LegalAid") -> AidStandard | None:
    session = object_session(aid)
    if session is None or aid.standard_id is None:
        return None
    return session.get(AidStandard, aid.standard_id)


def _standard_year(aid: "LegalAid") -> int | None:
    found = _standard(aid)
    return found.year if found else aid.standard_year if aid.standard_id else None


def _standard_amount(aid: "LegalAid") -> int | None:
    """The standard as it stood when the application was saved last."""
    found = _standard(aid)
    return found.amount if found else aid.standard_amount if aid.standard_id else None


class Hardship:
    """The household's means (art. 41, 42), and where no hardship is asked for (art. 32)."""

    no_condition: Mapped[str | None] = means.choice(
        "不受经济困难条件限制",
        "aid_no_condition",
        counted=True,
    )
    check_way: Mapped[str | None] = means.choice(
        "核查方式",
        "aid_check_way",
        counted=True,
        shown_when=_measured,
        help="信息共享查询，或由申请人作诚信承诺；不要求村居盖章证明",
    )
    exemption: Mapped[str | None] = means.choice(
        "免予核查的情形",
        "aid_exemption",
        counted=True,
        shown_when=lambda aid: aid.check_way == _EXEMPT,
        needed_when=lambda aid: aid.check_way == _EXEMPT,
    )
    exemption_proof: Mapped[str | None] = means.field(
        "免予核查的证明材料",
        shown_when=lambda aid: aid.check_way == _EXEMPT,
        needed_when=lambda aid: aid.check_way == _EXEMPT,
        help="如 残疾人证、低保证、工资欠条",
    )
    promised_on: Mapped[date | None] = means.field(
        "诚信承诺日期",
        shown_when=lambda aid: aid.check_way == "2",
        needed_when=lambda aid: aid.check_way == "2",
    )
    checked_by_id: Mapped[int | None] = means.link("核查人", "staff", shown_when=_measured)
    checked_on: Mapped[date | None] = means.field("核查日期", shown_when=_measured)
    household_kind: Mapped[str | None] = means.choice(
        "城乡", "household_kind", default="2", shown_when=_measured
    )
    per_head_income: Mapped[Money | None] = means.field(
        "家庭人均月收入",
        unit="元",
        sensitive=True,
        computed=per_head,
        help="全体家庭成员月收入之和除以人数，申请人在内",
    )
    standard_id: Mapped[int | None] = means.link(
        "适用的经济困难标准", "aid_standard", shown_when=_measured
    )
    standard_year: Mapped[int | None] = means.field("标准年度", computed=_standard_year)
    standard_amount: Mapped[Money | None] = means.field(
        "人均月收入标准", unit="元", computed=_standard_amount
    )
    within_standard: Mapped[bool | None] = means.field(
        "人均月收入在标准以内", counted=True, computed=within
    )
    spending: Mapped[LongText | None] = means.field("家庭支出", sensitive=True)
    property: Mapped[LongText | None] = means.field(
        "财产状况", sensitive=True, help="房屋、车辆、存款等，自住或出租"
    )
    debts: Mapped[LongText | None] = means.field("债务状况", sensitive=True)
