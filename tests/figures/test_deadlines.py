"""What is due, and by which rule."""

from datetime import date, datetime

import pytest
from sqlalchemy import event

from db.figures.brief import exact, of_year
from db.figures.deadlines import Due, due, due_of, rules
from db.registers import Case, DayOff, DeadlineRule
from db.registers.mediation import Term
from db.store.database import Database
from tests.offices import agreed, agreed_case, settle, walk


def everything(_cls: type) -> bool:
    """What the head may see."""
    return True


def _due(store: Database, today: date) -> dict[str, Due]:
    with store.read() as session:
        return {item.what: item for item in due(session, today)}


def test_mediation_is_due_thirty_days_after_acceptance_unless_extended(store: Database) -> None:
    case = agreed_case(settle(store))
    with store.step("登记") as session:
        session.add(case)
    walk(store, case.id, "accept")
    found = _due(store, date(2024, 7, 1))["调解期限"]
    assert (found.due_on, found.days_left) == (date(2024, 7, 5), 4)
    assert "30 日" in found.rule
    with store.step("延期") as session:
        session.get(Case, case.id).extended_to = date(2024, 8, 5)
    assert _due(store, date(2024, 7, 1))["调解期限"].due_on == date(2024, 8, 5)


def test_it_says_who_has_to_do_it(store: Database) -> None:
    agreed(store, parties_signed_on=date(2024, 6, 12))
    assert _due(store, date(2024, 6, 20))["协议履行"].whose == "甲调解员"


def test_what_the_office_sets_reaches_the_list(store: Database) -> None:
    case = agreed_case(settle(store))
    with store.step("登记") as session:
        session.add(case)
        own = {"rule": "mediation", "valid_from": date(2024, 6, 1), "basis": "本县规范"}
        session.add(DeadlineRule.fresh(n=20, unit_of_count="working_days", **own))
        session.add(DayOff.fresh(day=date(2024, 6, 14), kind="rest"))
    walk(store, case.id, "accept")
    found = _due(store, date(2024, 7, 1))["调解期限"]
    assert (found.due_on, found.length) == (date(2024, 7, 5), "20 个工作日")
    with store.step("删去") as session:
        session.get(DeadlineRule, 1).deleted_at = datetime(2024, 7, 1)
    assert _due(store, date(2024, 7, 1))["调解期限"].length == "30 日"


def test_confirmation_is_a_hint_until_its_last_day(store: Database) -> None:
    signed = dict.fromkeys(
        ("parties_signed_on", "mediator_signed_on", "sealed_on"), date(2024, 6, 12)
    )
    agreed(store, **signed)
    hint = rules()["confirmation"].what
    assert _due(store, date(2024, 7, 12))[hint].days_left == 0
    assert hint not in _due(store, date(2024, 7, 13))


@pytest.mark.parametrize("kind", ["01", "07"])
def test_status_and_title_disputes_get_no_confirmation_hint(store: Database, kind: str) -> None:
    signed = dict.fromkeys(
        ("parties_signed_on", "mediator_signed_on", "sealed_on"), date(2024, 6, 12)
    )
    agreed(store, **signed)
    with store.step("改类型") as session:
        session.get(Case, 1).dispute_type = kind
    assert rules()["confirmation"].what not in _due(store, date(2024, 6, 20))


def test_a_title_question_in_another_dispute_gets_no_hint_either(store: Database) -> None:
    signed = dict.fromkeys(
        ("parties_signed_on", "mediator_signed_on", "sealed_on"), date(2024, 6, 12)
    )
    agreed(store, **signed, not_confirmable=True)
    assert rules()["confirmation"].what not in _due(store, date(2024, 6, 20))


def test_an_application_waits_to_be_taken_by_the_court_and_then_for_its_ruling(
    store: Database,
) -> None:
    signed = dict.fromkeys(
        ("parties_signed_on", "mediator_signed_on", "sealed_on"), date(2024, 6, 12)
    )
    case = agreed(store, **signed)
    court = {"confirmation_applied_on": date(2024, 6, 20), "confirmation_court": "平坝区人民法院"}
    walk(store, case, "confirmation", **court)
    taken, what = (rules()[f"confirmation_{step}"].what for step in ("acceptance", "ruling"))
    assert rules()["confirmation"].what not in _due(store, date(2024, 6, 21))
    assert what not in _due(store, date(2024, 6, 21))
    found = _due(store, date(2024, 6, 21))[taken]
    assert (found.raw_on, found.due_on) == (date(2024, 6, 23), date(2024, 6, 24))  # a Sunday
    assert (found.whose, found.basis) == ("平坝区人民法院", "法释〔2011〕5号第四条")
    walk(store, case, "confirmation_accepted", confirmation_accepted_on=date(2024, 6, 21))
    assert taken not in _due(store, date(2024, 7, 1))
    found = _due(store, date(2024, 7, 1))[what]
    assert (found.raw_on, found.due_on) == (date(2024, 7, 21), date(2024, 7, 22))  # a Sunday
    assert (found.whose, found.basis) == ("平坝区人民法院", "民事诉讼法第一百八十七条（特别程序）")
    assert _due(store, date(2024, 7, 25))[what].days_left == -3


def test_one_record_tells_what_is_due_about_it_alone(store: Database) -> None:
    case = agreed(store)
    other = agreed_case(1)
    with store.step("登记") as session:
        session.add(other)
    walk(store, other.id, "accept")
    with store.read() as session:
        every = due(session, date(2024, 6, 20))
        for number in (case, other.id):
            own = due_of(session, date(2024, 6, 20), "mediation", number)
            assert own == [item for item in every if item.record_id == number] != []


def test_performance_then_visit(store: Database) -> None:
    case = agreed(store)
    assert _due(store, date(2024, 7, 3))["协议履行"].days_left == -2
    walk(store, case, "perform", performed_on=date(2024, 6, 28))
    found = _due(store, date(2024, 7, 3))
    assert "协议履行" not in found
    assert found["回访"].due_on == date(2024, 7, 29)


def test_of_several_instalments_the_next_open_one_is_due(store: Database) -> None:
    case = agreed(store)
    with store.step("分期") as session:
        kept = session.get(Case, case)
        kept.performance_due = None
        kept.terms = [
            Term.fresh(text="付款。", due_on=date(2024, month, 30)) for month in (8, 6, 7)
        ]
    today = date(2024, 6, 20)
    assert _due(store, today)["协议履行（第 2 项）"].due_on == date(2024, 7, 1), "a Sunday"
    for place, what in ((1, "协议履行（第 3 项）"), (2, "协议履行（第 1 项）")):
        with store.step("付款") as session:
            session.get(Case, case).terms[place].done_on = today
        assert [name for name in _due(store, today) if name.startswith("协议履行")] == [what]
    with store.step("付款") as session:
        kept = session.get(Case, case)
        kept.terms[0].done_on, kept.performance_due = today, date(2024, 8, 30)
    assert _due(store, today)["协议履行"].due_on == date(2024, 8, 30), "still to be entered"


def test_nothing_is_due_for_a_record_in_the_bin(store: Database) -> None:
    case = agreed(store)
    with store.step("删除") as session:
        session.get(Case, case).deleted_at = datetime(2024, 6, 20)
    assert _due(store, date(2024, 7, 3)) == {}


def test_no_case_is_read_that_waits_for_nothing(store: Database) -> None:
    """Each query walks the index of a state, never the register or the bin's index."""
    asked: list[tuple[str, object]] = []
    with store.read() as session:
        connection = session.connection()
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _cursor, statement, values, *_: asked.append((statement, values)),
        )
        due(session, date(2024, 7, 3))
        plans = [
            row[3]
            for statement, values in tuple(asked)
            if "FROM mediation" in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    found = [plan for plan in plans if plan.split()[1] == "mediation"]
    assert len(found) == 6
    states = ("ix_mediation_state", "ix_mediation_confirmation_state")
    assert all(any(f"USING INDEX {index} " in plan for index in states) for plan in found), found


def test_the_year_in_brief(store: Database) -> None:
    case = agreed(store)
    with store.read() as session:
        told = {one.figure.code: exact(one) for one in of_year(session, 2024, everything)}
    assert (told["mediation.accepted"], told["mediation.resolved"]) == ("1 件", "1 件")
    assert (told["mediation.rate"], told["mediation.open"]) == ("100%", "0 件")
    walk(store, case, "void", void_reason="登记错误")
    with store.read() as session:
        told = {one.figure.code: exact(one) for one in of_year(session, 2024, everything)}
        assert (told["mediation.resolved"], told["mediation.rate"]) == ("0 件", "—")
        assert of_year(session, 2024, lambda cls: cls is not Case) == []
