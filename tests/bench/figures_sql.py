"""The figures of mediation as a hand would write them: in conditional sums, and in groups."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, text

from db.figures.period import Period

_TYPES = (
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "1001", "1002",
    "11", "1101", "1102", "1103", "12", "13", "14", "15",
)  # fmt: skip
_SOURCES = ("1", "2", "3", "301", "302", "303", "304", "309")
_KINDS = "123456"
_PREVENTED = ("suicide", "crime", "petition", "fight")
_WITH_RESULT = "('agreed','performed','closed','filed','failed','ended')"
_SETTLED = "('agreed','performed','closed','filed')"
_PEOPLE = (
    "max((SELECT count(*) FROM mediation_party WHERE owner_id = m.id),"
    " coalesce(persons_involved, 0))"
)
Told = dict[str, Any]


def _sums() -> dict[str, str]:
    """One expression for each figure by the day of the result; s: whether it was settled."""
    s = f"(agreed_on IS NOT NULL AND state IN {_SETTLED})"
    found = {
        "total": "count(*)",
        "parties": f"sum({_PEOPLE})",
        "resolved": f"sum({s})",
        "difficult": "sum(difficulty = '3')",
        "amount": f"sum(iif({s}, amount, NULL))",
        "form.written": f"sum({s} AND agreement_form = 'written')",
        "form.oral": f"sum({s} AND agreement_form = 'oral')",
        "failed": "sum(ended_on IS NOT NULL AND ending_reason IS NULL)",
        "ended": "sum(ending_reason IS NOT NULL)",
        "performed": f"sum({s} AND performance_state = '3')",
        "defaulted": f"sum({s} AND performance_state = '4')",
        "confirmation": f"sum({s} AND confirmation_state IS NOT NULL)",
        "confirmed": f"sum({s} AND confirmation_state = '3')",
        "visited": f"sum({s} AND EXISTS (SELECT 1 FROM mediation_visit WHERE owner_id = m.id))",  # noqa: S608
        "wages": "sum(migrant_workers)",
        "deaths": "sum(death)",
        "unarchived": "sum(filed_on IS NOT NULL AND state <> 'filed')",
        "unnumbered": "sum(number_no IS NULL)",
    }
    for code in _TYPES:
        found[f"type.{code}"] = f"sum(dispute_type IN {_below(code, _TYPES)})"
    for code in _SOURCES:
        found[f"source.{code}"] = f"sum(source IN {_below(code, _SOURCES)})"
    for kind in _KINDS:
        own = f"(SELECT id FROM committee WHERE kind = '{kind}')"  # noqa: S608
        found[f"kind.{kind}"] = f"sum(committee_id IN {own})"
    for name in _PREVENTED:
        found[f"prevented.{name}"] = f"sum(prevented_{name} > 0)"
        found[f"prevented.{name}.persons"] = f"sum(prevented_{name})"
    return found


def _below(code: str, every: tuple[str, ...]) -> str:
    leaves = [
        one for one in every if one == code or (len(one) > len(code) and one.startswith(code))
    ]
    return "(" + ", ".join(f"'{one}'" for one in leaves) + ")"


_RESULT_DAYS = (
    "agreed_on BETWEEN :first AND :last",
    "+agreed_on IS NULL AND ended_on BETWEEN :first AND :last",
)


def by_conditions(connection: Connection, period: Period) -> Told:
    """One pass for each of the two days, a sum for each figure."""
    days, sums = {"first": period.first, "last": period.last}, _sums()
    found: Counter[str] = Counter()
    for inside in _RESULT_DAYS:
        query = (
            f"SELECT {', '.join(sums.values())} FROM mediation m"  # noqa: S608
            f" WHERE {inside} AND +deleted_at IS NULL AND +state IN {_WITH_RESULT}"
        )
        row = connection.execute(text(query), days).one()
        found.update({name: number or 0 for name, number in zip(sums, row, strict=True)})
    return _finished(connection, period, found)


def by_committee(connection: Connection, period: Period) -> dict[int, Counter[str]]:
    """The same sums for each committee: the rows of the official table."""
    days, sums = {"first": period.first, "last": period.last}, _sums()
    found: dict[int, Counter[str]] = {}
    for inside in _RESULT_DAYS:
        query = (
            f"SELECT committee_id, {', '.join(sums.values())} FROM mediation m"  # noqa: S608
            f" WHERE {inside} AND +deleted_at IS NULL AND +state IN {_WITH_RESULT}"
            " GROUP BY committee_id"
        )
        for committee, *row in connection.execute(text(query), days):
            numbers = {name: number or 0 for name, number in zip(sums, row, strict=True)}
            found.setdefault(committee, Counter()).update(numbers)
    return found


_KEYS = (
    "dispute_type", "source", "committee_id", "agreement_form", "difficulty", "performance_state",
    "confirmation_state", "migrant_workers", "death", "ending_reason",
)  # fmt: skip


def by_groups(connection: Connection, period: Period) -> Told:
    """One pass for each of the two days, grouped by all that figures are told apart by."""
    kinds = dict(connection.execute(text("SELECT id, kind FROM committee")).all())
    days = {"first": period.first, "last": period.last}
    found: Counter[str] = Counter(dict.fromkeys(_sums(), 0))
    for settled, inside in zip((True, False), _RESULT_DAYS, strict=True):
        visited = "EXISTS (SELECT 1 FROM mediation_visit WHERE owner_id = m.id)"
        numbers = ", ".join(
            f"sum(prevented_{name} > 0), sum(prevented_{name})" for name in _PREVENTED
        )
        query = (
            f"SELECT {', '.join(_KEYS)}, count(*), sum({_PEOPLE}), sum(amount), sum({visited}),"  # noqa: S608
            f" {numbers}, sum(filed_on IS NOT NULL AND state <> 'filed'), sum(number_no IS NULL)"
            f" FROM mediation m WHERE {inside} AND +deleted_at IS NULL"
            f" AND +state IN {_WITH_RESULT} GROUP BY {', '.join(_KEYS)}"
        )
        for row in connection.execute(text(query), days):
            _add(found, row, kinds, settled=settled)
    return _finished(connection, period, found)


def _add(found: Counter[str], row: Any, kinds: dict[int, str], *, settled: bool) -> None:
    number = row[10]
    for code in (row.dispute_type[:2], row.dispute_type):
        found[f"type.{code}"] += number if code == row.dispute_type or len(row[0]) > 2 else 0
    if len(row.dispute_type) == 2:
        found[f"type.{row.dispute_type}"] -= number
    for code in {row.source[:1], row.source}:
        found[f"source.{code}"] += number
    found[f"kind.{kinds[row.committee_id]}"] += number
    found.update(total=number, parties=row[11] or 0)
    found["difficult"] += number * (row.difficulty == "3")
    found["wages"] += number * bool(row.migrant_workers)
    found["deaths"] += number * bool(row.death)
    for place, name in enumerate(_PREVENTED):
        found[f"prevented.{name}"] += row[14 + 2 * place] or 0
        found[f"prevented.{name}.persons"] += row[15 + 2 * place] or 0
    found.update(unarchived=row[-2] or 0, unnumbered=row[-1] or 0)
    if not settled:
        found["ended" if row.ending_reason else "failed"] += number
        return
    found.update(resolved=number, amount=row[12] or 0, visited=row[13] or 0)
    found[f"form.{row.agreement_form}"] += number
    found["performed"] += number * (row.performance_state == "3")
    found["defaulted"] += number * (row.performance_state == "4")
    found["confirmation"] += number * (row.confirmation_state is not None)
    found["confirmed"] += number * (row.confirmation_state == "3")


def _finished(connection: Connection, period: Period, found: Counter[str]) -> Told:
    """The rest: by other days, and the stock."""
    days = {"first": period.first, "last": period.last, "eve": period.eve}

    def one(query: str) -> int:
        return connection.execute(text(query), days).scalar() or 0

    cases = "SELECT count(*) FROM mediation WHERE +deleted_at IS NULL AND"
    live = f"{cases} state NOT IN ('registered','refused','void') AND"
    told: Told = {f"mediation.{name}": [number] for name, number in found.items()}
    over = found["resolved"] + found["failed"] + found["ended"]
    told["mediation.concluded"] = [over]
    told["mediation.rate"] = [found["resolved"], over]
    told["mediation.accepted"] = [one(f"{live} accepted_on BETWEEN :first AND :last")]
    told["mediation.waiting"] = [one(f"{cases} state = 'registered'")]
    told["mediation.refused"] = [
        one(f"{cases} +state = 'refused' AND refused_on BETWEEN :first AND :last")
    ]
    told["mediation.archived"] = [
        one(f"{live} +state = 'filed' AND archived_on BETWEEN :first AND :last")
    ]
    told["mediation.turned_criminal"] = [
        one(
            f"{cases} state <> 'void' AND turned_criminal"
            " AND turned_criminal_on BETWEEN :first AND :last"
        )
    ]
    told["mediation.committees"] = [
        one(
            "SELECT count(*) FROM (SELECT DISTINCT committee_id FROM mediation WHERE +deleted_at"  # noqa: S608
            f" IS NULL AND +state IN {_WITH_RESULT} AND {_RESULT_DAYS[0]} UNION SELECT committee_id"
            f" FROM mediation WHERE +deleted_at IS NULL AND +state IN {_WITH_RESULT} AND"
            f" {_RESULT_DAYS[1]})"
        )
    ]
    told["mediation.open"] = [
        *(_open(one, live, day) for day in (":last", ":eve")),
        one(f"{live} accepted_on BETWEEN :first AND :last AND {_IN_ORDER}"),
        sum(
            one(f"{live} +state IN {_WITH_RESULT} AND {inside} AND {_IN_ORDER}"
                " AND +accepted_on IS NOT NULL")
            for inside in _RESULT_DAYS
        ),
    ]  # fmt: skip
    return told


_IN_ORDER = (
    "(coalesce(agreed_on, ended_on) IS NULL OR coalesce(agreed_on, ended_on) >= +accepted_on)"
)


def _open(one: Any, live: str, day: str) -> int:
    return sum(
        one(f"{live} {waits} AND +accepted_on <= {day}")
        for waits in (
            "state = 'accepted' AND +agreed_on IS NULL AND +ended_on IS NULL",
            f"agreed_on > {day}",
            f"+agreed_on IS NULL AND ended_on > {day}",
        )
    )
