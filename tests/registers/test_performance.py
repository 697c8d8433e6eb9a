"""A case said to be performed in full is held against its instalments and its proofs."""

from datetime import date

from db.registers.mediation import Receipt, Term
from db.registers.mediation.agreement import performance_doubts
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
