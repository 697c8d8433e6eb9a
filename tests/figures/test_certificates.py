"""持证上岗率 on any day, its lists, and the hours of training."""

from datetime import date

from db.figures.certificates import Holder, OnPost, on_post, training_hours
from db.registers import Training
from db.registers.staff import EnforcementPost
from db.registers.training import Attendee
from tests.enforcers import act, certify, staff

DAY = date(2024, 12, 31)


def names(rows):
    return sorted(row.name for row in rows)


def township(store):
    """One of each: good, expired, never certified, suspended, auxiliary, off post, no officer."""
    with store.step("登记") as session:
        ended = [
            EnforcementPost.fresh(post="执法员", since=date(2019, 1, 1), until=date(2024, 5, 31))
        ]
        for name, values, term in (
            ("合格", {}, {}),
            ("过期", {}, {"valid_to": date(2024, 11, 30)}),
            ("无证", {}, None),
            ("暂扣", {}, {}),
            ("辅助", {"establishment": "5"}, None),
            ("离岗", {"posts": ended}, {}),
            ("文书", {"posts": []}, None),
        ):
            one = staff(session, name, **values)
            if term is not None:
                certify(session, one.id, f"黔{name}", **term)
    act(store, 3, "suspend", act_on=date(2024, 8, 1), suspend_reason="2", act_basis="决定")


def test_both_numbers_are_lists_and_the_rest_stands_apart(store):
    township(store)
    with store.read() as session:
        found = on_post(session, DAY)
    assert names(found.on_post) == sorted(["合格", "过期", "无证", "暂扣"])
    assert names(found.certified) == ["合格"]
    assert {row.name: row.note for row in found.uncertified} == {
        "过期": "证件有效期到 2024-11-30 为止，当日已过期",
        "无证": "没有证件",
        "暂扣": "证件已于 2024-08-01 暂扣",
    }
    assert names(found.auxiliaries) == ["辅助"]
    assert [(row.name, row.note) for row in found.off_post] == [("离岗", "2024-05-31 离开执法岗位")]
    assert (found.rate, found.percent) == (0.25, "25%")


def test_the_same_store_gives_another_day_its_own_rate(store):
    township(store)
    with store.read() as session:
        found = on_post(session, date(2024, 3, 1))
    assert names(found.certified) == sorted(["合格", "过期", "暂扣", "离岗"])
    assert names(found.uncertified) == ["无证"]
    assert found.percent == "80%"
    assert not found.off_post


def test_an_empty_office_has_no_rate(store):
    with store.read() as session:
        found = on_post(session, DAY)
    assert (found.rate, found.percent) == (None, "—")


def test_a_rate_short_of_all_is_never_printed_as_100():
    row = Holder(1, "某", "", "")
    found = OnPost(DAY, (row,) * 1500, (row,) * 1499, (row,), (), (), ())
    assert found.percent == "99.9%"


def test_terms_that_end_within_ninety_days_are_told_soonest_first(store):
    with store.step("登记") as session:
        for name, last in (("甲", date(2025, 3, 31)), ("乙", DAY), ("丙", date(2025, 4, 1))):
            certify(session, staff(session, name).id, f"黔{name}", valid_to=last)
    with store.read() as session:
        assert [row.name for row in on_post(session, DAY).expiring] == ["乙", "甲"]


def test_hours_are_counted_per_person_and_year_and_measured_by_sixty(store):
    with store.step("培训") as session:
        first, second = staff(session, "甲"), staff(session, "乙")
        for month, hours in ((1, 40), (6, 24)):
            training = Training.fresh(name="培训", starts_on=date(2024, month, 1), hours=hours)
            training.attendees = [
                Attendee.fresh(staff_id=first.id),
                Attendee.fresh(staff_id=second.id, hours=10),
            ]
            session.add(training)
    with store.read() as session:
        found = {row.name: (row.hours, row.short) for row in training_hours(session, 2024, DAY)}
        assert found == {"甲": (64, 0), "乙": (20, 40)}
        assert {row.hours for row in training_hours(session, 2023, DAY)} == {0}
