"""Inspections: two officers at least, each with a certificate valid that day."""

from datetime import date

import pytest

from db.registers import Enterprise, Inspection
from db.registers.inspection import Officer
from db.registers.staff import EnforcementPost
from db.store.problems import Level
from db.store.trouble import Trouble
from desktop.exchange.json_records import add_records
from tests.enforcers import certify, make, staff
from tests.filled import credit_code

DAY = date(2024, 6, 5)


def inspected(session, *officers, day=DAY):
    """An inspection by these of the staff, saved."""
    one = Inspection.fresh(day=day, name="某超市", items="消防通道")
    one.officers = [Officer.fresh(staff_id=officer.id) for officer in officers]
    session.add(one)
    session.flush()
    return one


def said(session, inspection, level=Level.STOP):
    return [p.sentence for p in inspection.conflicts(session) if p.level is level]


@pytest.fixture
def session(database):
    with database.step("检查") as opened:
        yield opened


@pytest.fixture
def good(session):
    """A colleague with everything in order."""
    one = staff(session, "好人")
    certify(session, one.id, "黔好")
    return one


def test_two_officers_with_valid_certificates_may(session, good):
    other = staff(session, "同事")
    certify(session, other.id, "黔同")
    inspection = inspected(session, good, other)
    assert list(inspection.conflicts(session)) == []
    assert [row.card_number for row in inspection.officers] == ["黔好", "黔同"]


def test_one_officer_is_too_few_also_when_named_twice(session, good):
    for officers in ((good,), (good, good), ()):
        found = said(session, inspected(session, *officers))
        assert found == ["检查人员不得少于两人（行政处罚法第四十二条）"]


def uncertified(session):
    return staff(session, "某甲"), "某甲：没有执法证件，不能参加检查"


def applying(session):
    from db.registers import Card

    one = staff(session, "某甲")
    card = Card.fresh(staff_id=one.id)
    session.add(card)
    session.flush()
    make(card, session, "apply", act_on=date(2024, 6, 1))
    return one, "某甲：当日尚未核发证件，不能参加检查"


def cancelled(session):
    one = staff(session, "某甲")
    card = certify(session, one.id, "黔甲")
    make(card, session, "cancel", act_on=date(2024, 5, 1), cancel_reason="1")
    return one, "某甲：证件已于 2024-05-01 注销，不能参加检查"


def suspended(session):
    one = staff(session, "某甲")
    card = certify(session, one.id, "黔甲")
    make(card, session, "suspend", act_on=date(2024, 6, 4), suspend_reason="3", act_basis="决定")
    return one, "某甲：证件已于 2024-06-04 暂扣，不能参加检查"


def expired(session):
    one = staff(session, "某甲")
    certify(session, one.id, "黔甲", valid_to=date(2024, 6, 3))
    return one, "某甲：证件有效期到 2024-06-03 为止，当日已过期，不能参加检查"


def auxiliary(session):
    one = staff(session, "某甲", establishment="5")
    return one, "某甲：是辅助人员，不得参加对企业的检查（国办发〔2024〕54号）"


def gone(session):
    one = staff(session, "某甲", left_on=date(2024, 6, 1))
    certify(session, one.id, "黔甲")
    return one, "某甲：已于 2024-06-01 离职，不能参加检查"


def supervisor(session):
    one = staff(session, "某甲")
    certify(session, one.id, "黔甲", kind="2")
    return one, "某甲：没有执法证件，不能参加检查"


@pytest.mark.parametrize(
    "bad", [uncertified, applying, cancelled, suspended, expired, auxiliary, gone, supervisor]
)
def test_who_may_not_inspect_is_named_with_the_reason(session, good, bad):
    one, sentence = bad(session)
    assert said(session, inspected(session, good, one)) == [sentence]


def test_a_card_used_after_its_cancellation_was_good_before_it(session, good):
    one, _ = cancelled(session)
    assert said(session, inspected(session, good, one, day=date(2024, 4, 30))) == []


def test_an_act_of_the_same_day_is_doubted(session, good):
    one, _ = cancelled(session)
    inspection = inspected(session, good, one, day=date(2024, 5, 1))
    assert said(session, inspection) == []
    assert any("证件当日刚办理" in found for found in said(session, inspection, Level.WARN))


def test_an_officer_off_post_is_doubted(session, good):
    posts = [EnforcementPost.fresh(post="执法员", since=DAY, until=DAY)]
    one = staff(session, "某甲", posts=posts)
    certify(session, one.id, "黔甲")
    later = inspected(session, good, one, day=date(2024, 6, 6))
    assert said(session, later) == []
    assert any("不在执法岗位" in found for found in said(session, later, Level.WARN))


def test_an_enterprise_inspected_twice_is_one_enterprise(session):
    for day in (DAY, date(2024, 7, 5)):
        session.add(
            Inspection.fresh(day=day, name="某超市", items="消防", credit_code=credit_code(1))
        )
        session.flush()
    assert session.query(Enterprise).count() == 1


def test_an_import_with_a_bad_officer_is_refused_as_a_whole(database):
    with database.step("登记") as session:
        certify(session, staff(session, "好人").id, "黔好")
        staff(session, "某甲")
    item = {"检查日期": "2024-06-05", "名称": "某超市", "检查事项": "消防"}
    item["检查人员"] = [{"检查人员": "好人"}, {"检查人员": "某甲"}]
    with (
        pytest.raises(Trouble, match="某甲：没有执法证件，不能参加检查"),
        database.step("导入") as session,
    ):
        add_records(session, Inspection, [item])
    with database.read() as session:
        assert session.query(Inspection).count() == 0
