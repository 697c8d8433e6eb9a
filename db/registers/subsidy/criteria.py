"""What a case must be for a grade or a criterion to fit: a small vocabulary, kept as fields."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.orm import Mapped

from db.store.codes import codes
from db.store.fields import Money, Section
from db.store.kinds import codes_in
from db.store.kinds.money import MoneyKind

_where = Section("适用范围")
_tests = Section("认定条件")

Asked = tuple[str, Callable[[Any], str | None]]
"""A test as it is worded, and what it finds in a case; None where the case does not meet it."""

_SCOPES = (
    ("committee_kinds", "committee_kind"),
    ("dispute_types", "dispute_type"),
    ("sources", "dispute_source"),
    ("results", "subsidy_result"),
)


class Criteria:
    """Four scopes, all of which must hold, and tests of which one or all must; blank asks nothing.

    Of a case they look at: persons and amount, death, migrant workers, what was prevented.
    """

    committee_kinds: Mapped[str | None] = _where.choices(
        "只适用于调委会类型", "committee_kind", help="不选就不限"
    )
    dispute_types: Mapped[str | None] = _where.choices(
        "只适用于纠纷类型", "dispute_type", help="不选就不限"
    )
    sources: Mapped[str | None] = _where.choices(
        "只适用于案件来源", "dispute_source", help="不选就不限"
    )
    results: Mapped[str | None] = _where.choices(
        "只适用于案件结果", "subsidy_result", help="不选就不限"
    )
    joined: Mapped[str] = _tests.choice("以下条件", "criteria_joined", default="any")
    persons_from: Mapped[int | None] = _tests.field("涉及人数达到", unit="人")
    amount_from: Mapped[Money | None] = _tests.field("涉及金额达到", unit="元")
    death: Mapped[bool] = _tests.field("有人员死亡的", default=False)
    migrant_workers: Mapped[bool] = _tests.field("涉农民工的", default=False)
    dangers: Mapped[str | None] = _tests.choices(
        "有激化风险", "escalation", help="案件“防激化”里填了相应人数的"
    )


def in_words(row: Any) -> str:
    """All that a row asks: ``仅村人民调解委员会；涉及 10 人以上，或者有人员死亡``."""
    scopes = [f"仅{'、'.join(names)}" for names in _scope_names(row)]
    link = "，并且" if row.joined == "all" else "，或者"
    tests = link.join(words for words, _ in _asked(row))
    return "；".join(filter(None, [*scopes, tests])) or "不限条件"


def is_open(row: Any) -> bool:
    """Whether it fits every case."""
    return in_words(row) == "不限条件"


def found_in(row: Any, case: Any, committee_kind: str | None, result: str) -> list[str] | None:
    """What of the case meets the row, in words; None where the row does not fit.

    Args:
        row: a grade or a criterion.
        case: a mediation case.
        committee_kind: of the case's committee.
        result: written, oral or failed.
    """
    values = (committee_kind, case.dispute_type, case.source, result)
    found: list[str] = []
    for (name, table), value in zip(_SCOPES, values, strict=True):
        if getattr(row, name):
            if value not in codes_in(getattr(row, name)):
                return None
            found.append(codes(table).name(value or ""))
    asked = list(_asked(row))
    met = [words for _, finds in asked if (words := finds(case)) is not None]
    enough = len(met) == len(asked) if row.joined == "all" else bool(met) or not asked
    return [*found, *met] if enough else None


def result_of(case: Any) -> str:
    """``written``, ``oral``, or ``failed`` where no agreement was reached."""
    if case.agreed_on is None:
        return "failed"
    return "oral" if case.agreement_form == "oral" else "written"


def yuan(fen: int | None) -> str:
    """1,000 元; 87.50 元."""
    return f"{MoneyKind().format(fen).removesuffix('.00')} 元"


def _scope_names(row: Any) -> Iterator[list[str]]:
    for name, table in _SCOPES:
        chosen = codes_in(getattr(row, name))
        if chosen:
            yield [codes(table).name(code) for code in chosen]


def _asked(row: Any) -> Iterator[Asked]:
    """The tests that the row makes."""
    yield from _of_difficulty(codes_in(getattr(row, "difficulties", None)))
    persons, amount = row.persons_from, row.amount_from
    if persons is not None:
        least = f"{persons} 人以上"
        yield (
            f"涉及 {least}",
            lambda c: f"涉及 {c.people()} 人（{least}）" if c.people() >= persons else None,
        )
    if amount is not None:
        most = f"{yuan(amount)}以上"
        yield (
            f"金额 {most}",
            lambda c: f"金额 {yuan(c.amount)}（{most}）" if (c.amount or 0) >= amount else None,
        )
    for name, words in (("death", "有人员死亡"), ("migrant_workers", "涉农民工")):
        if getattr(row, name):
            yield words, _is_so(name, words)
    dangers = codes_in(row.dangers)
    if dangers:
        names = [codes("escalation").name(code) for code in dangers]
        yield "、".join(names), lambda case: _endangered(case, dangers)


def _of_difficulty(wanted: list[str]) -> Iterator[Asked]:
    if wanted:
        name = codes("difficulty").name
        yield (
            f"难度为{'、'.join(map(name, wanted))}",
            lambda c: f"难度为{name(c.difficulty)}" if c.difficulty in wanted else None,
        )


def _is_so(name: str, words: str) -> Callable[[Any], str | None]:
    return lambda case: words if getattr(case, name) else None


def _endangered(case: Any, dangers: list[str]) -> str | None:
    met = [code for code in dangers if getattr(case, f"prevented_{code}")]
    return "、".join(codes("escalation").name(code) for code in met) or None
