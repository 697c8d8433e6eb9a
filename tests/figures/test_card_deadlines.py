"""What the list of deadlines says of certificates and training."""

from datetime import date

from db.figures.deadlines import due, due_of
from db.registers.staff import EnforcementPost
from tests.enforcers import act, certify, staff

DAY = date(2024, 12, 31)


def found(store, today, code):
    with store.read() as session:
        every = [item for item in due(session, today) if item.code == code]
        for item in (one for one in every if one.register == "card"):
            assert item in due_of(session, today, "card", item.record_id), (
                "the record tells it, too"
            )
        return every


def test_a_term_is_brought_up_ninety_days_ahead_until_it_is_renewed(store):
    with store.step("登记") as session:
        number = certify(session, staff(session, "甲").id, "黔甲", valid_to=DAY).id
    assert found(store, date(2024, 10, 1), "card_expiry") == []
    (item,) = found(store, date(2024, 10, 2), "card_expiry")
    assert (item.due_on, item.days_left, item.whose) == (DAY, 90, "甲")
    assert found(store, date(2025, 1, 3), "card_expiry")[0].days_left == -3
    act(
        store, number, "renew",
        act_on=date(2025, 1, 5), renew_reason="1", new_number="黔2",
        new_valid_from=date(2025, 1, 5), new_valid_to=date(2030, 1, 4),
    )  # fmt: skip
    assert found(store, date(2025, 1, 6), "card_expiry") == []


def test_the_yearly_check_is_counted_from_the_last_one(store):
    with store.step("登记") as session:
        number = certify(session, staff(session, "甲").id, "黔甲").id
    act(store, number, "yearly_check", act_on=date(2024, 1, 15))
    (item,) = found(store, date(2025, 1, 2), "card_yearly_check")
    assert item.due_on == date(2025, 1, 15)


def test_a_card_of_one_who_left_the_post_is_to_be_taken_back(store):
    with store.step("登记") as session:
        posts = [EnforcementPost.fresh(post="岗", since=date(2020, 1, 1), until=date(2024, 6, 3))]
        number = certify(session, staff(session, "甲", posts=posts).id, "黔甲").id
    assert found(store, date(2024, 6, 3), "card_off_post") == []
    (item,) = found(store, date(2024, 6, 4), "card_off_post")
    assert (item.register, item.record_id, item.start) == ("card", number, date(2024, 6, 3))
    act(store, number, "cancel", act_on=date(2024, 6, 5), cancel_reason="2")
    assert found(store, date(2024, 6, 6), "card_off_post") == []


def test_a_card_of_one_whose_post_nobody_entered_is_doubted_and_not_called_back(store):
    with store.step("登记") as session:
        card = certify(session, staff(session, "甲", posts=[]).id, "黔甲")
        (said,) = [problem.sentence for problem in card.conflicts(session)]
    assert "请补登" in said
    assert found(store, date(2024, 6, 4), "card_off_post") == []


def test_one_on_a_post_without_a_card_is_named(store):
    with store.step("登记") as session:
        staff(session, "甲")
        staff(session, "辅", establishment="5")
    (item,) = found(store, DAY, "card_missing")
    assert (item.register, item.caption, item.days_left < 0) == ("staff", "甲：没有证件", True)


def test_short_hours_are_brought_up_before_the_year_ends(store):
    with store.step("登记") as session:
        certify(session, staff(session, "甲").id, "黔甲")
    assert found(store, date(2024, 9, 1), "training_hours") == []
    (item,) = found(store, date(2024, 12, 1), "training_hours")
    assert item.caption == "甲：已有 0 学时，还差 60 学时"
    assert item.due_on == DAY
