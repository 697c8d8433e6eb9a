"""Legal aid: accepted and closed, recipients, matters, services, terms; 件 and 人次 are two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.orm import Session

from db.figures.catalogue.coded import for_each, greater
from db.figures.figure import EVE, FIRST, LAST, Basis, Behind, Condition, Figure
from db.figures.legal_aid import steps
from db.figures.measures import COUNT, Reckoned, Stock, Sum, of_rows
from db.figures.period import Period
from db.registers import Consultation, LegalAid
from db.registers.legal_aid.rows import Fellow
from db.store.codes import codes
from db.store.periods import shipped

_10_000_YUAN = 1_000_000  # in fen
_DRAFTING = "2"
OVERLAP = "一人可以属于几类，各类之和可能大于总人次"

CASE = Condition("本站已接收、没有作废", LegalAid.state.not_in(("registered", "void")))
APPLIED = Basis("applied", "接收", (LegalAid.received_on,))
FORWARDED = Basis("forwarded", "转交", (LegalAid.forwarded_on,))
GRANTED = Basis("granted", "给予", (LegalAid.granted_on,))
CLOSED = Basis("closed", "结案", (LegalAid.closed_on,))
_CHOICE = (GRANTED, CLOSED, FORWARDED, APPLIED)
_LETTER = "letter_reply"
_STEPS = (
    "aid_supplement", "aid_decision", "aid_assignment", "aid_agreement", "aid_objection",
    "aid_dossier", "aid_dossier_review", "aid_subsidy", "aid_visit", _LETTER,
)  # fmt: skip
_KEPT = (("due", "应办"), ("on_time", "按时"), ("late", "逾期"))


def _aid(code: str, name: str, *tests: Condition, **more: Any) -> Figure:
    given: dict[str, Any] = {
        "cls": LegalAid,
        "unit": "件",
        "measure": COUNT,
        "bases": _CHOICE,
        "tests": (CASE, *tests),
    }
    return Figure(code=f"aid.{code}", name=name, **(given | more))


def figures() -> Iterator[Figure]:
    """Tables A to E; the rows of A and C are splits by nature, procedure and cause."""
    for code, name, basis in (
        ("applied", "申请", APPLIED),
        ("forwarded", "转交", FORWARDED),
        ("granted", "给予援助", GRANTED),
        ("refused", "不予援助", Basis("refused", "不予", (LegalAid.refused_on,))),
        ("closed", "办结", CLOSED),
        ("terminated", "终止", Basis("terminated", "终止", (LegalAid.terminated_on,))),
        ("withdrawn", "撤回", Basis("withdrawn", "撤回", (LegalAid.withdrawn_on,))),
    ):
        cases = _aid(code, f"法律援助{name}", bases=(basis,))
        yield cases
        yield replace(
            cases,
            code=f"aid.{code}.persons",
            name=f"法律援助{name}人次",
            unit="人次",
            measure=Sum(LegalAid.persons),
        )
    yield _aid("open", "法律援助在办", measure=_open(), bases=())
    yield _aid("amount", "涉及金额", unit="万元", measure=Sum(LegalAid.amount), scale=_10_000_YUAN)
    yield _aid(
        "gained", "挽回损失或取得利益", unit="万元", scale=_10_000_YUAN,
        measure=Sum(LegalAid.gained), bases=(CLOSED,),
    )  # fmt: skip
    drafting = func.coalesce(LegalAid.granted_form, LegalAid.aid_form) == _DRAFTING
    yield _aid("drafting", "代拟法律文书", Condition("援助形式为代拟法律文书", drafting))
    yield from _categories()
    yield from _kept()


def _open() -> Stock:
    """Received, and neither refused, withdrawn, closed nor terminated by the end of a day."""

    def ends(compared: Any) -> list[ColumnElement[bool]]:
        over = (LegalAid.withdrawn_on, LegalAid.closed_on, LegalAid.terminated_on)
        # a refusal that was corrected by a later grant is no end
        corrected = LegalAid.granted_on >= LegalAid.refused_on
        return [
            *(or_(end.is_(None), compared(end)) for end in over),
            or_(LegalAid.refused_on.is_(None), compared(LegalAid.refused_on), corrected),
        ]

    def there(day: Any) -> ColumnElement[bool]:
        return and_(LegalAid.received_on <= day, *ends(lambda end: end > day))

    def entered(day: Any) -> ColumnElement[bool]:
        return and_(LegalAid.received_on <= day, *ends(lambda end: end >= LegalAid.received_on))

    now, then = there(LAST), there(EVE)
    came = and_(LegalAid.received_on.between(FIRST, LAST), entered(LAST))
    began = or_(then, came)
    return Stock(
        (Condition("期末在办", now),),
        (Condition("期初在办", then),),
        (Condition("本期接收", came),),
        (
            Condition("期初在办或者本期接收", began),
            Condition("期末不在办", func.coalesce(now, False).is_(False)),
        ),
    )


def _categories() -> Iterator[Figure]:
    """Table B: everybody once in each of their own categories."""
    for entry in codes("people_category").entries:
        for code, name, sex, also in (
            ("persons", "人次", None, ""),
            ("women", "人次：女", "2", ""),
            ("minors", "人次：未成年人", None, "minor"),
        ):
            heads = _heads(entry.code, sex=sex, also=also)
            yield _aid(
                f"category.{entry.code}.{code}",
                f"{entry.name}受援{name}",
                unit="人次",
                measure=Sum(heads),
                note=OVERLAP,
            )
    yield from for_each(
        _aid("category.*", "*受援案件", note=OVERLAP), "people_category", "受援人类别", _among
    )


def _among(some: list[str]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = _heads(some[0]) > 0
    return found


def _heads(category: str, *, sex: str | None = None, also: str = "") -> Any:
    """人次 of a category in a case: the applicant, those listed, and those only counted.

    Who is listed without a category, or counted and not listed, has the case's primary one; of
    those only counted neither sex nor a second category is known.
    """

    def holds(column: Any, code: str) -> ColumnElement[bool]:
        found: ColumnElement[bool] = ("," + func.coalesce(column, "") + ",").contains(f",{code},")
        return found

    primary = LegalAid.primary_category == category
    applicant = [or_(primary, holds(LegalAid.categories, category))]
    blank = func.coalesce(Fellow.categories, "") == ""
    fellow = [or_(holds(Fellow.categories, category), and_(blank, primary))]
    if sex:
        applicant.append(LegalAid.sex == sex)
        fellow.append(Fellow.sex == sex)
    if also:
        applicant.append(or_(LegalAid.primary_category == also, holds(LegalAid.categories, also)))
        same = LegalAid.primary_category == also
        fellow.append(or_(holds(Fellow.categories, also), and_(blank, same)))
    heads = case((and_(*applicant), 1), else_=0) + of_rows(LegalAid, Fellow, *fellow)
    unnamed = greater(LegalAid.persons - 1 - of_rows(LegalAid, Fellow), 0)
    return heads if sex or also not in {"", category} else heads + case((primary, unnamed), else_=0)


def _kept() -> Iterator[Figure]:
    """Table E: each step that began in the period: due, on time, late."""
    for rule in _STEPS:
        for key, name in _KEPT:
            yield _aid(
                f"step.{rule.removeprefix('aid_')}.{key}",
                f"{shipped()[rule].what}：{name}",
                measure=Reckoned(_steps, ((name, f"{rule}.{key}"),)),
                cls=Consultation if rule == _LETTER else LegalAid,
                tests=(),
                bases=(),
                note="按今天看：还没有办的，过了期限算逾期",
            )


def _steps(session: Session, period: Period) -> Mapping[str, Sequence[Behind]]:
    found: dict[str, Sequence[Behind]] = {}
    for rule, kept in steps(session, period.first, period.last, date.today()).items():
        for key, _ in _KEPT:
            found[f"{rule}.{key}"] = getattr(kept, key)
    return found
