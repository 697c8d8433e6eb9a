"""What a case would be paid: scheme, grade and why, the mediators' shares, and what stands against.

Cases and mediators belong to other registers; they are found by their tables' names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers.subsidy.criteria import result_of
from db.registers.subsidy.scheme import SubsidyScheme, scheme_on
from db.store.codes import codes
from db.store.kinds import codes_in
from db.store.record import Row, register

if TYPE_CHECKING:
    from datetime import date

_ENDED = ("closed", "filed")
_PERFORMED = "3"


@dataclass(frozen=True)
class Suggestion:
    """What the scheme in force gives for a case.

    Attributes:
        result: written, oral or failed.
        scheme: None where none is in force on the day the case was closed.
        grade: its name; empty where none fits.
        reason: 因为：…, what of the case the grade was found by.
        amount: in fen; None where nothing is paid.
        shares: mediator and fen of those who may be paid, together the amount.
        notes: what people should know of it.
        against: why it cannot be claimed, in words; empty where it can.
    """

    result: str
    scheme: SubsidyScheme | None = None
    grade: str = ""
    reason: str = ""
    amount: int | None = None
    shares: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def suggest(session: Session, case: Any) -> Suggestion:
    """What a mediation case would be paid, and all that stands against it.

    That it is claimed already is asked elsewhere.
    """
    result = result_of(case)
    if case.state not in _ENDED:
        state = type(case).fields["state"].kind.format(case.state)
        return Suggestion(result, against=(f"还没有结案（{state}）",))
    day: date | None = case.closed_on
    scheme = scheme_on(session, day) if day else None
    if scheme is None:
        words = f"{day or '结案日期不明，'}没有适用的补贴方案，请先在“补贴方案”里登记县里的文件"
        return Suggestion(result, against=(words,))
    against = list(_against(case, scheme, result))
    found = scheme.grade_for(case, _committee_kind(session, case), result)
    payable, officials = mediators(session, [row.mediator_id for row in _leading_first(case)])
    notes = tuple(f"{name}是公职人员，不参与分配" for name in officials)
    if not payable:
        against.append("承办的都是公职人员，不发补贴" if officials else "没有登记承办调解员")
    if found is None:
        against.append("不符合方案里任何等级的条件")
        return Suggestion(result, scheme, notes=notes, against=tuple(against))
    grade, met = found
    reason, amount = f"因为：{'；'.join(met) or '该等级不限条件'}", grade.amount(result)
    if not amount and result in codes_in(scheme.results):
        against.append(f"“{grade.name}”没有规定{codes('subsidy_result').name(result)}的金额")
    shares = tuple(zip(payable, divided(amount or 0, [1] * len(payable)), strict=True))
    return Suggestion(
        result, scheme, grade.name, reason, amount or None, shares, notes, tuple(against)
    )


def divided(amount: int, weights: Sequence[int]) -> list[int]:
    """Whole fen in the proportion of the weights, together the amount; what is left to the first.

    Nobody's part differs from the exact one by a fen or more.
    """
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    parts = [amount * weight // whole for weight in weights]
    rest = [amount * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda place: (-rest[place], place))
    for place in first[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def mediators(session: Session, ids: Sequence[int]) -> tuple[list[int], list[str]]:
    """Those who may be paid, and the names of those on the public payroll (财行〔2007〕179号)."""
    table = Row.metadata.tables["mediator"].c
    query = select(table.id, table.name, table.on_public_payroll).where(table.id.in_(ids))
    known = {row.id: row for row in session.execute(query)}
    found = [known[number] for number in dict.fromkeys(ids) if number in known]
    payable = [row.id for row in found if not row.on_public_payroll]
    return payable, [row.name for row in found if row.on_public_payroll]


def case_of(session: Session, number: int | None) -> Any:
    """The mediation case, None where there is none."""
    return session.get(register("mediation"), number) if number is not None else None


def committee_of(session: Session, case: Any) -> Any:
    """Name and kind of the case's committee, None where none was entered."""
    table = Row.metadata.tables["committee"].c
    chosen = select(table.name, table.kind).where(table.id == case.committee_id)
    return session.execute(chosen).first()


def _against(case: Any, scheme: SubsidyScheme, result: str) -> Iterator[str]:
    if scheme.needs_archived and case.state != "filed":
        yield "还没有归档"
    if result not in codes_in(scheme.results):
        yield f"方案不补贴{codes('subsidy_result').name(result)}的案件"
    elif result != "failed" and scheme.needs_performed and case.performance_state != _PERFORMED:
        yield "协议还没有履行完毕"


def _committee_kind(session: Session, case: Any) -> str | None:
    found = committee_of(session, case)
    return found.kind if found is not None else None


def _leading_first(case: Any) -> list[Any]:
    return sorted(case.mediators, key=lambda row: not row.leading)
