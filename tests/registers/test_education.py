"""Law education: themes from the calendar, an event's way, guides and places in their days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.registers import CulturePlace, LawEvent, LawTheme, LegalGuide, Place, Staff
from db.registers.education import EventMaterial, GuideReview, PlaceUpdate, propose
from db.registers.education.calendar import occasions
from db.store.problems import Level
from db.store.trouble import Trouble
from desktop.exchange.attaching import take_in
from tests.offices import keep
from tests.pictures import photo


def move(database, cls, record_id, code, **values):
    with database.step(code) as session:
        record = session.get(cls, record_id)
        for name, value in values.items():
            setattr(record, name, value)
        next(m for m in cls.moves if m.code == code).make(record, session)
        return record


def themes_of(database, year):
    """Make the year's themes; gives how many came new."""
    with database.step("生成主题") as session:
        made = propose(session, year)
        session.add_all(made)
        return len(made)


def event(**values):
    known = {
        "name": "民法典宣传月集中宣传",
        "starts_on": date(2024, 5, 16),
        "place": "场坝",
        "forms": "01",
        "contents": "02",
        "audience_number": 320,
    }
    return LawEvent.fresh(**(known | values))


def two_staff(database):
    return keep(database, Staff.fresh(name="登记的人"), Staff.fresh(name="审核的人"))


# the calendar


def test_a_year_of_themes_is_made_once(database):
    first = themes_of(database, 2024)
    assert first == len([one for one in occasions() if one.held_in(2024)])
    assert themes_of(database, 2024) == 0
    assert themes_of(database, 2025) == first + 1, "a new law of 2025 comes on top"


def test_a_renamed_theme_and_one_in_the_bin_are_not_proposed_again(database):
    themes_of(database, 2024)
    with database.step("改") as session:
        session.scalar(select(LawTheme).where(LawTheme.code == "drug_day")).name = "禁毒宣传"
        fire = session.scalar(select(LawTheme).where(LawTheme.code == "fire_day"))
        fire.deleted_at = fire.created_at
    assert themes_of(database, 2024) == 0


def test_a_theme_typed_by_hand_is_not_made_a_second_time(database):
    keep(database, LawTheme.fresh(name="国家宪法日", starts_on=date(2024, 12, 4)))
    themes_of(database, 2024)
    with database.read() as session:
        same = session.scalars(select(LawTheme).where(LawTheme.name == "国家宪法日")).all()
    assert len(same) == 1


def test_a_week_that_moves_has_its_own_days_or_says_that_they_are_a_guess():
    week = next(one for one in occasions() if one.code == "constitution_week")
    assert week.days(2022) == (date(2022, 12, 4), date(2022, 12, 10))
    assert "核对" not in week.remark(2022)
    assert week.days(2024) == (date(2024, 12, 1), date(2024, 12, 7))
    assert "请按当年通知核对" in week.remark(2024)


def test_what_was_not_looked_up_says_so():
    assert all("请按本地安排核对" in one.remark(2024) for one in occasions() if one.default)
    assert all(one.source for one in occasions())


def test_one_theme_twice_in_a_year_is_refused(database):
    keep(database, LawTheme.fresh(name="国家宪法日", starts_on=date(2024, 12, 4)))
    again = LawTheme.fresh(name="国家宪法日", starts_on=date(2024, 12, 1))
    next_year = LawTheme.fresh(name="国家宪法日", starts_on=date(2025, 12, 4))
    with database.read() as session:
        assert [p.level for p in again.conflicts(session)] == [Level.STOP]
        assert not list(next_year.conflicts(session))


# an event


def test_an_event_is_held_with_its_numbers_and_reviewed_by_somebody_else(database):
    registrar, reviewer = two_staff(database)
    (number,) = keep(database, event(audience_number=None))
    with pytest.raises(Trouble, match="受众人数"):
        move(database, LawEvent, number, "hold")
    held = move(database, LawEvent, number, "hold", audience_number=320)
    assert held.number == "（2024）普法第1号"
    same = {"registrar_id": registrar, "reviewer_id": registrar, "reviewed_on": date(2024, 5, 20)}
    with pytest.raises(Trouble, match="不能是登记人本人"):
        move(database, LawEvent, number, "review", **same)
    done = move(database, LawEvent, number, "review", **{**same, "reviewer_id": reviewer})
    assert done.state == "reviewed"
    assert LawEvent.fields["audience_number"].locked_when(done)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"starts_on": date.today() + timedelta(days=1)}, "还没有到"),
        ({"audience_number": 0}, "大于零"),
        ({"estimated": True}, "怎样估算"),
        ({"forms": None}, "活动形式"),
        ({"contents": None}, "普法内容"),
    ],
)
def test_an_event_that_cannot_have_been_held_is_not(database, values, said):
    (number,) = keep(database, event(**values))
    with pytest.raises(Trouble, match=said):
        move(database, LawEvent, number, "hold")


def test_a_number_once_given_stays_when_the_review_sends_the_event_back(database):
    registrar, reviewer = two_staff(database)
    first, second = keep(database, event(), event(name="禁毒宣传", place="学校"))
    move(database, LawEvent, first, "hold")
    signed = {"registrar_id": registrar, "reviewer_id": reviewer, "reviewed_on": date(2024, 6, 1)}
    move(database, LawEvent, first, "review", **signed)
    back = move(database, LawEvent, first, "return", return_reason="缺签到表")
    assert (back.state, back.number) == ("held", "（2024）普法第1号")
    assert move(database, LawEvent, second, "hold").number == "（2024）普法第2号"


def test_an_event_held_wants_two_photos(database):
    (number,) = keep(database, event())
    wanted = []
    for taken in (0, 1, 2):
        if taken:
            source = (f"照片{taken}.jpg", photo(width=600 + taken))
            assert not take_in(database, "law_event", number, [source]).refused
        with database.read() as session:
            held = session.get(LawEvent, number)
            held.state = "held"
            wanted.append([p.sentence for p in held.conflicts(session)])
            session.expunge(held)
    assert wanted == [
        ["现场照片 0 张，不足 2 张：请在附件里补上"],
        ["现场照片 1 张，不足 2 张：请在附件里补上"],
        [],
    ]


def test_units_that_hold_an_event_together_are_doubted_when_each_enters_it(database):
    keep(database, event())
    with database.read() as session:
        found = list(event(name="镇妇联民法典宣传").conflicts(session))
        elsewhere = event(name="另一场", place="学校")
        assert not list(elsewhere.conflicts(session))
    assert [problem.level for problem in found] == [Level.WARN]
    assert "联合举办的只登记一次" in found[0].sentence


def test_material_is_summed_by_the_program(database):
    made = event()
    made.materials = [EventMaterial.fresh(kind="1", copies=300), EventMaterial.fresh(copies=120)]
    keep(database, made)
    with database.read() as session:
        assert session.scalar(select(LawEvent.copies)) == 420


# guides


def guide(village, **values):
    known = {"name": "周明白", "village_id": village, "certified_on": date(2023, 5, 1)}
    return LegalGuide.fresh(**(known | values))


def test_a_person_is_a_guide_once_until_the_exit(database):
    (village,) = keep(database, Place.fresh(name="天龙村"))
    known = {"id_number": "520403198001010017"}
    (number,) = keep(database, guide(village, **known, certificate_number="明001"))
    with database.read() as session:
        again = list(guide(village, **known).conflicts(session))
        copied = list(guide(village, name="别人", certificate_number="明001").conflicts(session))
    assert "已是在任的法律明白人" in again[0].sentence
    assert [problem.path for problem in copied] == ["certificate_number"]
    with database.step("退出") as session:
        session.get(LegalGuide, number).left_on = date(2024, 3, 1)
    with database.read() as session:
        assert not list(guide(village, **known).conflicts(session))


def test_a_review_is_of_a_year_in_which_the_guide_served(database):
    this = date.today().year
    made = guide(1, certified_on=date(2022, 7, 15), left_on=date(2024, 3, 1))
    assert GuideReview.begins(made) == {"year": this}
    for year, words in ((26, "四位数"), (2021, "早于认定日期"), (2025, "晚于退出日期")):
        made.reviews = [GuideReview.fresh(year=year)]
        told = [problem for problem in made.problems() if problem.path == "reviews[0].year"]
        assert words in told[0].sentence
        assert (told[0].level is Level.STOP) == (year == 26), "a certificate may have been renewed"
    made.reviews = [GuideReview.fresh(year=2023)]
    assert not [problem for problem in made.problems() if problem.path == "reviews[0].year"]
    assert GuideReview.begins(made) == {"year": 2024}
    made.reviews = [GuideReview.fresh(year=this)]
    assert GuideReview.begins(made) == {}


def test_a_guide_serves_until_the_day_before_the_exit(database):
    made = guide(1, left_on=date(2024, 3, 1))
    assert made.serves_on(date(2024, 2, 29))
    assert not made.serves_on(date(2024, 3, 1))
    assert not made.serves_on(date(2023, 4, 30))


# places


def test_a_board_is_damaged_mended_and_taken_down_in_its_days(database):
    board = CulturePlace.fresh(name="天龙村宣传栏", built_on=date(2023, 1, 5))
    board.updates = [
        PlaceUpdate.fresh(day=date(2024, 3, 1)),
        PlaceUpdate.fresh(day=date(2024, 1, 9)),
    ]
    (number,) = keep(database, board)
    with pytest.raises(Trouble, match="早于建成日期"):
        move(database, CulturePlace, number, "damage", damaged_on=date(2022, 1, 1))
    move(database, CulturePlace, number, "damage", damaged_on=date(2024, 4, 1))
    mended = move(database, CulturePlace, number, "repair", repaired_on=date(2024, 4, 9))
    assert (mended.state, mended.updated_on) == ("intact", date(2024, 3, 1))
    with pytest.raises(Trouble, match="现状说明"):
        move(database, CulturePlace, number, "remove", removed_on=date(2024, 9, 1))
    gone = move(
        database,
        CulturePlace,
        number,
        "remove",
        removed_on=date(2024, 9, 1),
        condition_note="修路占用",
    )
    assert gone.state == "removed"


def test_two_themes_of_a_year_that_people_typed_are_two(database):
    """Only themes from the calendar have a code; to have none in common says nothing."""
    keep(database, LawTheme.fresh(kind="1", name="甲主题", starts_on=date(2024, 3, 1)))
    other = LawTheme.fresh(kind="1", name="乙主题", starts_on=date(2024, 5, 1))
    other.settle()
    with database.read() as session:
        assert list(other.conflicts(session)) == []
