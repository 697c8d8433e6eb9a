"""Records as JSON: by name or label, links by name, all or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.registers import Case, Mediator
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.exchange.json_records import add_records, to_json
from tests.offices import new_store, settle


@pytest.fixture
def store(tmp_path: Path) -> Database:
    with new_store(tmp_path) as database:
        settle(database)
        yield database


def case(**changes: Any) -> dict[str, Any]:
    """A case as a clerk's script would write it, labels and names mixed."""
    return {
        "登记日期": "2024-06-03",
        "accepted_on": "2024年6月5日",
        "调解委员会": "测试镇人民调解委员会",
        "案件来源": "依申请调解",
        "dispute_type": "邻里纠纷",
        "主要事实和争议事项": "通道堆放杂物。",
        "当事人": [
            {"地位": "申请人", "姓名或名称": "张三", "身份证号": "520403188001010017"},
            {"role": "2", "name": "李四"},
        ],
        "meetings": [{"held_on": "2024-06-10", "outcome": "调解成功"}],
        "terms": [{"text": "赔偿", "amount": "1.28万元", "due_on": "2024-06-30"}],
        "agreement_form": "书面协议",
        "agreed_on": "2024-06-10",
        "performance_way": "一次性限期履行",
        **changes,
    }


def add(store: Database, cls: type, data: Any) -> list[int]:
    with store.step("登记") as session:
        return [record.id for record in add_records(session, cls, data)]


def test_labels_names_links_and_children(store: Database) -> None:
    (number,) = add(store, Case, case())
    with store.read() as session:
        found = session.get(Case, number)
        assert found.committee_id == 1
        assert found.accepted_on == date(2024, 6, 5)
        assert [party.name for party in found.parties] == ["张三", "李四"]
        assert found.parties[0].sex == "1"
        assert found.amount == 1_280_000
        assert found.state == "registered"
        assert found.number is None


def test_a_state_is_reached_by_the_registers_own_moves(store: Database) -> None:
    first, second = add(store, Case, [case(状态="达成协议"), case(state="accepted")])
    with store.read() as session:
        assert session.get(Case, first).number == "（2024）测人调字第1号"
        assert session.get(Case, second).number == "（2024）测人调字第2号"
    assert check(store).sound


def test_what_comes_out_goes_in_again(store: Database) -> None:
    (number,) = add(store, Case, case())
    with store.read() as session:
        out = to_json(session, session.get(Case, number))
    known = {name: value for name, value in out.items() if name != "id"}
    for name, spec in Case.fields.items():
        if spec.computed is not None:
            known.pop(name)
    (copy,) = add(store, Case, known)
    with store.read() as session:
        again = to_json(session, session.get(Case, copy))
    assert {**again, "id": number} == out


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (case(颜色="红"), "颜色"),
        (case(受理日期="2024-02-30"), "日历上没有"),
        (case(受理日期=[1]), "单个值"),
        (case(调解委员会="没有的调委会"), "没有“没有的调委会”"),
        (case(dispute_type="打架"), "纠纷类型"),
        (case(persons_involved=1.5), "不是整数"),
        (case(terms=[{"text": "赔", "amount": "很多"}]), "第 1 行"),
        (case(当事人="张三"), "JSON 数组"),
        (case(当事人=["张三"]), "JSON 对象"),
        (case(案号="（2024）测人调字第9号"), "由程序计算"),
        (case(状态="飞走了"), "没有“飞走了”"),
        (case(状态="达成协议", meetings=[]), "调解成功"),
        ([case(), {"登记日期": "2024-06-03", "x": 1}], "第 2 条"),
        ([], "没有记录"),
        ("张三", "JSON 对象"),
    ],
)
def test_bad_json_gets_a_sentence_and_leaves_nothing(store: Database, data: Any, said: str) -> None:
    with pytest.raises(Trouble, match=said) as caught:
        add(store, Case, data)
    assert caught.value.wrong_input
    with store.read() as session:
        assert session.query(Case).count() == 0
    assert check(store).sound


def test_a_fault_in_a_row_says_where(store: Database) -> None:
    with pytest.raises(Trouble) as caught:
        add(store, Case, [case(), case(terms=[{"text": "一"}, {"text": "二", "amount": "很多"}])])
    assert caught.value.sentence.startswith("第 2 条：协议条款第 2 行：金额：“很多”不是金额")


def test_an_ambiguous_name_is_refused(store: Database) -> None:
    add(store, Mediator, [{"name": "王五"}, {"name": "王五"}])
    with pytest.raises(Trouble, match="不止一个"):
        add(store, Case, case(mediators=[{"mediator_id": "王五"}]))
