"""疑难复杂 is suggested by criteria, shipped or the office's own; people decide, it is kept why."""

import pytest

from db.registers import Case, DifficultyRule
from db.registers.mediation import Party, Term
from db.registers.subsidy.difficulty import shipped
from tests.offices import agreed_case


def suggested(database, **values):
    """The sentence under the difficulty of a new case, empty for none."""
    case = agreed_case(1)
    for name, value in values.items():
        setattr(case, name, value)
    with database.read() as session:
        found = [p.sentence for p in case.conflicts(session) if p.path == "difficulty"]
    assert len(found) <= 1
    return found[0] if found else ""


def own(database, **values):
    with database.step("登记") as session:
        session.add(DifficultyRule.fresh(**({"name": "本县"} | values)))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({}, ""),
        ({"persons_involved": 9}, ""),
        ({"persons_involved": 10}, "涉及 10 人（10 人以上）"),
        ({"death": True}, "有人员死亡"),
        ({"prevented_petition": 2}, "可能群体性上访"),
        ({"prevented_suicide": 2}, ""),
        ({"dispute_type": "07"}, "山林土地纠纷"),
        ({"dispute_type": "1001", "persons_involved": 4}, ""),
        (
            {"dispute_type": "1001", "persons_involved": 5},
            "拖欠农民工工资纠纷，涉及 5 人（5 人以上）",
        ),
        ({"source": "304"}, "信访部门委托移送"),
        (
            {"death": True, "persons_involved": 12},
            "涉及 12 人（10 人以上）；有人员死亡",
        ),
    ],
)
def test_the_shipped_criteria(database, case, words):
    assert suggested(database, **case) == (words and f"建议认定为疑难复杂：{words}")


def test_the_amount_counts_once_it_is_known(database):
    with database.step("登记") as session:
        case = agreed_case(1)
        case.terms = [Term.fresh(text="李四付清货款。", amount=100_000_00)]
        session.add(case)
    with database.read() as session:
        (problem,) = session.get(Case, case.id).conflicts(session)
    assert problem.sentence == "建议认定为疑难复杂：金额 100,000 元（100,000 元以上）"


def test_whoever_says_so_already_or_has_closed_it_is_left_alone(database):
    assert suggested(database, death=True, difficulty="2")
    assert not suggested(database, death=True, difficulty="3")
    assert not suggested(database, death=True, state="filed")


def test_the_office_replaces_switches_off_and_adds(database):
    own(database, replaces="persons", persons_from=30)
    own(database, replaces="death", in_use=False)
    own(database, migrant_workers=True, committee_kinds="3")
    assert not suggested(database, persons_involved=12)
    assert not suggested(database, death=True)
    assert suggested(database, persons_involved=30)
    assert suggested(database, migrant_workers=True).endswith("乡镇人民调解委员会，涉农民工")


def test_the_reason_is_kept_with_the_case_and_never_written_over(database):
    cases = [agreed_case(1, difficulty="3", persons_involved=12) for _ in range(3)]
    cases[1].difficulty_reason = "跨村"
    cases[2].persons_involved = None
    cases[2].parties.append(Party.fresh(role="2", name="王五"))
    with database.step("登记") as session:
        session.add_all(cases)
    reasons = [case.difficulty_reason for case in cases]
    assert reasons == ["涉及 12 人（10 人以上）", "跨村", None]


def test_a_criterion_in_use_asks_something():
    blank = DifficultyRule.fresh(name="空")
    assert [p.path for p in blank.stopping()] == ["persons_from"]
    blank.in_use = False
    assert blank.stopping() == []


def test_every_shipped_criterion_says_where_it_comes_from():
    assert all(rule.basis and rule.stopping() == [] for rule in shipped().values())
