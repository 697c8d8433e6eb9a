"""Numbers of a report that cannot all be true are told, true ones are left alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures.annual_report.contradictions import contradictions
from db.figures.annual_report.findings import Level
from db.figures.annual_report.publishing import unfit
from db.figures.annual_report.said import said_in_text


def told(text):
    return [(one.rule, one.level) for one in contradictions(said_in_text(text))]


def sentences(text):
    return " ".join(one.sentence for one in contradictions(said_in_text(text)))


def test_the_seeds_triple_is_caught_with_the_right_rate():
    text = "“法律明白人”达112人,较上年增加58人,增长率109%,开展法律服务活动50余次。"
    assert told(text) == [("growth", Level.ERROR)]
    assert "上年是 54，增长率应为 107.4%，写的是 109%" in sentences(text)


@pytest.mark.parametrize("rate", ["107.4%", "107%", "107.41%"])
def test_a_rate_is_right_to_the_place_it_is_written(rate):
    assert told(f"法律明白人112人，比上年增加58人，增长率{rate}。") == []


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 4000))
def test_growth_is_wrong_exactly_when_it_does_not_round_to_it(before, more, tenths):
    exact = Fraction(more * 1000, before)
    right = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    for number, wrong in ((right, False), (right + 1 + tenths, True)):
        rate = f"{number // 10}.{number % 10}%"
        text = f"调解员{before + more}人，较上年增加{more}人，增长率{rate}。"
        assert ("growth" in {rule for rule, _ in told(text)}) is wrong


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("法律明白人由54人增加到112人，增长109%。", "growth"),
        ("纠纷80件，比上年减少20件，下降25%。", "growth"),
        ("调解员58人，较上年增加58人，增长率100%。", "growth"),
        ("办理事项30件，代办34件。", "part"),
        ("发现问题12个，纠正13个。", "part"),
        ("调解纠纷20件，其中书面协议25件。", "part"),
        ("调解纠纷20件，其中成功15件、不成8件。", "part"),
        ("召开联席会议4次，研究事项若干，共7次。", "part"),
        ("开展宣传4次、培训2次，共计7次。", "part"),
        ("每季度开展检查，全年共3次。", "rhythm"),
        ("每月召开例会1次，全年10次。", "rhythm"),
        ("每月召开专题会议4次。", "rhythm"),
        ("坚持按季研判，每季度组织谈话3次。", "rhythm"),
        ("收到诉求0件，响应率100%。", "empty"),
        ("配备人民调解员56名。\n全镇人民调解员达58名。", "twice"),
    ],
)
def test_contradictions_are_told(text, rule):
    assert rule in {found for found, _ in told(text)}, text


@pytest.mark.parametrize(
    "text",
    [
        "纠纷80件，比上年减少20件，下降20%。",
        "法律明白人由54人增加到112人，增长107.4%。",
        "办理事项1152件，代办34件，满意率增长到98%。",
        "调解纠纷20件，其中成功15件、不成5件。",
        "发现并纠正问题12个。",
        "开展宣传4次、培训3次，共7次。",
        "召开联席会议7次，共7次。",
        "检查企业20家，开展宣传4次、培训3次，共计7次。",
        "在4个村各开展宣传2次，赶场宣传4次，共12次。",
        "开展宣传4次，全年共调解纠纷7次。",
        "每月召开例会1次，全年12次。",
        "每季度开展谈心谈话，全年4次。",
        "每月4次入户宣传，惠及群众300人次。",
        "每季度研究法治工作，办理建议3件。",
        "民转刑案件0件，化解纠纷158件。",
        "人民调解员56名。去年人民调解员50名。",
        "检查市场主体300余家次。\n检查市场主体323家次。",
        "培训4期。\n应急培训2期。",
    ],
)
def test_what_can_be_true_is_left_alone(text):
    assert told(text) == [], text


def unfit_in(*texts):
    return [(one.rule, one.level) for one in unfit(("k", text) for text in texts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("申请人52040318800101001X到所", ("privacy", Level.ERROR)),
        ("身份证５２０４０３１８８００１０１００１７", ("privacy", Level.ERROR)),
        ("身份证520403 18800101 0017", ("privacy", Level.ERROR)),
        ("联系电话13800138000", ("privacy", Level.DOUBT)),
        ("电话１３８ ００１３ ８０００", ("privacy", Level.DOUBT)),
        ("电话0851-34222222", ("privacy", Level.NOTE)),
        ("卡号6222 0200 0000 0000 000", ("privacy", Level.ERROR)),
        ("机密★1年", ("secrecy", Level.ERROR)),
        ("绝密", ("secrecy", Level.ERROR)),
        ("秘密★10年", ("secrecy", Level.ERROR)),
        ("内部资料，注意保存", ("secrecy", Level.DOUBT)),
    ],
)
def test_what_must_not_be_published_is_found(text, found):
    assert found in unfit_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "拨打12348热线咨询800余人次",
        "为当事人保守商业秘密",
        "办理各类事项1152件，代办34件",
        "2024年12月31日，天府发〔2024〕12号",
        "开展内部监督检查6次",
        "资金12345678元",
    ],
)
def test_what_may_be_published_is_left_alone(text):
    assert unfit_in(text) == []


def test_a_found_number_is_not_printed_whole():
    (one,) = unfit([("k", "身份证520403188001010017")])
    assert "520403188001010017" not in one.sentence
