"""The papers of drills, talks, destroyed data and the year's measures: what stands on them."""

from datetime import date

import pytest

from db.registers import Drill, Finding, Incident, Place, Shortcoming, Talk
from db.registers.emergency import DrillBody
from db.registers.shortcoming import MeasureStep
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from tests.offices import new_store, settle
from tests.pdf_text import pages_of, text_of

DAY = date(2024, 5, 14)
YEAR = date(2024, 12, 31)


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as made:
        settle(made)
        yield made


def keep(store, *records):
    for record in records:
        with store.step("登记") as session:
            session.add(record)
    return records[-1].id


def make(store, number, code, **values):
    with store.step(code) as session:
        record = session.get(Shortcoming, number)
        for name, value in values.items():
            setattr(record, name, value)
        next(move for move in Shortcoming.moves if move.code == code).make(record, session)


def drill(**values):
    rated = {f"rated_{what}": "1" for what in ("plan", "command", "people", "equipment")}
    known = {"name": "避险演练", "held_on": DAY, "hazard": "01", "people": 86, "assessed_on": DAY}
    return Drill.fresh(**(known | rated | {"conclusion": "到位迅速。"} | values))


def test_a_drill_names_its_bodies_and_what_is_to_be_put_right(store):
    village = keep(store, Place.fresh(name="高田村"))
    one = drill(rated_equipment="3")
    one.bodies = [DrillBody.fresh(unit_id=village, people=63), DrillBody.fresh(name="卫生院")]
    number = keep(store, one)
    keep(
        store,
        Finding.fresh(description="照明不足", source="5", drill_id=number, found_on=DAY),
    )
    paper = draft(store, form("drill_record"), number)
    words = text_of(paper.pdf)
    assert paper.missing == ()
    for part in ("高田村（63人）、卫生院", "☑实战演练", "☑需要改进", "照明不足（整改中）", "86人"):
        assert part in words, part


def test_a_drill_not_yet_assessed_is_a_draft(store):
    paper = draft(store, form("drill_record"), keep(store, drill(conclusion=None)))
    assert paper.missing == ("评估结论未填",)


def test_the_office_never_stands_alone_on_a_page(store):
    long = "各组按预案到位，指挥通信畅通，转移有序。" * 55
    paper = draft(store, form("drill_record"), keep(store, drill(conclusion=long)))
    last = pages_of(paper.pdf)[-1]
    assert paper.pages > 1
    assert "测试镇司法所" in last
    assert "总指挥（签名）" in last


def test_only_an_incident_with_personal_data_has_a_record_of_its_end(store):
    known = {"name": "山洪", "happened_on": DAY}
    bare, held = Incident.fresh(**known), Incident.fresh(personal_data=True, **known)
    codes = [[one.code for one in forms_for(Incident, record)] for record in (bare, held)]
    assert codes == [[], ["data_destruction"]]
    held.ended_on = held.data_destroyed_on = DAY
    held.data_kept, held.data_destroyed_how = "转移名册一份", "粉碎，司法所监督"
    paper = draft(store, form("data_destruction"), keep(store, held))
    assert paper.missing == ()
    assert "突发事件应对法》第八十五条" in text_of(paper.pdf)


@pytest.mark.parametrize(("kind", "signs"), [("1", "主谈人（签名）"), ("2", "谈话对象（签名）")])
def test_those_who_talked_sign(store, kind, signs):
    talk = Talk.fresh(
        held_on=DAY, kind=kind, led_by="书记", with_whom="班子成员", reason="履职", points="要点"
    )
    words = text_of(draft(store, form("talk_record"), keep(store, talk)).pdf)
    assert signs in words
    assert ("谈话对象签名" in words) == (kind == "1")


def test_problems_and_measures_stand_side_by_side_with_those_of_last_year(store):
    old = {"year": 2023, "problem": "甲", "measure": "乙"}
    solved = keep(store, Shortcoming.fresh(heading="制度方面", **old))
    left = keep(store, Shortcoming.fresh(heading="监督方面", measure_heading="充实力量", **old))
    make(store, solved, "solve", solved_on=DAY)
    make(store, left, "carry", outcome="2", outcome_note="已配监督员。")
    one = Shortcoming.fresh(year=2024, heading="宣传方面", problem="形式单一", measure="拍短视频")
    one.steps = [
        MeasureStep.fresh(what="培训", weight=40, done_on=DAY),
        MeasureStep.fresh(what="拍摄", weight=60, progress=30),
    ]
    keep(store, one)
    paper = draft(store, form("measure_list"), YEAR)
    words = text_of(paper.pdf)
    assert paper.missing == ()
    for part in (
        "存在问题2个，改进措施2条；其中从上年转来1个；上年问题2个，已解决1个。",
        "宣传方面：形式单一",
        "充实力量：乙",
        "培训40%已完成",
        "拍摄60%30%",
        "已配监督员。（已转入本年）",
    ):
        assert part in words, part


def test_the_list_is_a_draft_while_a_measure_or_an_outcome_is_missing(store):
    keep(
        store,
        Shortcoming.fresh(year=2023, heading="旧", problem="甲", measure="乙"),
        Shortcoming.fresh(year=2024, heading="新", problem="甲"),
    )
    paper = draft(store, form("measure_list"), YEAR)
    assert paper.missing == ("第 1 个问题没有改进措施", "上年的“旧”没有写明办理结果")
    nothing = draft(store, form("measure_list"), date(2020, 12, 31))
    assert nothing.missing == ("2020年还没有登记问题",)
