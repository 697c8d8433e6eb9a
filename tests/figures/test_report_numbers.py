"""Numbers are read out of a report as people mean them, and lined up with ours."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.annual_report.comparing import Verdict, compare, counted, differences
from db.figures.annual_report.composing import set_out
from db.figures.annual_report.numbers import Roughness, numbers_in
from db.figures.annual_report.template import SHIPPED, template
from db.figures.words import Style, said
from tests.report_facts import OWN, PUBLISHED, seed_facts, value_of


def read(text):
    return [(one.value, one.unit, one.roughness.value) for one in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办理1152件", [(1152, "件", "")]),
        ("检查300余家次", [(300, "家次", "余")]),
        ("近60条、约50场", [(60, "条", "近"), (50, "场", "约")]),
        ("覆盖2万余人次", [(20000, "人次", "余")]),
        ("覆盖２．１万人次", [(21000, "人次", "")]),
        ("发放3千余份", [(3000, "份", "余")]),
        ("资金12.5万元", [(125000, "元", "")]),
        ("召开两次、培训三十二期、一百零五人", [(2, "次", ""), (32, "期", ""), (105, "人", "")]),
        ("满意率百分之九十八", [(98, "%", "")]),
        ("上升3.5个百分点", [(Decimal("3.5"), "个百分点", "")]),
        (
            "1，152件、1,152,000元、1 152 人",
            [(1152, "件", ""), (1152000, "元", ""), (1152, "人", "")],
        ),
        ("超过40场，不少于40学时", [(40, "场", "余"), (40, "学时", "以上")]),
        ("不足30户", [(30, "户", "近")]),
        ("办复率、满意率均达100%", [(100, "%", ""), (100, "%", "")]),
    ],
)
def test_a_number_is_read_with_its_unit(text, found):
    assert read(text) == [(Decimal(value), unit, rough) for value, unit, rough in found]


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日",
        "3月至12月",
        "天府发〔2024〕12号",
        "第3次会议第十条",
        "“12·4”国家宪法日",
        "12348热线",
        "落实三项制度，公开“五张清单”，做到两级联动",
        "“八五”普法",
        "统筹四个方面，一是加强领导，二是压实责任",
        "一个村、一次会、一批骨干",
        "1.思想认识方面",
        "（三）加强监督",
        "十一、主要安排",
        "万无一失，千家万户",
    ],
)
def test_what_counts_nothing_is_no_number(text):
    assert read(text) == []


@given(
    st.integers(1, 10**7),
    st.sampled_from(["件", "人次", "家次", "名", "条"]),
    st.sampled_from(Style),
)
def test_what_we_print_is_read_back_and_agrees(number, unit, style):
    (found,) = numbers_in(f"全年办理{said(number, unit, style)}。")
    assert found.unit == unit
    assert found.agrees(number), (found, number)


@given(st.integers(1, 9), st.integers(2, 5), st.integers(-1, 10**6))
def test_over_is_true_between_its_round_number_and_the_next(digit, zeros, number):
    base = digit * 10**zeros
    (found,) = numbers_in(f"检查{base}余次")
    assert found.roughness is Roughness.OVER
    assert found.agrees(number) is (base < number < base + 10**zeros)


def test_places_are_those_of_the_text():
    text = "甲乙30件，“丙”56名。"
    assert [text[one.start : one.end] for one in numbers_in(text)] == ["30件", "56名"]


def ours(code=SHIPPED[0]):
    return set_out(template(code), OWN, seed_facts())


@pytest.mark.parametrize("code", SHIPPED)
def test_the_published_report_differs_in_its_growth_rate_alone(code):
    lines = compare(ours(code), PUBLISHED)
    (one,) = differences(lines)
    assert (one.theirs, one.ours, one.code) == ("109%", "107.4%", "education.guides.growth_rate")
    assert dict(counted(lines))[Verdict.ONLY_THEIRS] == 0
    assert dict(counted(lines))[Verdict.EQUAL] == 37


def verdicts(text, **more):
    lines = compare(ours(), text, **more)
    return {one.theirs: (one.verdict, one.code) for one in lines if one.theirs}


def test_another_office_writes_in_its_own_way():
    found = verdicts(
        "一、基本情况\n　　本镇有７个调委会、５６名调解员，受理并化解纠纷１５８起，成功率百分之百。"
        "法律明白人从54名发展到112名，净增58名。\n"
        "　　召开法治政府建设专题会四次；清理规范性文件两次，审核合同6份。"
    )
    assert {code for verdict, code in found.values() if verdict is Verdict.EQUAL} == {
        "committees.two_levels",
        "mediators.total",
        "mediation.resolved",
        "mediation.rate",
        "education.guides",
        "education.guides.growth",
        "meetings.special",
        "cleanups.rounds",
        "contracts.total",
    }
    assert found["54名"] == (Verdict.ONLY_THEIRS, "")


def test_a_list_without_sentences_is_lined_up():
    found = verdicts(
        "(一)依法行政。组织执法培训四期、184人次参加,新办执法证10本,注销7本。\n"
        "开展集中整治6次,检查商户320余家次,下发责令改正文书34份。\n"
        "(二)普法。举办宣传活动三十二场,受教育群众2.1万人次,推送普法信息近60条,更新宣传栏24次。"
    )
    assert {verdict for verdict, _ in found.values()} == {Verdict.EQUAL}
    assert found["2.1万人次"][1] == "education.reach"
    assert found["近60条"][1] == "education.posts"


def test_wrong_numbers_are_told_beside_ours():
    found = verdicts(
        "政务服务大厅办件１，１５２件（代办 35 件）；应急演练3次，培训应急人员120余人次；"
        "代表建议、委员提案办复率和满意率均达到 ９５％；法治宣传栏6处；植树400棵。"
    )
    assert found["1152件"] == (Verdict.EQUAL, "services.handled")
    assert found["35件"] == (Verdict.DIFFERS, "services.agency")
    assert found["3次"] == (Verdict.DIFFERS, "emergency.drills")
    assert found["120余人次"] == (Verdict.EQUAL, "emergency.attendances")
    assert found["6处"] == (Verdict.EQUAL, "education.places.01")
    assert found["95%"][0] is Verdict.DIFFERS
    assert found["400"] == (Verdict.ONLY_THEIRS, "")


def test_what_the_report_does_not_print_is_looked_for_among_the_other_figures():
    made = {"x.oral": value_of("x.oral", 9, said=(9, "口头协议", "件"))}
    assert verdicts("达成口头协议9件。")["9件"][0] is Verdict.ONLY_THEIRS
    assert verdicts("达成口头协议9件。", others=lambda: made)["9件"] == (Verdict.EQUAL, "x.oral")


@given(st.text(max_size=200))
def test_any_text_can_be_compared(text):
    compare(ours(), text)


def test_an_empty_text_leaves_only_ours():
    lines = compare(ours(), "")
    assert {one.verdict for one in lines} == {Verdict.ONLY_OURS}
