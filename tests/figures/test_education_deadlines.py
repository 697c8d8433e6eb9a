"""What waits in law education, and from which day on it is said."""

from datetime import date

from db.figures.deadlines import due
from db.registers import CulturePlace, LawEvent, LawTheme, LegalAdviser, LegalGuide, Place
from db.registers.education import EventTheme, GuideReview, PlaceUpdate


def keep(store, *records):
    with store.step("登记") as session:
        session.add_all(records)
    return records[-1].id


def told(store, today):
    """(what, caption, day, whose) of everything that is brought up on a day."""
    with store.read() as session:
        return [(one.what, one.caption, one.due_on, one.whose) for one in due(session, today)]


def event(theme, **values):
    made = LawEvent.fresh(**({"name": "一场", "starts_on": date(2024, 12, 3)} | values))
    made.themes = [EventTheme.fresh(theme_id=theme)]
    return made


def test_a_theme_waits_until_an_event_is_arranged_and_falls_due_on_its_own_day(store):
    """12-01 is a Sunday: a day of the calendar is not moved to the next working day."""
    lead = keep(store, Place.fresh(name="镇普法办", kind="4"))
    known = {"name": "宪法宣传", "starts_on": date(2024, 11, 25), "ends_on": date(2024, 12, 1)}
    theme = keep(store, LawTheme.fresh(lead_id=lead, **known))
    expected = [("安排主题宣传活动", "2024年 宪法宣传", date(2024, 12, 1), "镇普法办")]
    assert told(store, date(2024, 10, 31)) == []
    assert told(store, date(2024, 11, 1)) == expected
    keep(store, event(theme, state="cancelled"))
    assert told(store, date(2024, 11, 1)) == expected
    keep(store, event(theme))
    assert told(store, date(2024, 11, 1)) == []
    late = date(2024, 12, 4)
    assert told(store, late) == expected, "what was planned and not held does not count"
    keep(store, event(theme, name="补办", state="held"))
    assert told(store, late) == []


def test_a_theme_of_last_year_is_past_mending(store):
    keep(store, LawTheme.fresh(name="国家宪法日", starts_on=date(2024, 12, 4)))
    assert told(store, date(2024, 12, 31))
    assert told(store, date(2025, 1, 1)) == []


def test_a_board_waits_for_new_content_and_a_wall_does_not(store):
    board = CulturePlace.fresh(name="天龙村宣传栏", built_on=date(2023, 1, 5), keeper="周某")
    wall = CulturePlace.fresh(name="法治墙", kind="05", built_on=date(2023, 1, 5))
    number = keep(store, wall, board)
    overdue = [("更新宣传栏内容", "天龙村宣传栏", date(2023, 4, 6), "周某")]
    assert told(store, date(2024, 3, 1)) == overdue
    with store.step("更新") as session:
        fresh = PlaceUpdate.fresh(day=date(2024, 2, 20))
        session.get(CulturePlace, number).updates = [fresh]
    assert told(store, date(2024, 5, 1)) == []
    assert [one[2] for one in told(store, date(2024, 5, 14))] == [date(2024, 5, 20)]
    with store.step("拆除") as session:
        session.get(CulturePlace, number).state = "removed"
    assert told(store, date(2024, 9, 1)) == []


def test_guides_of_a_village_who_wait_since_one_day_stand_in_one_line(store):
    village = keep(store, Place.fresh(name="天龙村"))
    guides = [
        LegalGuide.fresh(name=name, village_id=village, certified_on=date(2023, 5, 8))
        for name in ("甲", "乙", "丙", "丁")
    ]
    guides[3].left_on = date(2023, 9, 1)
    keep(store, *guides)
    today = date(2024, 5, 1)
    rule, day = "法律明白人年度考核", date(2024, 5, 8)
    assert told(store, today) == [(rule, "天龙村法律明白人 3 名", day, "天龙村")]
    for number in (guides[0].id, guides[1].id):
        with store.step("考核") as session:
            session.get(LegalGuide, number).reviews = [GuideReview.fresh(year=2023)]
    assert told(store, today) == [(rule, "丙", day, "天龙村")]
    with store.read() as session:
        assert [one.record_id for one in due(session, today)] == [guides[2].id]


def test_a_contract_ends_on_the_day_printed_in_it(store):
    contract = {"contract_from": date(2024, 1, 1), "contract_to": date(2024, 12, 29)}
    number = keep(store, LegalAdviser.fresh(name="陈律师", **contract))
    assert told(store, date(2024, 10, 1)) == []
    assert told(store, date(2024, 11, 1)) == [
        ("法律顾问合同续签", "陈律师", date(2024, 12, 29), "")
    ]
    with store.step("不再续签") as session:
        session.get(LegalAdviser, number).left_on = date(2024, 12, 29)
    assert told(store, date(2024, 11, 1)) == []
