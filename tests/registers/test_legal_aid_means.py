"""Who may have legal aid: income per head, standard, exemption; 件 against 人次; subsidies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import AidStandard, LegalAid, Person
from db.registers.legal_aid import Fellow, Lawyer, Member, Subsidy
from db.registers.legal_aid.hardship import per_head, within
from db.store.problems import Level
from tests.applicants import application, day, go, loaded, registered

INCOMES = st.lists(st.integers(0, 10**9), min_size=1, max_size=12)


def household(*incomes):
    aid = application()
    aid.members = [
        Member.fresh(relation="子女" if place else "本人", name=f"某{place}", monthly_income=income)
        for place, income in enumerate(incomes)
    ]
    return aid


def missing(aid):
    return {p.path: p.sentence for p in aid.problems() if p.level is Level.MISSING}


def standard(database, **values):
    given_values = {"year": 2024, "household_kind": "2", "amount": 60_000, "basis": "测试文件"}
    with database.step("标准") as session:
        made = AidStandard.fresh(**(given_values | values))
        session.add(made)
    return made.id


# ---- income per head ----


@given(INCOMES)
def test_income_per_head_is_the_mean_to_the_nearest_fen(incomes):
    found = per_head(household(*incomes))
    assert abs(found * len(incomes) - sum(incomes)) * 2 <= len(incomes)


@pytest.mark.parametrize(
    ("incomes", "expected"),
    [((120_000, 0, 0), 40_000), ((100, 0, 0), 33), ((200, 0, 0), 67), ((1, 0), 1), ((), None)],
)
def test_income_per_head_counts_the_applicant_and_rounds_halves_up(incomes, expected):
    assert per_head(household(*incomes)) == expected


def test_an_unknown_income_is_not_nothing():
    aid = household(120_000, None)
    assert per_head(aid) is None
    assert "月收入待补" in missing(aid)["members[1].monthly_income"]


def test_the_applicant_belongs_to_the_household():
    aid = household(120_000)
    aid.members[0].relation = "母亲"
    assert "没有申请人" in missing(aid)["members"]
    aid.members[0].relation = "本人"
    assert "members" not in missing(aid)


# ---- standard and exemption ----


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_within_the_standard_means_not_above_it(income, amount):
    aid = household(income)
    assert within(aid) is None
    aid.standard_amount = amount
    assert within(aid) is (income <= amount)


def test_the_standard_of_the_year_is_taken_with_the_receipt(database):
    standard(database, year=2023)
    standard(database, household_kind="1", amount=90_000)
    fitting = standard(database)
    aid = go(database, registered(database), "receive")
    assert aid.standard_id == fitting
    assert (aid.standard_year, aid.standard_amount) == (2024, 60_000)
    assert (aid.per_head_income, aid.within_standard) == (50_000, True)


def test_without_a_standard_of_the_year_it_is_said_what_is_missing(database):
    standard(database, year=2023)
    aid = go(database, registered(database), "receive", "review")
    assert (aid.standard_id, aid.within_standard) == (None, None)
    with database.read() as session:
        (found,) = aid.conflicts(session)
    assert found.level is Level.MISSING
    assert "2024年农村" in found.sentence


def test_another_years_standard_is_doubted(database):
    number = registered(database, standard_id=standard(database, year=2023))
    warned = [p.sentence for p in loaded(database, number).problems() if p.path == "standard_id"]
    assert warned == ["用的是2023年的标准，申请在2024年，请核对"]


def test_one_year_and_place_has_one_standard(database):
    standard(database)
    with database.read() as session:
        twin = AidStandard.fresh(year=2024, household_kind="2", amount=1, basis="又一份")
        assert [p.level for p in twin.conflicts(session)] == [Level.STOP]
        twin.region = "邻县"
        assert list(twin.conflicts(session)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"no_condition": "4", "check_way": None, "promised_on": None},
        {"check_way": "3", "exemption": "3", "exemption_proof": "工资欠条", "promised_on": None},
    ],
    ids=["art. 32", "art. 42"],
)
def test_whose_means_are_not_looked_at_need_no_household(database, values):
    standard(database)
    number = registered(database, **values)
    with database.step("改") as session:
        session.get(LegalAid, number).members = []
    aid = go(database, number, "receive", "review")
    assert missing(aid) == {}
    assert aid.standard_id is None
    with database.read() as session:
        assert list(aid.conflicts(session)) == []


def test_an_exemption_wants_its_ground_and_its_proof():
    assert {"exemption", "exemption_proof"} <= missing(application(check_way="3")).keys()


def test_a_grant_above_the_standard_is_doubted():
    aid = application()
    aid.standard_id, aid.standard_amount, aid.standard_year = 1, 10_000, 2024
    aid.settle()
    assert "within_standard" in [p.path for p in aid.problems() if p.level is Level.WARN]


# ---- people ----


def test_a_group_is_one_case_and_many_recipients(database):
    fellows = [
        Fellow.fresh(name="李四", categories="migrant_worker,woman"),
        Fellow.fresh(name="王五"),
    ]
    aid = loaded(database, registered(database, persons=5, fellows=fellows))
    assert aid.who() == "张三等5人"
    assert all(fellow.person_id for fellow in aid.fellows)


def test_fewer_persons_than_names_are_doubted_and_none_stop():
    aid = application(fellows=[Fellow.fresh(name="李四")])
    assert "persons" in [p.path for p in aid.problems() if p.level is Level.WARN]
    aid.persons = 0
    assert [p.path for p in aid.stopping()] == ["persons"]


def test_the_primary_category_is_one_of_several_or_the_only_one():
    aid = application(categories="elderly", primary_category=None)
    assert aid.implied("categories") == {"primary_category": "elderly"}
    aid.categories = "elderly,woman"
    assert aid.implied("categories") == {}
    aid.primary_category = "minor"
    assert "primary_category" in [p.path for p in aid.problems() if p.level is Level.WARN]


def test_the_applicant_is_a_person_like_any_other(database):
    aid = loaded(database, registered(database))
    again = loaded(database, registered(database, id_number="520403198001010016"))
    assert aid.person_id == again.person_id
    with database.read() as session:
        person = session.get(Person, aid.person_id)
    assert (person.categories, person.household_address) == ("disabled,farmer", "测试县")


def test_a_minor_without_an_agent_and_a_wrong_age_are_doubted():
    young = application(
        id_number="520403201501010017", categories="minor", primary_category="minor"
    )
    young.settle()
    assert "agent" in [p.path for p in young.problems() if p.level is Level.WARN]
    young.categories = young.primary_category = "elderly"
    assert "categories" in [p.path for p in young.problems() if p.level is Level.WARN]


def test_a_missing_number_is_allowed_with_its_reason():
    aid = application(id_number=None)
    assert "id_number" in missing(aid)
    aid.no_id_reason = "证件遗失待补办"
    assert "id_number" not in missing(aid)
    assert aid.stopping() == []


# ---- lawyers and money ----


def test_a_change_of_lawyer_wants_its_reason_and_a_successor(database):
    number = registered(database)
    aid = go(database, number, "receive", "review", "forward", "grant", "assign")
    aid.lawyers[0].until = day(12)
    assert {"lawyers", "lawyers[0].reason"} <= missing(aid).keys()
    aid.lawyers[0].reason = "住院"
    aid.lawyers.append(Lawyer.fresh(name="赵律师", since=day(12)))
    assert missing(aid).keys().isdisjoint({"lawyers", "lawyers[0].reason"})


@pytest.mark.parametrize(
    ("identity", "values", "payable"),
    [
        ("1", {"standard": 150_000}, 150_000),
        ("2", {"standard": 150_000, "factor": 90}, 135_000),
        ("2", {"standard": 33_333, "factor": 50}, 16_667),
        ("1", {"costs": 5_000}, None),
        ("3", {"costs": 5_000, "standard": 150_000}, 5_000),
        ("4", {}, None),
    ],
)
def test_lawyers_get_a_lump_sum_officials_and_volunteers_their_costs(identity, values, payable):
    row = Subsidy.fresh(payee="某", identity=identity, **values)
    assert row.due() == payable
