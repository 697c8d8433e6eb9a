"""A case said to be performed in full is held against its instalments and its proofs."""

from datetime import date, timedelta

import pytest

from db.registers.mediation import Receipt, Term
from db.registers.mediation.agreement import performance_doubts
from db.registers.mediation.confirming import ACCEPTED, APPLIED, VALID, WITHDRAWN
from tests.offices import agreed_case


def test_what_was_performed_in_full_agrees_with_its_instalments_and_proofs():
    case = agreed_case(1, performance_state="3", performed_on=date(2024, 9, 1))
    case.terms = [Term.fresh(text=f"第{n}期", amount=100_000) for n in (1, 2)]
    case.receipts = [Receipt.fresh(received_on=date(2024, 8, 1), payee="甲", amount=100_000)]

    def doubts() -> list[str]:
        return [one.sentence for one in performance_doubts(case)]

    assert doubts() == ["履行凭证合计 1,000.00 元，少于协议涉及金额 2,000.00 元，请核对"]
    case.receipts.append(Receipt.fresh(received_on=date(2024, 9, 1), payee="甲", amount=100_000))
    assert doubts() == []
    case.terms[1].done_on = date(2024, 9, 2)
    assert doubts() == ["履行完毕日期早于条款的实际履行日（2024-09-02），请核对"]
    case.performance_state = "2"
    assert doubts() == []


TODAY = date.today()
PAST, SOON = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def instalments(*days: tuple[date, date | None], **values: object):
    """A case at 达成协议, a term for each day due, with the day on which it was performed."""
    case = agreed_case(1, **{"state": "agreed", "performance_state": "1", **values})
    case.performance_way, case.performance_due = "3", None
    case.terms = [
        Term.fresh(text=f"第{place}期", amount=100_000, due_on=due, done_on=done)
        for place, (due, done) in enumerate(days, start=1)
    ]
    return case


def test_the_first_instalment_paid_is_performance_in_part():
    case = instalments((PAST, None), (SOON, None))
    case.settle()
    assert case.performance_state == "1"
    case.terms[0].done_on = PAST
    case.settle()
    assert case.performance_state == "2"
    case.performance_state = "4"  # people know better
    case.settle()
    assert case.performance_state == "4"


def test_a_term_past_its_day_is_to_be_urged_and_then_the_court_is_open():
    assert list(instalments((PAST, PAST), (SOON, None)).advice()) == []
    (said,) = instalments((PAST, PAST), (PAST, None), (PAST, None), (SOON, None)).advice()
    assert said.startswith("协议第 2 项、第 3 项到期还没有履行")
    assert "第三十一条" in said
    assert "第三十二条" in said
    (said,) = instalments((SOON, None), performance_state="4").advice()
    assert said.startswith("一方拒不履行协议")


def test_without_days_of_the_terms_the_whole_counts():
    case = instalments((PAST, None))
    case.terms[0].due_on, case.performance_due = None, PAST
    (said,) = case.advice()
    assert said.startswith("协议到期还没有履行")


def test_a_confirmed_agreement_is_enforced_and_not_sued_for_even_once_the_case_is_closed():
    case = instalments((PAST, None), confirmation_state=VALID)
    (enforce,) = case.advice()
    assert "强制执行" in enforce
    case.state, case.performance_state = "closed", "2"
    assert list(case.advice()) == [enforce]
    case.performance_state = "3"
    assert list(case.advice()) == []


@pytest.mark.parametrize("pending", [APPLIED, ACCEPTED])
def test_while_a_court_is_asked_to_confirm_nobody_is_told_to_sue(pending):
    (said,) = instalments((PAST, None), confirmation_state=pending).advice()
    assert "督促履行" in said
    assert "申请强制执行" in said
    assert "起诉" not in said
    (said,) = instalments((PAST, None), confirmation_state=WITHDRAWN).advice()
    assert "起诉" in said
