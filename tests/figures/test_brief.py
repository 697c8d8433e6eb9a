"""The quarter beside the last, and what waits for its next move."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from db.figures.brief import exact, quarters, to_date
from db.figures.lacking import Lacking
from db.figures.period import Period
from db.figures.unfinished import on_the_way, unfinished
from db.registers import Case, Consultation, LawEvent, Printing, Return
from db.store.codes import codes
from db.store.database import Database
from tests.offices import agreed, new_store

TODAY = date(2024, 8, 15)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A case accepted and agreed in June 2024."""
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2024, 8, 15), Period(date(2024, 4, 1), date(2024, 5, 16))),
        (date(2024, 1, 1), Period(date(2023, 10, 1), date(2023, 10, 1))),
        (date(2024, 6, 30), Period(date(2024, 1, 1), date(2024, 3, 31))),
        (date(2023, 6, 30), Period(date(2023, 1, 1), date(2023, 3, 31))),
    ],
)
def test_as_many_days_of_the_last_quarter_at_most_all_of_it(today: date, before: Period) -> None:
    now, then = to_date(today)
    assert now.last == today
    assert then == before


def test_months_to_come_have_no_number_and_registers_never_kept_are_left_out(store) -> None:
    with store.read() as session:
        found = quarters(session, TODAY, lambda _: True)
        hidden = quarters(session, TODAY, lambda cls: cls is LawEvent)
    assert {one.now.figure.cls for one in found} == {Case}
    assert hidden == []
    accepted = found[0]
    assert [number for _, number in accepted.months] == [0, 0, 1, 0, 0, None]
    assert (exact(accepted.now), exact(accepted.before)) == ("0 件", "—")


def test_only_what_waits_for_a_move_is_unfinished(store) -> None:
    assert list(on_the_way(Return)) == ["filling", "filled", "checked"]
    assert "filed" not in on_the_way(Case)
    assert on_the_way(LawEvent) == {"planned": "计划", "held": "已举办"}
    with store.read() as session:
        found = unfinished(session, lambda _: True)
        assert [(one.what, one.ids(session)) for one in found] == [
            ("达成协议", {1}),
            ("协议书还没有打印", {1}),
        ]
    told = {
        "name": "人民调解协议书",
        "form": "agreement",
        "about_table": "mediation",
        "about_id": 1,
    }
    when = {
        "printed_on": TODAY,
        "printed_at": datetime(2024, 8, 15),
        "printed_by": "甲",
        "way": "打印机",
    }
    with store.step("打印") as session:
        session.add(Printing.fresh(**told, **when, times=1, copies=1, pages=2, digest="0" * 64))
    with store.read() as session:
        assert [one.what for one in unfinished(session, lambda _: True)] == ["达成协议"]


def test_fields_left_out_are_told_until_they_are_filled(store) -> None:
    lacking, hidden = Lacking(), set[type]()

    def found() -> dict[str, frozenset[int]]:
        with store.read() as session:
            look = lacking.look(session, TODAY, lambda cls: cls not in hidden)
            return {one.register: one.ids(session) for one in look if one.register != "person"}

    assert "consultation" not in found()
    with store.step("登记咨询") as session:
        asked = Consultation.fresh(day=TODAY, name="王五", content="问继承", answer="答了")
        session.add(asked)
    assert found() == {"consultation": {asked.id}}
    with store.step("补填") as session:
        filled = session.get_one(Consultation, asked.id)
        filled.matter = codes("consultation_matter").leaves()[0].code
    assert found() == {}
    store.undo()
    assert found() == {"consultation": {asked.id}}
    hidden.add(Consultation)
    assert found() == {}
