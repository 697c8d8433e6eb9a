"""A table as its return holds it: the numbers that were signed, the records frozen with them."""

import pytest

from db.figures.frozen import content_of
from db.figures.period import Period
from db.figures.returns import (
    as_signed,
    check_off,
    comment,
    fill_in,
    held,
    open_return,
    revise,
    send_back,
    sign_off,
    signed_report,
    unlock,
)
from db.figures.returns.counting import filled_of
from db.figures.tables import counted, fill, records_of, table
from db.registers import Committee, Return
from db.registers.statistics_return import SENT_BACK
from db.store.trouble import Trouble
from tests.offices import store_of
from tests.returns import (
    HEAD,
    QUARTER,
    TABLE,
    PlainSeal,
    agreed_one,
    change,
    signed,
    three_cases,
    through,
)


@pytest.fixture
def database(tmp_path):
    """With three cases, nothing filled yet."""
    database, _ = store_of(tmp_path, three_cases)
    with database:
        yield database


def now(session):
    return fill(session, table(TABLE), QUARTER)


def test_it_prints_what_was_frozen_cell_by_cell(database):
    by_hand = open_return(database, TABLE, QUARTER)
    fill_in(database, by_hand.id, {"total": {"screened": 12}})
    made = through(database, by_hand.id)
    agreed_one(database)
    content = content_of(made)
    with database.read() as session:
        found = held(now(session), made)
    shown = {
        (row.key, column.code): cell.words
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
    }
    assert shown == {key: cell.words for key, cell in content.cells.items()}
    assert found.held.digest == made.digest


def test_its_records_are_those_that_were_frozen(after):
    database, made, cases = after
    change(database, cases[0], dispute_type="01")
    late = agreed_one(database)
    with database.read() as session:
        live = now(session)
        found = held(live, made)
        (group,) = records_of(session, found, "total", "total")
        assert [row.id for row in group.rows] == list(cases)
        assert counted(session, [found])["mediation"] == frozenset(cases)
        assert late in counted(session, [live])["mediation"]


def test_a_row_that_is_gone_today_is_still_in_it(database):
    with database.step("新调委会") as session:
        other = Committee.fresh(name="另一调委会", short_name="另", kind="1")
        session.add(other)
        session.flush()
        number = other.id
    made = signed(database)
    with database.step("改") as session:
        session.get(Committee, number).ended_on = QUARTER.eve
    with database.read() as session:
        live = now(session)
        assert str(number) not in {row.key for row in live.rows}
        row = held(live, made).row(str(number))
    assert (row.name, row.kind, row.cells[0].words) == ("另一调委会", "part", "0")


def test_the_summary_takes_a_signed_table_as_it_was_signed(after):
    database, _, _ = after
    agreed_one(database)
    with database.read() as session:
        found = signed_report(session, QUARTER)
        numbers = {one.table.code: one.plain() for one in found.tables}
        assert numbers[TABLE]["total"]["total"] == 3
        assert now(session).cell("total", "total").number == 4
    assert [one.table.code for one in found.tables if one.held] == [TABLE]


def test_while_it_is_corrected_the_signed_numbers_stand(after):
    database, made, _ = after
    agreed_one(database)
    unlock(database, made.id, HEAD, "漏报")
    second = revise(database, made.id)
    fill_in(database, second.id)
    with database.read() as session:
        assert as_signed(session, now(session)).cell("total", "total").number == 3
    through(database, second.id)
    with database.read() as session:
        found = as_signed(session, now(session))
    assert found.cell("total", "total").number == 4
    assert any("3 → 4" in line for line in found.held.corrections)


def test_what_is_not_signed_or_goes_by_another_day_is_that_of_now(database):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    with database.read() as session:
        live = now(session)
        assert as_signed(session, live) is live
        assert held(live, session.get(Return, made.id)).held.digest == ""
    through(database, made.id)
    with database.read() as session:
        by_accepted = fill(session, table(TABLE), QUARTER, basis="受理")
        assert as_signed(session, by_accepted) is by_accepted


def test_it_is_sent_back_with_a_reason_that_is_not_printed(database):
    made = open_return(database, TABLE, QUARTER)
    fill_in(database, made.id)
    with pytest.raises(Trouble, match="原因"):
        send_back(database, made.id, " ")
    made = send_back(database, made.id, "六月少一件")
    assert [(note.place, note.text) for note in made.notes] == [(SENT_BACK, "六月少一件")]
    fill_in(database, made.id)
    comment(database, made.id, "total", "total", "含上年结转")
    check_off(database, made.id)
    made = sign_off(database, made.id, HEAD, PlainSeal())
    with database.read() as session:
        assert held(now(session), made).held.notes == (
            "本级上报总计 · 调解情况·调解案件总数：含上年结转",
        )


def test_a_signed_content_that_was_altered_is_not_shown(after):
    database, made, _ = after
    made.content = made.content.replace('"number":3', '"number":4', 1)
    with database.read() as session:
        live = filled_of(session, made)
    with pytest.raises(Trouble, match="摘要不符"):
        held(live, made)


def test_other_periods_are_not_signed_with_it(after):
    database, _, _ = after
    with database.read() as session:
        other = fill(session, table(TABLE), Period.quarter(2024, 3))
        assert as_signed(session, other) is other
