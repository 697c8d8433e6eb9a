"""Lists, power items, monthly sheets and single items: what speaks against them."""

from datetime import date

import pytest

from db.registers import Handling, HandlingMonth, ListDocument, PowerItem
from db.registers.affairs import MonthRow, Posting
from db.store.problems import Level
from db.store.trouble import Trouble

CHANGED = date(2024, 3, 1)
LAST = date(2024, 3, 29)
"""20 working days later: no holiday lies between."""


def keep(database, *records):
    with database.step("登记") as session:
        session.add_all(records)
    return records[-1]


def against(database, record, level=Level.STOP):
    with database.read() as session:
        return [p.sentence for p in record.conflicts(session) if p.level is level]


def sentences(record, level):
    return [p.sentence for p in record.problems() if p.level is level]


def posted(*days, **values):
    made = ListDocument.fresh(**({"kind": "1", "name": "权责清单", "made_on": CHANGED} | values))
    made.postings = [Posting.fresh(day=day) for day in days]
    return made


@pytest.mark.parametrize(("day", "late"), [(LAST, False), (date(2024, 4, 1), True)])
def test_a_list_is_posted_within_20_working_days(database, day, late):
    said = against(database, posted(day), Level.WARN)
    assert bool(said) is late
    assert (
        not late or "超过 20 个工作日（应在 2024-03-29 前；政府信息公开条例第二十六条）" in said[0]
    )


def test_a_day_off_that_the_office_entered_moves_the_end(database):
    from db.registers import DayOff

    keep(database, DayOff.fresh(day=date(2024, 3, 18), kind="rest"))
    assert against(database, posted(date(2024, 4, 1)), Level.WARN) == []


def test_a_changed_list_is_posted_anew(database):
    made = posted(date(2024, 3, 5), changed_on=date(2024, 6, 3))
    assert made.first_posted() is None
    assert sentences(made, Level.MISSING) == ["变更后还没有重新公布"]
    made.postings.append(Posting.fresh(day=date(2024, 6, 3)))
    assert made.first_posted() == date(2024, 6, 3)
    assert sentences(made, Level.MISSING) == []


def test_which_lists_make_five_follows_from_the_kind_and_may_be_chosen(database):
    assert keep(database, posted(kind="32")).of_five is True
    assert keep(database, posted(kind="41")).of_five is False
    assert keep(database, posted(kind="41", name="又一份", of_five=True)).of_five is True


def test_a_code_stands_once_in_a_list(database):
    keep(database, PowerItem.fresh(name="甲", code="0201"))
    assert against(database, PowerItem.fresh(name="乙", code="0201"))
    assert against(database, PowerItem.fresh(name="乙", code="0201", list_kind="21")) == []
    assert against(database, PowerItem.fresh(name="乙", code="0202")) == []
    assert against(database, PowerItem.fresh(name="丙")) == []


def sheet(day=date(2024, 3, 20), *rows, **values):
    made = HandlingMonth.fresh(month=day, **values)
    made.rows = [MonthRow.fresh(**row) for row in rows]
    return made


def test_a_month_and_window_has_one_sheet(database):
    first = keep(database, sheet(date(2024, 3, 20), {"other_item": "户籍", "quantity": 3}))
    assert first.month == date(2024, 3, 1)
    assert against(database, sheet(date(2024, 3, 5)))
    assert against(database, sheet(date(2024, 4, 1))) == []
    assert against(database, first) == []


def test_a_sheet_of_the_town_beside_one_of_a_window_is_doubted(database):
    from db.registers import Place

    window = keep(database, Place.fresh(name="便民窗口", kind="4")).id
    keep(database, sheet())
    of_window = sheet(department_id=window)
    assert against(database, of_window) == []
    assert "重复计算" in against(database, of_window, Level.WARN)[0]


def test_a_new_sheet_lists_what_the_last_one_had_without_its_numbers(database):
    rows = ({"other_item": "户籍", "quantity": 3}, {"other_item": "社保", "quantity": 4})
    keep(database, sheet(date(2024, 2, 1), *rows), sheet(date(2023, 1, 1), {"other_item": "旧"}))
    made = keep(database, sheet(date(2024, 3, 1)))
    assert [(row.item, row.quantity) for row in made.rows] == [("户籍", 0), ("社保", 0)]


def test_a_part_beyond_the_whole_is_doubted_and_more_satisfied_than_rated_refused():
    more = sheet(date(2024, 3, 1), {"other_item": "户籍", "quantity": 3, "agency": 4})
    assert sentences(more, Level.WARN) == ["代办多于办件总数；代办等应包含在办件数内，请核对"]
    rated = {"other_item": "户籍", "quantity": 9, "rated": 3, "satisfied": 4}
    assert sentences(sheet(CHANGED, rated), Level.STOP) == ["评价满意的多于参加评价的，请核对"]
    twice = sheet(date(2024, 3, 1), {"other_item": "户籍"}, {"other_item": "户籍"})
    assert sentences(twice, Level.STOP) == ["同一事项列了两次，请合并"] * 2


def finish(database, number, **values):
    with database.step("办结") as session:
        entry = session.get(Handling, number)
        for name, value in values.items():
            setattr(entry, name, value)
        next(move for move in entry.moves if move.code == "finish").make(entry, session)


def test_an_item_with_papers_lacking_is_not_finished_before_they_came(database):
    values = {"received_on": CHANGED, "other_item": "临时救助", "tolerant": True}
    entry = Handling.fresh(**values, lacking="户口簿", make_up_by=date(2024, 3, 8))
    number = keep(database, entry).id
    with pytest.raises(Trouble, match="容缺的材料还没有补齐"):
        finish(database, number, finished_on=date(2024, 3, 6))
    finish(database, number, finished_on=date(2024, 3, 6), made_up_on=date(2024, 3, 6))
    with database.read() as session:
        assert session.get(Handling, number).month == date(2024, 3, 1)


def test_a_single_item_that_a_sheet_reports_is_told_not_to_count(database):
    item = keep(database, PowerItem.fresh(name="生育登记", code="1")).id
    keep(database, sheet(date(2024, 3, 1), {"item_id": item, "quantity": 5}))
    told = ["这个月、这一事项已有月报，统计以月报为准，本件不另计"]
    one = keep(database, Handling.fresh(item_id=item, finished_on=date(2024, 3, 31)))
    assert against(database, one, Level.WARN) == told
    assert one.item == "生育登记"
    named = keep(database, Handling.fresh(other_item="生育登记", finished_on=CHANGED))
    assert against(database, named, Level.WARN) == told
    later = keep(database, Handling.fresh(item_id=item, finished_on=date(2024, 4, 1)))
    assert against(database, later, Level.WARN) == []
