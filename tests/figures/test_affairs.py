"""Figures of services: nothing twice from two sources, rates of nothing are none."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from db.registers import (
    Appeal,
    EnterpriseVisit,
    Handling,
    HandlingMonth,
    ListDocument,
    Place,
    PowerItem,
)
from db.registers.affairs import MonthRow, Posting
from tests.counted import counted
from tests.offices import keep, new_store

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
MARCH = (date(2024, 3, 1), date(2024, 3, 31))


def number(database, code, period=YEAR):
    return counted(database, code, *period).value


def sheet(month, *rows, **values):
    made = HandlingMonth.fresh(month=month, **values)
    made.rows = [MonthRow.fresh(other_item=item, quantity=n, **more) for item, n, more in rows]
    return made


def entry(item, day, **values):
    known = {"received_on": day, "finished_on": day, "state": "done", "other_item": item}
    return Handling.fresh(**(known | values))


def test_a_month_and_item_counts_from_its_sheet_only(database):
    keep(
        database,
        sheet(date(2024, 3, 1), ("户籍", 10, {"agency": 2}), ("社保", 5, {})),
        entry("户籍", date(2024, 3, 8), agency=True, agent="某"),  # the sheet has it
        entry("户籍", date(2024, 4, 1), agency=True, agent="某"),  # another month
        entry("计生", date(2024, 3, 31), agency=True, agent="某"),  # another item
        entry("计生", date(2024, 3, 31), state="accepted"),  # not done
    )
    assert number(database, "services.handled") == 17
    assert number(database, "services.handled", MARCH) == 16
    assert number(database, "services.agency") == 4
    found = counted(database, "services.handled", *YEAR)
    assert list(found.pieces.values()) == [15, 2]
    entries = {("service_entry", 2), ("service_entry", 3)}
    assert set(found.behind) == {("service_month", 1), *entries}


def test_an_item_of_the_list_is_known_by_its_link_also_under_a_new_name(database):
    item = PowerItem.fresh(name="生育登记", code="1")
    keep(database, item)
    made = HandlingMonth.fresh(month=date(2024, 3, 1))
    made.rows = [MonthRow.fresh(item_id=item.id, quantity=3)]
    keep(database, made)
    with database.step("改名") as session:
        session.get(PowerItem, item.id).name = "生育服务登记"
    keep(database, entry(None, date(2024, 3, 2), item_id=item.id))
    assert number(database, "services.handled") == 3


def test_a_deleted_sheet_and_one_of_another_window_cover_nothing(database):
    one, other = keep(database, Place.fresh(name="甲窗口"), Place.fresh(name="乙窗口"))
    (gone,) = keep(database, sheet(date(2024, 3, 1), ("户籍", 10, {})))
    keep(database, entry("户籍", date(2024, 3, 2), department_id=one))
    assert number(database, "services.handled") == 10
    with database.step("删除") as session:
        session.get(HandlingMonth, gone).deleted_at = datetime(2024, 5, 1)
    assert number(database, "services.handled") == 1
    keep(database, sheet(date(2024, 3, 1), ("户籍", 10, {}), department_id=other))
    assert number(database, "services.handled") == 11
    keep(database, sheet(date(2024, 3, 1), ("户籍", 10, {}), department_id=one))
    assert number(database, "services.handled") == 20


ITEMS = ("户籍", "社保", "民政")
SHEETS = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(ITEMS)), st.integers(0, 9), max_size=6
)
ENTRIES = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(ITEMS)), max_size=9)


@settings(max_examples=25, deadline=None)
@given(sheets=SHEETS, entries=ENTRIES)
def test_two_sources_together_count_each_thing_once(tmp_path_factory, sheets, entries):
    with new_store(tmp_path_factory.mktemp("two")) as made:
        for month in {month for month, _ in sheets}:
            rows = [(item, n, {}) for (own, item), n in sheets.items() if own == month]
            keep(made, sheet(date(2024, month, 1), *rows))
        keep(made, *(entry(item, date(2024, month, 15)) for month, item in entries))
        alone = [one for one in entries if one not in sheets]
        assert number(made, "services.handled") == sum(sheets.values()) + len(alone)


def test_satisfaction_is_of_those_who_rated(database):
    assert number(database, "services.satisfaction_rate") is None
    rated = {"rated": 6, "satisfied": 5}
    keep(
        database,
        sheet(date(2024, 3, 1), ("户籍", 10, rated)),
        entry("计生", date(2024, 3, 2), rating="3"),
        entry("计生", date(2024, 3, 3), rating="4"),
        entry("计生", date(2024, 3, 4)),
        entry("户籍", date(2024, 3, 4), rating="5"),
    )
    assert number(database, "services.satisfaction_rate") == Decimal(75)
    assert list(counted(database, "services.satisfaction_rate", *YEAR).pieces.values()) == [
        5, 1, 6, 2,
    ]  # fmt: skip


def test_five_lists_are_five_kinds_in_force_and_posted(database):
    def document(kind, posted=date(2024, 5, 1), **values):
        made = ListDocument.fresh(kind=kind, name=f"清单{kind}", made_on=date(2024, 4, 1), **values)
        made.postings = [Posting.fresh(day=posted)] if posted else []
        return made

    keep(
        database,
        *map(document, ("31", "32", "33", "34")),
        document("34", version="又一份"),
        document("35", posted=None),
        document("36", ended_on=date(2024, 12, 31)),
        document("41"),
        document("1"),
    )
    assert number(database, "lists.published") == 4
    assert number(database, "power_list.posted") == 1
    assert number(database, "lists.published", (date(2024, 1, 1), date(2024, 4, 30))) == 0
    with database.step("撤下") as session:
        down, up = (session.get(ListDocument, number) for number in (1, 6))
        down.postings[0].withdrawn_on = date(2024, 12, 31)
        up.postings.append(Posting.fresh(day=date(2024, 12, 31)))
    assert number(database, "lists.published") == 4


def test_power_items_are_a_stock_and_what_was_taken_back_is_no_duty(database):
    keep(
        database,
        PowerItem.fresh(name="甲", code="1"),
        PowerItem.fresh(name="乙", code="2", valid_from=date(2024, 7, 1)),
        PowerItem.fresh(name="丙", code="3", valid_to=date(2024, 12, 31)),
        *(PowerItem.fresh(name="丁", code="4", list_kind=kind) for kind in ("21", "22", "23")),
    )
    found = counted(database, "power_list.items", *YEAR)
    assert (found.value, found.pieces["增加"], found.pieces["减少"]) == (2, 1, 1)
    assert number(database, "power_list.duties") == 2


def appeal(day, **values):
    known = {"received_on": day, "kind": "1", "content": "问", "name": "某厂"}
    return Appeal.fresh(**(known | values))


def test_rates_of_appeals_are_of_what_was_received_or_rated(database):
    rates = [f"appeals.{one}_rate" for one in ("response", "closed", "satisfaction")]
    assert [number(database, code) for code in rates] == [None, None, None]
    day = date(2024, 12, 30)
    keep(database, appeal(day), appeal(day, responded_on=date(2025, 1, 2)))
    assert [number(database, code) for code in rates] == [50, 0, None]
    keep(
        database,
        appeal(day, responded_on=day, closed_on=day, satisfaction="2"),
        appeal(day, responded_on=day, closed_on=day, satisfaction="3"),
    )
    assert [number(database, code) for code in rates] == [75, 50, 50]
    assert number(database, "appeals.received") == 4


def test_one_enterprise_visited_twice_is_one_enterprise(database):
    code = "91520403MA0000019J"
    keep(
        database,
        *(
            EnterpriseVisit.fresh(day=date(2024, 5, n), name=name, credit_code=own)
            for n, (name, own) in enumerate(
                (("某厂", code), ("某厂（更名）", code), ("小店", None), ("小店", None)), start=1
            )
        ),
    )
    assert number(database, "visits.total") == 4
    assert number(database, "visits.enterprises") == 2
