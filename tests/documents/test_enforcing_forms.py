"""What stands on the papers of campaigns, orders and feedback, and when they are drafts."""

from datetime import date

import pytest

from db.figures.warnings import feed_back, found
from db.registers import Campaign, Finding, Inspection, Office, Place, RiskWarning
from db.registers.enforcing import CampaignBody
from db.registers.inspection import Officer
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from tests.enforcers import certify, staff
from tests.offices import new_store
from tests.pdf_text import text_of

DAY = date(2024, 6, 5)


@pytest.fixture
def store(tmp_path):
    """A campaign with one recorded inspection by 甲 and 乙, and a problem it found."""
    with new_store(tmp_path) as made:
        with made.step("登记") as session:
            session.add(Office.fresh(name="测试镇司法所", short_name="测", township="测试镇"))
            place = Place.fresh(name="综合执法办", kind="4")
            campaign = Campaign.fresh(
                name="燃气安全行动", field="02", kind="2", starts_on=DAY, people=6, filed=9
            )
            campaign.bodies = [CampaignBody.fresh(name="区市场监管局", people=3)]
            session.add_all((place, campaign))
            session.flush()
            campaign.lead_id = place.id
            officers = [staff(session, name, department_id=place.id) for name in ("甲", "乙")]
            for one in officers:
                certify(session, one.id, f"黔{one.name}", valid_to=date(2024, 6, 30))
            inspection = Inspection.fresh(
                day=DAY, name="某饭店", items="燃气", result="4", campaign_id=campaign.id
            )
            inspection.officers = [Officer.fresh(staff_id=one.id) for one in officers]
            session.add(inspection)
            session.flush()
            session.add(
                Finding.fresh(
                    inspection_id=inspection.id,
                    found_on=DAY,
                    description="软管老化",
                    due_on=date(2024, 6, 20),
                )
            )
        yield made


def paper(store, code, subject=1):
    return draft(store, form(code), subject)


def ordered(store):
    with store.step("责令整改") as session:
        one = session.get(Finding, 1)
        one.ordered_on, one.basis, one.demand = DAY, "某办法第三条", "更换软管"
        next(move for move in Finding.moves if move.code == "order").make(one, session)


def test_an_order_names_officers_problem_term_and_the_township(store):
    assert paper(store, "rectification_order").missing
    ordered(store)
    made = paper(store, "rectification_order")
    assert not made.missing
    said = text_of(made.pdf)
    for part in (
        "（测）责改字〔2024〕第1号", "某饭店：", "甲（证号黔甲）、乙（证号黔乙）", "软管老化",
        "依照某办法第三条", "于2024年6月20日前完成", "整改要求：更换软管", "测试镇人民政府",
        "受送达人（签名或盖章）",
    ):  # fmt: skip
        assert part.replace(" ", "") in said.replace(" ", ""), part


def test_a_problem_of_the_office_itself_gets_no_order(store):
    inside = Finding.fresh(source="3", description="台账不全")
    assert "rectification_order" not in [one.code for one in forms_for(Finding, inside)]


def test_a_campaigns_sheet_says_from_where_its_numbers_are(store):
    ordered(store)
    said = text_of(paper(store, "campaign_record").pdf)
    assert "区市场监管局（3人）" in said.replace(" ", "")
    assert "按检查记录计" in said
    assert "立案（件）1" in said.replace(" ", "").replace("\n", "")
    with store.step("改为填报") as session:
        session.get(Inspection, 1).campaign_id = None
    made = paper(store, "campaign_record")
    assert made.missing == ("检查家次未填，也没有关联检查记录",)
    assert "立案（件）9" in text_of(made.pdf).replace(" ", "").replace("\n", "")


def test_a_feedback_says_what_to_whom_and_by_when(store):
    with store.read() as session:
        key = next(k for k, risk in found(session, DAY).items() if risk.kind == "card_expiring")
    with store.step("反馈") as session:
        feed_back(session, key, DAY, due_on=date(2024, 6, 15), department_id=1, demand="换发")
    made = paper(store, "risk_feedback")
    assert not made.missing
    said = text_of(made.pdf).replace(" ", "")
    for part in ("综合执法办：", "执监字〔2024〕第1号", "2024年6月15日前", "换发", "部门负责人"):
        assert part in said, part
    with store.step("人工") as session:
        session.add(RiskWarning.fresh(sentence="群众反映", since=DAY))
    assert paper(store, "risk_feedback", 2).missing


def test_the_list_of_risks_tells_how_far_each_has_come(store):
    with store.read() as session:
        keys = [k for k, risk in found(session, DAY).items() if risk.kind == "card_expiring"]
    with store.step("反馈") as session:
        feed_back(session, keys[0], DAY, due_on=date(2024, 6, 15), department_id=1)
    said = text_of(paper(store, "risk_list", DAY).pdf).replace(" ", "").replace("\n", "")
    assert "共2项：待反馈1项，正在办理1项" in said
    assert "已反馈，2024-06-15前回复" in said
    assert "没有风险" in text_of(paper(store, "risk_list", date(2018, 1, 1)).pdf)
