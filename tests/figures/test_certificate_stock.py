"""The stock identity: it holds for any acts and any two days, but for cards that ran out unseen."""

import contextlib
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.figures.certificate_stock import stock
from db.registers import Card
from db.store.database import Database
from tests.counted import counted
from tests.enforcers import act, certify, make, staff
from tests.offices import new_store

START = date(2016, 1, 1)
_NUMBERS = count(1)


class OverError(Exception):
    """Takes an example back."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("stock")) as database:
        yield database


def live(card, session, lives):
    """Make acts on a card, as drawn; gives (day, state) after each."""
    made, day = [], START
    for choice, gap, term in lives:
        moves = [m for m in card.next_moves() if m.code not in ("replace", "file")]
        if not moves:
            break
        move, day = moves[choice % len(moves)], day + timedelta(days=gap)
        reasons = {name: "1" for name in move.asks if name.endswith("_reason")}
        values = {
            "act_on": day,
            "act_basis": "依据",
            "act_approved_by": "批准",
            "act_received_by": "收证人",
            "act_returned_on": day,
            **reasons,
        }
        if "number" in move.asks:
            values |= {"number": f"黔{next(_NUMBERS)}", "issuer": "厅", "valid_from": day}
            values["valid_to"] = day + timedelta(days=term)
        if move.code == "renew" or move.code.startswith("correct"):
            values |= {"new_number": f"黔{next(_NUMBERS)}", "new_valid_from": day}
            values["new_valid_to"] = day + timedelta(days=term)
        make(card, session, move.code, **values)
        made.append((day, card.state))
    return made


lives = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 300), st.integers(1, 900)), max_size=9
)
days = st.integers(-10, 3000).map(lambda number: START + timedelta(days=number))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives, min_size=1, max_size=3), days, days, days)
def test_whatever_is_done_the_stock_balances_between_any_two_days(store, all_lives, a, b, c):
    first, middle, last = sorted((a, b, c))
    with contextlib.suppress(OverError), store.step("试") as session:
        cards = []
        for number, drawn in enumerate(all_lives):
            card = Card.fresh(staff_id=staff(session, f"某{number}").id)
            session.add(card)
            session.flush()
            made = live(card, session, drawn)
            cards.append(card)
            for day in (first, middle, last, *(day for day, _ in made)):
                assert card.state_on(day) == next((s for d, s in reversed(made) if d <= day), None)
        for start, end in ((first, last), (first, middle), (middle, last)):
            found = stock(session, start, end)
            assert found.difference == len(found.causes)
            ran_out = {
                card.id
                for card in cards
                if card.state_on(end) == "valid" and not card.valid_on(end)
            }
            assert {entry.card_id for entry in found.causes} <= ran_out
            assert {entry.card_id for entry in found.expired} == ran_out
            assert bool(found.said()) == bool(found.difference)
        before = stock(session, first, middle)
        after = stock(session, middle + timedelta(days=1), last + timedelta(days=1))
        assert [e.card_id for e in before.closing] == [e.card_id for e in after.opening]
        raise OverError


def counts(found):
    return {flow.kind: len(flow.entries) for flow in (*found.came, *found.went) if flow.entries}


def held(database: Database, name: str, **values):
    with database.step("登记") as session:
        return certify(session, staff(session, name).id, f"黔{name}", **values).id


def year(database, number=2024):
    with database.read() as session:
        return stock(session, date(number, 1, 1), date(number, 12, 31))


def test_ten_issued_and_seven_cancelled(database):
    for number in range(8):
        held(database, f"旧{number}", valid_from=date(2021, 1, 1))
    for number in range(10):
        held(database, f"新{number}", valid_from=date(2024, 5, 6))
    for number in range(1, 8):
        act(database, number, "cancel", act_on=date(2024, 8, number), cancel_reason="1")
    found = year(database)
    assert (len(found.opening), len(found.closing), found.difference) == (8, 11, 0)
    assert counts(found) == {"enrol": 10, "cancel": 7}
    cancelled = counted(database, "certificates.cancel", date(2024, 1, 1), date(2024, 12, 31))
    assert cancelled.value == 7
    valid = counted(database, "certificates.valid", date(2024, 1, 1), date(2024, 12, 31))
    assert valid.pieces == {"期末": 11, "期初": 8, "增加": 10, "减少": 7}


def test_what_was_issued_this_year_and_enrolled_later_counts_as_issued(database):
    held(database, "旧", valid_from=date(2024, 3, 1), first_issued_on=date(2019, 3, 1))
    held(database, "新", valid_from=date(2024, 3, 2), first_issued_on=date(2024, 3, 1))
    whole = date(2024, 1, 1), date(2024, 12, 31)
    assert counted(database, "certificates.issue", *whole).value == 1
    assert counted(database, "certificates.issue", date(2024, 4, 1), whole[1]).value == 0


def test_a_card_that_ran_out_without_an_act_makes_the_difference(database):
    number = held(database, "王某", valid_to=date(2024, 6, 30))
    found = year(database)
    assert found.said() == "收支不平：差 1 张（王某 行政执法证 黔王某 2024-06-30 到期未办理）"
    assert year(database, 2025).difference == 0, "it was not there any more"
    assert [entry.card_id for entry in year(database, 2025).expired] == [number]
    act(database, number, "cancel", act_on=date(2024, 7, 20), cancel_reason="8")
    assert year(database).difference == 0
    assert counts(year(database)) == {"cancel": 1}


def test_a_suspended_card_goes_once(database):
    number = held(database, "王某")
    act(
        database, number, "suspend",
        act_on=date(2024, 3, 1), suspend_reason="1", act_basis="决定",
    )  # fmt: skip
    act(
        database, number, "revoke",
        act_on=date(2024, 4, 1), revoke_reason="1", act_basis="决定", act_approved_by="厅",
    )  # fmt: skip
    found = year(database)
    assert counts(found) == {"suspend": 1}
    assert [entry.said for entry in found.apart] == ["暂扣后吊销"]
    assert found.difference == 0


def test_a_late_renewal_comes_in_again(database):
    number = held(database, "王某", valid_to=date(2023, 6, 30))
    act(
        database, number, "renew",
        act_on=date(2024, 2, 1), renew_reason="1", new_number="黔2",
        new_valid_from=date(2024, 2, 1), new_valid_to=date(2029, 1, 31),
    )  # fmt: skip
    assert counts(year(database)) == {"renew": 1}
    assert year(database).difference == 0
    assert year(database, 2023).difference == 1
