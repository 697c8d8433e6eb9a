"""All figures of a quarter over many cases, against hand-written SQL on the same encrypted file."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, text

from db.figures.asking import values
from db.figures.catalogue import in_force
from db.figures.period import Period
from db.registers import Committee, Person
from db.store.database import Database
from tests.bench import many
from tests.bench.figures_sql import by_conditions, by_groups
from tests.bench.timing import least

_QUARTER = Period.quarter(2024, 2)


def run() -> Iterator[tuple[str, float, str]]:
    """For each size what the catalogue takes over the better of two hands."""
    for size in many.SIZES:
        with many.store_of(size, "counted", fill=fill_store) as database:
            yield _compare(database, size)


def _compare(database: Database, size: int) -> tuple[str, float, str]:
    figures = [one for one in in_force(_QUARTER) if one.code.startswith("mediation.")]

    def ours() -> dict[str, Any]:
        with database.read() as session:
            return {
                code: [number for _, number in found.pieces]
                for code, found in values(session, figures, _QUARTER).items()
            }

    def hand(work: Callable[[Connection, Period], dict[str, Any]]) -> Callable[[], Any]:
        def asked() -> dict[str, Any]:
            with database.engine.connect().execution_options(reading=True) as connection:
                return work(connection, _QUARTER)

        return asked

    hands = [hand(by_conditions), hand(by_groups)]
    wanted = ours()
    for one in hands:
        told = one()
        assert {code: told[code] for code in wanted} == wanted
    mine = least(ours)
    theirs = min(least(one) for one in hands)
    note = (
        f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms for {len(figures)} figures, "
        f"{wanted['mediation.total'][0]:,} cases in the quarter"
    )
    return f"{size:,} cases: all figures of a quarter", mine / theirs, note


def fill_store(database: Database, size: int) -> None:
    """Cases over five years with what figures look at, written by SQL; past history and forms."""
    with database.step("调委会和一人") as session:
        session.add(Person.fresh(name="张某"))  # else opening it would link all parties as old ones
        for place in range(12):
            kind = str(place % 6 + 1)
            session.add(Committee.fresh(name=f"第{place}调委会", short_name=f"{place}", kind=kind))
    with many.filling(database) as connection:
        connection.execute(text(_CASES), {"size": size})
        connection.execute(text(_PARTIES))


_CASES = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :size),
d AS (SELECT i, i * 2654435761 % 4294967296 AS h, date('2020-01-01', '+' || (i * 1826 / :size) || ' days') AS day FROM n)
INSERT INTO mediation (id, uid, caption, found_by, created_at, created_by, number, dossier_name, state,
  registered_on, accepted_on, committee_id, source, dispute_type, difficulty, summary, facts,
  agreement_form, agreed_on, amount, performance_state, performed_on, confirmation_state, persons_involved,
  prevented_crime, prevented_petition, turned_criminal, turned_criminal_on, ending_reason, ended_on, closed_on,
  archived_on, migrant_workers, death)
SELECT i + 1, printf('%032x', i), '（' || substr(day, 1, 4) || '）天人调字第' || i || '号 张某与李某邻里纠纷',
  '第' || i || '号 张某与李某邻里纠纷', day || ' 09:00:00.000000', 'bench', '（' || substr(day, 1, 4) || '）天人调字第' || i || '号',
  '张某与李某邻里纠纷',
  CASE WHEN h % 100 < 3 THEN 'closed' WHEN h % 100 < 4 THEN 'ended' WHEN h % 100 < 5 THEN 'void'
       WHEN i > :size * 0.995 THEN 'accepted' ELSE 'filed' END,
  day, day, h % 12 + 1, CASE h % 8 WHEN 0 THEN '1' WHEN 1 THEN '2' ELSE '30' || (h % 4 + 1) END,
  CASE WHEN h % 15 IN (9, 10) THEN (h % 15 + 1) || '0' || (h % 2 + 1) ELSE printf('%02d', h % 15 + 1) END,
  CAST(h % 3 + 1 AS TEXT), replace(printf('%40s', ''), ' ', '纠纷简要'), replace(printf('%60s', ''), ' ', '主要事实'),
  CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 THEN CASE WHEN h % 7 THEN 'written' ELSE 'oral' END END,
  CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 THEN date(day, '+' || (h % 25) || ' days') END,
  CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 AND h % 3 = 0 THEN h % 5000000 END,
  CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 THEN CASE WHEN h % 40 THEN '3' ELSE '4' END END,
  CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 THEN date(day, '+' || (h % 45) || ' days') END,
  CASE WHEN h % 100 >= 5 AND h % 50 = 7 THEN '3' END,
  CASE WHEN h % 90 = 1 THEN h % 30 END, CASE WHEN h % 200 = 1 THEN 2 END, CASE WHEN h % 300 = 1 THEN 12 END,
  h % 997 = 0, CASE WHEN h % 997 = 0 THEN date(day, '+3 days') END,
  CASE WHEN h % 100 = 3 THEN '1' END, CASE WHEN h % 100 < 4 THEN date(day, '+20 days') END,
  date(day, '+50 days'), CASE WHEN h % 100 >= 5 AND i <= :size * 0.995 THEN date(day, '+60 days') END, h % 9 = 0, h % 500 = 0
FROM d
"""  # noqa: E501
_PARTIES = """
INSERT INTO mediation_party (owner_id, position, role, kind, name)
SELECT id, position, role, 'person', '当事人' || id || role FROM mediation, (SELECT 0 AS position, '1' AS role UNION ALL SELECT 1, '2')
ORDER BY id, position
"""  # noqa: E501


if __name__ == "__main__":
    for line in run():
        print(*line)
