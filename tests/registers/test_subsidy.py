"""以案定补: which grade a case gets and why, one payment for a case, the way of a claim."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import Case, Mediator, SubsidyClaim, SubsidyScheme
from db.registers.subsidy import SubsidyShare, suggest
from db.registers.subsidy.suggesting import divided
from db.store.problems import Level, all_problems
from db.store.trouble import Trouble
from tests.subsidies import CLOSED, claim, failed, filed, grade, scheme


def suggested(database, case_id):
    with database.read() as session:
        return suggest(session, session.get(Case, case_id))


def held(database, claim_id):
    with database.read() as session:
        return session.get(SubsidyClaim, claim_id)


def said(database, record):
    with database.read() as session:
        return {(p.level, p.sentence) for p in all_problems(session, record)}


def move(database, claim_id, code, **values):
    with database.step(code) as session:
        record = session.get(SubsidyClaim, claim_id)
        for name, value in values.items():
            setattr(record, name, value)
        next(m for m in SubsidyClaim.moves if m.code == code).make(record, session)


def test_the_first_grade_that_fits_counts_and_says_why(database):
    scheme(database)
    grave = suggested(database, filed(database, persons_involved=12))
    assert (grave.grade, grave.amount) == ("重大", 200_00)
    assert grave.reason == "因为：涉及 12 人（10 人以上）"
    plain = suggested(database, filed(database))
    assert (plain.grade, plain.amount, plain.reason) == ("一般", 100_00, "因为：该等级不限条件")


@pytest.mark.parametrize(
    ("asked", "case", "fits"),
    [
        ({"joined": "any", "persons_from": 10, "death": True}, {"death": True}, True),
        ({"joined": "all", "persons_from": 10, "death": True}, {"death": True}, False),
        ({"amount_from": 0}, {}, True),
        ({"amount_from": 1}, {}, False),
        ({"migrant_workers": True}, {"migrant_workers": True}, True),
        ({"dangers": "crime,fight"}, {"prevented_fight": 3, "prevention_reason": "持械"}, True),
        ({"dangers": "crime"}, {"prevented_fight": 3, "prevention_reason": "持械"}, False),
        ({"difficulties": "3"}, {"difficulty": "3", "difficulty_reason": "多方"}, True),
        ({"difficulties": "2,3"}, {}, False),
        ({"dispute_types": "02,03"}, {}, True),
        ({"dispute_types": "07", "death": True}, {"death": True}, False),
        ({"committee_kinds": "3"}, {}, True),
        ({"committee_kinds": "1"}, {}, False),
        ({"sources": "301"}, {"source": "301"}, True),
        ({"results": "oral"}, {}, False),
        ({"results": "oral"}, {"agreement_form": "oral"}, True),
    ],
)
def test_every_word_of_the_vocabulary(database, asked, case, fits):
    scheme(database, grade("合", 300, **asked), grade("一般", 100))
    assert (suggested(database, filed(database, **case)).grade == "合") is fits


def test_a_grade_says_its_criteria_in_words(database):
    made = grade("重大", 200, dispute_types="07", joined="all", persons_from=10, amount_from=10**7)
    number = scheme(database, made)
    with database.read() as session:
        row = session.get(SubsidyScheme, number).grades[0]
    assert row.said == "仅山林土地纠纷；涉及 10 人以上，并且金额 100,000 元以上"


def test_an_oral_agreement_and_a_failure_are_paid_as_the_scheme_says(database):
    scheme(database, grade("一般", 100, amount_failed=30_00), results="oral,failed")
    oral = suggested(database, filed(database, agreement_form="oral"))
    assert (oral.result, oral.amount, oral.against) == ("oral", 50_00, ())
    lost = suggested(database, failed(database))
    assert (lost.result, lost.amount, lost.against) == ("failed", 30_00, ())
    written = suggested(database, filed(database))
    assert written.against == ("方案不补贴书面协议的案件",)


def test_what_stands_against_a_claim_is_said(database):
    case = filed(database, moves=())
    assert suggested(database, case).against == ("还没有结案（达成协议）",)
    closed = filed(database, moves=("perform", "close"))
    (words,) = suggested(database, closed).against
    assert words.startswith("2024-07-08没有适用的补贴方案")
    scheme(database, grade("重大", 200, persons_from=10))
    assert suggested(database, closed).against == ("还没有归档", "不符合方案里任何等级的条件")
    nobody = filed(database, mediators=[], persons_involved=10)
    assert suggested(database, nobody).against == ("没有登记承办调解员",)


def test_an_unperformed_agreement_is_paid_only_where_the_scheme_allows(database):
    scheme(database)
    unperformed = filed(database, moves=("close_unperformed", "file"), closing_note="下落不明")
    assert suggested(database, unperformed).against == ("协议还没有履行完毕",)
    later = {"needs_performed": False, "valid_from": date(2024, 7, 1)}
    scheme(database, name="后来的方案", **later)
    assert suggested(database, unperformed).against == ()


def test_the_scheme_of_the_day_of_closing_applies(database):
    first = scheme(database, grade("一般", 100))
    second = scheme(database, grade("一般", 80), valid_from=date(2024, 7, 8))
    scheme(database, grade("一般", 60), valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31))
    before = filed(database, closed_on=date(2024, 7, 7))
    assert suggested(database, before).scheme.id == first
    on_the_day = filed(database, closed_on=CLOSED)
    assert suggested(database, on_the_day).scheme.id == second


def test_a_claim_fills_itself_in_from_the_case_and_the_scheme(database):
    number = scheme(database)
    made = held(database, claim(database, filed(database, mediators=[1, 2])))
    assert made.caption == "（2024）测人调字第1号 张三与李四邻里纠纷"
    assert (made.scheme_id, made.grade, made.amount) == (number, "一般", 100_00)
    assert (made.closed_on, made.committee) == (CLOSED, "测试镇人民调解委员会")
    assert [(row.mediator_id, row.amount) for row in made.shares] == [(1, 50_00), (2, 50_00)]
    assert not [p for p in said(database, made) if p[0] is not Level.MISSING]


def test_one_case_is_paid_once(database):
    scheme(database)
    case = filed(database)
    first = claim(database, case)
    with database.read() as session:
        again = SubsidyClaim.fresh(case_id=case)
        (problem,) = [p for p in all_problems(session, again) if p.path == "case_id"]
    assert problem.level is Level.STOP
    assert "一案只补贴一次" in problem.sentence
    with pytest.raises(Trouble):
        claim(database, case)
    with database.step("删除") as session:
        session.get(SubsidyClaim, first).deleted_at = made_at()
    claim(database, case)


def made_at():
    from datetime import datetime

    return datetime(2024, 10, 1, 9, 0)


def test_public_officials_are_left_out_and_refused(database):
    scheme(database)
    with database.step("公职") as session:
        session.get(Mediator, 1).on_public_payroll = True
    case = filed(database, mediators=[1, 2])
    found = suggested(database, case)
    assert found.shares == ((2, 100_00),)
    assert found.notes == ("甲调解员是公职人员，不参与分配",)
    made = held(database, claim(database, case))
    made.shares[0].mediator_id = 1
    assert Level.STOP in {level for level, words in said(database, made) if "公职" in words}
    only = filed(database, mediators=[1])
    assert suggested(database, only).against == ("承办的都是公职人员，不发补贴",)


def test_shares_make_up_the_amount(database):
    scheme(database)
    made = held(database, claim(database, filed(database, mediators=[1, 2])))
    made.shares[0].amount = 70_00
    (problem,) = made.stopping()
    assert problem.sentence == "分配合计 120 元，与申报金额 100 元不符"
    made.shares[1].mediator_id, made.shares[1].amount = 1, 30_00
    assert {p.sentence for p in made.stopping()} == {"同一名调解员列了两次"}


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_parts_are_whole_fen_and_together_the_amount(amount, weights):
    parts = divided(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)


def test_another_grade_wants_a_reason(database):
    scheme(database)
    number = claim(database, filed(database), grade="重大", amount=200_00)
    made = held(database, number)
    assert made.grade_suggested == "一般"
    assert (Level.WARN, "建议等级是“一般”，因为：该等级不限条件") in said(database, made)
    by = {"reviewer": "陈所长", "reviewed_on": date(2024, 10, 8)}
    with pytest.raises(Trouble, match="写明理由"):
        move(database, number, "review", **by)
    move(database, number, "review", **by, difference_reason="涉及三个村，走访十余次")
    assert held(database, number).state == "reviewed"


def test_the_way_to_payment_with_a_reduction(database):
    scheme(database)
    number = claim(database, filed(database, mediators=[1, 2]))
    move(database, number, "review", reviewer="陈所长", reviewed_on=date(2024, 10, 8))
    with pytest.raises(Trouble, match="核减原因"):
        move(database, number, "approve", granted=60_01, approved_on=date(2024, 10, 20))
    with pytest.raises(Trouble, match="高于申报金额"):
        move(database, number, "approve", granted=100_01, approved_on=date(2024, 10, 20))
    granted = {"granted": 60_01, "reduction_reason": "卷宗缺回访记录"}
    move(database, number, "approve", **granted, approved_on=date(2024, 10, 20))
    assert [row.payable for row in held(database, number).shares] == [30_01, 30_00]
    with pytest.raises(Trouble, match="早于核定日期"):
        move(database, number, "pay", paid_on=date(2024, 10, 1), paid_number="付1")
    move(database, number, "pay", paid_on=date(2024, 11, 1), paid_number="付1")
    assert held(database, number).state == "paid"


def test_what_was_refused_can_be_claimed_again(database):
    scheme(database)
    number = claim(database, filed(database))
    why = {"refused_on": date(2024, 10, 9), "refused_by": "县司法局", "refusal_reason": "缺件"}
    move(database, number, "refuse", **why)
    assert held(database, number).due() == 0
    move(database, number, "again")
    assert (held(database, number).state, held(database, number).refusal_reason) == (
        "waiting",
        None,
    )


def test_a_case_that_lost_its_ground_stops_at_the_review(database):
    scheme(database)
    case = filed(database)
    number = claim(database, case)
    with database.step("改") as session:
        session.get(Case, case).performance_state = "4"
    assert (Level.WARN, "协议还没有履行完毕，现在通不过初审") in said(
        database, held(database, number)
    )
    with pytest.raises(Trouble, match="还没有履行完毕"):
        move(database, number, "review", reviewer="陈所长", reviewed_on=date(2024, 10, 8))


def test_more_than_the_cap_of_a_month_is_doubted(database):
    scheme(database, grade("一般", 100), monthly_cap=150_00)
    claim(database, filed(database))
    second = held(database, claim(database, filed(database, closed_on=date(2024, 7, 31))))
    words = "甲调解员 2024年7月的补贴共 200 元，超过方案规定的每人每月 150 元"
    assert (Level.WARN, words) in said(database, second)
    august = held(database, claim(database, filed(database, closed_on=date(2024, 8, 1))))
    assert not [p for p in said(database, august) if "每人每月" in p[1]]


def test_the_same_dispute_again_is_doubted(database):
    scheme(database)
    filed(database)
    again = held(database, claim(database, filed(database)))
    doubts = [words for level, words in said(database, again) if level is Level.WARN]
    assert any("同一纠纷反复调解只补贴一次" in words for words in doubts)


def test_a_scheme_that_cannot_work_is_doubted(database):
    made = SubsidyScheme.fresh(name="坏", valid_from=date(2024, 5, 1), valid_to=date(2024, 4, 1))
    made.grades = [grade("一般", 100), grade("重大", 200, persons_from=10)]
    words = {p.sentence for p in made.problems()}
    assert "适用止早于适用起，请核对" in words
    assert "这一等级不限条件，后面的等级都用不上，请把它移到最后" in words
    unpaid = SubsidyScheme.fresh(name="空", valid_from=date(2024, 5, 1), results="written,failed")
    unpaid.grades = [grade("一般", 100)]
    assert "没有一个等级规定了调解不成的金额，请核对" in {p.sentence for p in unpaid.problems()}
    share = SubsidyShare.fresh()
    assert share.payable is None
