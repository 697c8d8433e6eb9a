"""The life of a certificate: what each act demands, refuses and writes into the log."""

from datetime import date, timedelta

import pytest

from db.registers import Card, Staff
from db.store.check import check
from db.store.problems import Level
from db.store.trouble import Trouble
from desktop.exchange.json_records import add_records
from tests.enforcers import LAST, act, certify, staff

DAY = date(2024, 3, 1)
TERM = {"valid_from": date(2024, 3, 1), "valid_to": date(2029, 2, 28)}


def begun(database, name="王某", **values):
    """A new certificate of one of the staff; gives its id."""
    with database.step("登记") as session:
        one = staff(session, name, **values)
        card = Card.fresh(staff_id=one.id)
        session.add(card)
    return card.id


def held(database, name="王某", **values):
    """A certificate that is valid since 2020."""
    with database.step("登记") as session:
        return certify(session, staff(session, name).id, f"黔{name}", **values).id


def loaded(database, number):
    with database.read() as session:
        return session.get(Card, number)


def refused(database, card_id, code, **values):
    """The sentence; nothing may have been noted."""
    before = loaded(database, card_id)
    with pytest.raises(Trouble) as caught:
        act(database, card_id, code, **values)
    after = loaded(database, card_id)
    assert (after.state, len(after.events)) == (before.state, len(before.events))
    return caught.value.sentence


def doubts(database, number):
    with database.read() as session:
        card = session.get(Card, number)
        return [p.sentence for p in card.conflicts(session) if p.level is Level.WARN]


def test_from_application_to_cancellation_every_act_stands_in_the_log(database):
    number = begun(database)
    act(database, number, "apply", act_on=DAY, apply_reason="1", act_basis="天府函〔2024〕1号")
    act(database, number, "train", act_on=DAY + timedelta(10))
    act(database, number, "exam_failed", act_on=DAY + timedelta(20), act_score=52)
    act(database, number, "exam", act_on=DAY + timedelta(30), act_score=91)
    act(
        database, number, "issue",
        act_on=DAY + timedelta(40), number="黔1", issuer="省司法厅", **TERM,
    )  # fmt: skip
    act(database, number, "yearly_check", act_on=date(2025, 1, 10))
    act(
        database, number, "cancel",
        act_on=date(2025, 6, 2), cancel_reason="3", act_basis="通知",
        act_returned_on=date(2025, 6, 1), act_received_by="李所长",
    )  # fmt: skip
    card = loaded(database, number)
    assert (card.state, card.caption) == ("cancelled", "王某 行政执法证 黔1")
    assert [(row.kind, row.state_after) for row in card.events] == [
        ("apply", "training"),
        ("train", "exam"),
        ("exam_failed", "exam"),
        ("exam", "issuing"),
        ("issue", "valid"),
        ("yearly_check", "valid"),
        ("cancel", "cancelled"),
    ]
    assert [row.score for row in card.events if row.score] == [52, 91]
    last = card.events[-1]
    assert (last.reason, last.returned_on, last.received_by) == (
        "退休",
        date(2025, 6, 1),
        "李所长",
    )
    assert {row.operator for row in card.events} == {database.user}
    assert card.act_on is card.cancel_reason is card.act_basis is None, "asked, noted, blank again"
    assert card.first_issued_on == DAY + timedelta(40)
    assert check(database).sound


def test_any_past_day_is_read_off_the_log(database):
    number = held(database)
    act(
        database, number, "suspend",
        act_on=date(2024, 5, 1), suspend_reason="3", act_basis="决定",
    )  # fmt: skip
    act(database, number, "restore", act_on=date(2024, 6, 1), restore_reason="3")
    act(database, number, "cancel", act_on=date(2024, 9, 1), cancel_reason="1")
    card = loaded(database, number)
    for day, state in (
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "valid"),
        (date(2024, 4, 30), "valid"),
        (date(2024, 5, 1), "suspended"),
        (date(2024, 5, 31), "suspended"),
        (date(2024, 6, 1), "valid"),
        (date(2024, 9, 1), "cancelled"),
    ):
        assert card.state_on(day) == state
        assert card.valid_on(day) == (state == "valid")
    assert card.why_not(date(2024, 5, 9)) == "证件已于 2024-05-01 暂扣"
    assert card.why_not(date(2024, 9, 9)) == "证件已于 2024-09-01 注销"
    assert card.why_not(date(2019, 1, 1)) == "当日尚未核发证件"


def test_renewal_keeps_the_record_and_the_old_number_stands_in_the_log(database):
    number = held(database, valid_to=date(2024, 6, 30))
    assert "2024-06-30" in loaded(database, number).why_not(date(2024, 7, 1))
    act(
        database, number, "renew",
        act_on=date(2024, 7, 15), renew_reason="1",
        new_number="黔新", new_valid_from=date(2024, 7, 15), new_valid_to=date(2029, 7, 14),
    )  # fmt: skip
    card = loaded(database, number)
    assert (card.number, card.valid_to, card.events[-1].old_number) == (
        "黔新",
        date(2029, 7, 14),
        "黔王某",
    )
    assert not card.valid_on(date(2024, 7, 14)), "between the terms it had run out"
    assert card.valid_on(date(2024, 7, 15))
    assert card.standing_on(date(2024, 6, 1)).number == "黔王某"


def test_a_correction_holds_from_the_card_it_corrects(database):
    number = held(database, valid_to=date(2024, 6, 30))
    act(
        database, number, "correct",
        act_on=date(2025, 1, 5), correct_reason="录入错误", new_valid_to=LAST,
    )  # fmt: skip
    card = loaded(database, number)
    assert card.valid_on(date(2024, 8, 1))
    assert card.valid_to == LAST
    assert card.number == "黔王某"


def test_loss_voids_the_record_and_the_replacement_names_it(database):
    lost = held(database)
    with database.step("登记") as session:
        card = Card.fresh(staff_id=loaded(database, lost).staff_id, replaces_id=lost)
        session.add(card)
    term = {"number": "黔补", "issuer": "省司法厅", **TERM}
    said = refused(database, card.id, "replace", act_on=date(2024, 4, 2), **term)
    assert "不能再发" in said, "it is not declared lost yet"
    act(
        database, lost, "void",
        act_on=date(2024, 4, 1), void_reason="1", act_basis="公告",
    )  # fmt: skip
    with database.read() as session:
        assert list(session.get(Card, lost).conflicts(session)) == [], "a new one is under way"
    act(database, card.id, "replace", act_on=date(2024, 4, 2), **term)
    assert loaded(database, card.id).state == "valid"
    assert loaded(database, lost).why_not(date(2024, 4, 2)) == "证件已于 2024-04-01 遗失作废"


def test_a_lost_card_tells_how_another_one_is_had(database):
    lost = held(database)
    values = {"act_on": date(2024, 4, 1), "void_reason": "1", "act_basis": "公告"}
    act(database, lost, "void", **values)
    with database.read() as session:
        (said,) = [one.sentence for one in session.get(Card, lost).conflicts(session)]
    assert "补发" in said


def test_acts_out_of_their_order_are_refused(database):
    number = held(database)
    act(database, number, "yearly_check", act_on=date(2025, 1, 10))
    said = refused(database, number, "cancel", act_on=date(2025, 1, 9), cancel_reason="1")
    assert said == "办理日期早于上一事项（2025-01-10 年审），请核对"
    tomorrow = date.today() + timedelta(days=1)
    said = refused(database, number, "cancel", act_on=tomorrow, cancel_reason="1")
    assert "今天之后" in said


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("cancel", {"act_on": DAY}, "注销原因"),
        ("revoke", {"act_on": DAY, "revoke_reason": "1"}, "依据文号"),
        ("suspend", {"suspend_reason": "1", "act_basis": "决定"}, "办理日期"),
        ("void", {"act_on": DAY, "void_reason": "1"}, "依据文号"),
        ("renew", {"act_on": DAY, "renew_reason": "1"}, "新证号"),
        ("file", {"act_on": DAY}, "只有部委证"),
        (
            "renew",
            {
                "act_on": DAY,
                "renew_reason": "1",
                "new_number": "黔2",
                "new_valid_from": DAY,
                "new_valid_to": DAY,
            },
            "应晚于",
        ),
    ],
)
def test_what_an_act_lacks_is_said(database, code, values, said):
    assert said in refused(database, held(database), code, **values)


def test_a_second_certificate_while_one_is_valid_is_refused(database):
    first = held(database)
    with database.step("登记") as session:
        second = Card.fresh(staff_id=loaded(database, first).staff_id, number="黔二", **TERM)
        session.add(second)
    assert "不能再发" in refused(database, second.id, "enrol")
    assert any("已有一张未注销的证件" in said for said in doubts(database, second.id))
    act(database, first, "cancel", act_on=date(2024, 2, 1), cancel_reason="1")
    act(database, second.id, "enrol")
    assert loaded(database, second.id).state == "valid"


def test_a_number_belongs_to_one_certificate(database):
    held(database)
    with database.step("登记") as session:
        other = Card.fresh(staff_id=staff(session, "赵某").id, number="黔王某", **TERM)
        session.add(other)
    assert "已登记在“王某" in refused(database, other.id, "enrol")


@pytest.mark.parametrize("establishment", ["4", "5", "6", "7"])
def test_who_is_not_regular_staff_gets_none_but_by_a_named_exception(database, establishment):
    number = begun(database, establishment=establishment)
    assert "一般不得持执法证" in refused(database, number, "apply", act_on=DAY)
    act(database, number, "apply", act_on=DAY, exception_basis="省规定第八条")
    assert any("例外依据：省规定第八条" in said for said in doubts(database, number))


def test_a_holder_who_left_and_still_has_a_valid_card_is_doubted(database):
    number = held(database)
    assert doubts(database, number) == []
    with database.step("离职") as session:
        one = session.query(Staff).one()
        one.left_on = date(2025, 5, 1)
    assert any("2025-05-01 离职" in said for said in doubts(database, number))


def test_the_log_only_grows(database):
    number = held(database)
    for spoil in (
        lambda card: setattr(card.events[0], "day", DAY),
        lambda card: card.events.clear(),
    ):
        with pytest.raises(Trouble, match="另记一项更正"), database.step("改") as session:
            spoil(session.get(Card, number))
    assert loaded(database, number).events[0].day == date(2020, 1, 1)


def test_number_and_term_change_by_acts_alone():
    card = Card.fresh(staff_id=1, number="黔1", state="valid", **TERM)
    assert any("办理记录与证件状态不符" in p.sentence for p in card.problems())


def test_typing_over_the_number_of_a_valid_card_stops_it(database):
    number = held(database)
    card = loaded(database, number)
    card.number = "黔改"
    stops = [p.sentence for p in card.problems() if p.level is Level.STOP]
    assert stops == ["证号和有效期只能通过换发或更正改动"]


def test_an_ended_card_is_missed_until_it_comes_back(database):
    number = held(database)
    act(database, number, "cancel", act_on=DAY, cancel_reason="1")
    missing = [p.sentence for p in loaded(database, number).problems() if p.level is Level.MISSING]
    assert any("尚未收回" in said for said in missing)
    act(
        database, number, "hand_back",
        act_on=DAY, act_returned_on=DAY, act_received_by="李所长",
    )  # fmt: skip
    assert not any("收回" in p.sentence for p in loaded(database, number).problems())


OLD = {"持证人": "王某", "证号": "黔1", "有效期起": "2021-05-01", "有效期止": "2026-04-30"}


def test_old_cards_come_in_by_file_as_the_opening_stock(database):
    with database.step("登记") as session:
        staff(session, "王某")
        item = {**OLD, "状态": "注销", "办理日期": "2024-05-06", "注销原因": "退休"}
        (card,) = add_records(session, Card, item)
    card = loaded(database, card.id)
    assert [(row.kind, row.day) for row in card.events] == [
        ("enrol", date(2021, 5, 1)),
        ("cancel", date(2024, 5, 6)),
    ]
    assert card.valid_on(date(2022, 1, 1))


def test_a_log_cannot_be_brought_in_from_a_file(database):
    log = [{"日期": "2021-05-01", "事项": "核发", "办理后状态": "有效"}]
    with database.step("登记") as session:
        staff(session, "王某")
    with (
        pytest.raises(Trouble, match="记录只由各项办理写入"),
        database.step("导入") as session,
    ):
        add_records(session, Card, {**OLD, "办理记录": log})
