"""A report composed from its template: what is printed, what is left out, how headings count."""

from dataclasses import replace

import pytest

from db.figures.annual_report.composed import Block, Place, Run
from db.figures.annual_report.composing import set_out
from db.figures.annual_report.condition import holds
from db.figures.annual_report.numbering import chinese, numbered
from db.figures.annual_report.plain import body_of, cleaned, text_of, tidied
from db.figures.annual_report.template import (
    ADDED,
    DROPPED,
    REWRITTEN,
    OwnText,
    Template,
    template,
    template_of,
    templates,
)
from db.store.trouble import Trouble
from tests.report_facts import OWN, seed_facts, value_of


def said(text, facts=None, *, when="", otherwise="", own=()):
    """What one statement prints."""
    data = {
        "name": "试",
        "title": "{{town}}{{year}}年报告",
        "statement": [{"key": "one", "text": text, "when": when, "otherwise": otherwise}],
    }
    composed = set_out(template_of("try", data), own, facts or seed_facts())
    return composed, "".join(block.text for block in composed.blocks)


def full(*own, facts=None):
    return set_out(template("full"), (*OWN, *own), facts or seed_facts())


def test_the_whole_report_reads_as_one():
    composed = full()
    text = text_of(composed)
    assert composed.title == "天龙镇2024年法治政府建设年度报告"
    assert "十、主要负责人履行" in text
    assert "十一、2025年主要安排" in text
    assert "增加58名，增长率107.4%" in text
    assert "检查市场主体300余家次" in text
    assert "没有发生民间纠纷转化为刑事案件" in text
    assert not {"{", "}", "[", "]", "【", "—"} & set(text)
    assert set(composed.figures) == {r.code for b in composed.blocks for r in b.runs if r.code}


@pytest.mark.parametrize("made", templates(), ids=lambda made: made.code)
def test_shipped_templates_are_sound(made):
    for one in made.statements:
        holds(one.when, {})
        assert one.each or one.text, one.key
        assert not one.level or one.text or one.heading, one.key


def test_a_sentence_without_its_figure_is_left_out_and_says_why():
    nothing = replace(seed_facts(), values={"visits.total": value_of("visits.total", 0)})
    composed, text = said("走访企业{{visits.total}}。", nothing)
    assert text == ""
    assert composed.left_out[0].reason == "走访企业没有数字"
    assert said("走访企业{{visits.total}}。", nothing, otherwise="没有走访。")[1] == "没有走访。"


def test_zero_is_said_on_purpose_only_of_a_register_that_was_kept():
    code = "mediation.turned_criminal"
    kept = replace(seed_facts(), values={code: value_of(code)})
    unkept = replace(seed_facts(), values={code: value_of(code, kept=False)})
    text = "民转刑{{mediation.turned_criminal}}。"
    assert said(text, kept)[1] == "民转刑0件。"
    assert said(text, unkept)[1] == ""
    assert said("没有。", unkept, when=f"{code} == 0")[1] == ""


def test_no_rate_is_printed_without_anything_to_be_counted():
    composed = full(facts=seed_facts(proposals__reply_rate=0, proposals__total=0))
    assert "办复率" not in text_of(composed)


@pytest.mark.parametrize(
    ("number", "words"), [(300, "300家次"), (301, "300余家次"), (299, "200余家次")]
)
def test_rounding_follows_the_true_value(number, words):
    text = text_of(full(facts=seed_facts(inspections__visits=number)))
    assert f"检查市场主体{words}" in text


def test_a_figure_can_be_printed_exactly_or_bare():
    text = "{{inspections.visits}}/{{inspections.visits|exact}}/{{inspections.visits|number}}"
    assert said(text)[1] == "300余家次/323家次/323"
    assert said("{{mediation.rate|exact}}/{{mediation.rate|number}}")[1] == "100%/100"


def test_optional_words_go_with_their_figure():
    facts = seed_facts(services__agency=0)
    text = "办理{{services.handled}}[[，其中代办{{services.agency}}]]。"
    assert said(text)[1] == "办理1152件，其中代办34件。"
    assert said(text, facts)[1] == "办理1152件。"


def test_an_unknown_code_is_seen_in_its_place():
    facts = replace(seed_facts(), unknown={"services.handeld": "没有指标“services.handeld”"})
    assert said("办理{{services.handeld}}。", facts)[1] == "办理【没有指标“services.handeld”】。"


def test_the_office_changes_words_and_figures_stay_figures():
    own = OwnText("disputes.cases", REWRITTEN, "调处各类纠纷{{mediation.resolved}}，带动3个村。")
    composed = full(own)
    runs = [run for block in composed.blocks for run in block.runs if run.key == own.key]
    assert [(run.text, run.code, run.typed) for run in runs] == [
        ("调处各类纠纷", "", False),
        ("158件", "mediation.resolved", False),
        ("，带动", "", False),
        ("3个", "", True),
        ("村。", "", False),
    ]


def test_words_are_added_behind_a_statement_or_taken_out():
    added = OwnText("disputes.cases", ADDED, "另有专章说明。")
    gone = OwnText("disputes.crime", DROPPED)
    text = body_of(full(added, gone))
    assert "化解率100%。另有专章说明。" in text
    assert "刑事案件" not in text


def test_own_words_of_several_lines_are_several_paragraphs():
    composed, _ = said("x", own=(OwnText("one", REWRITTEN, "第一段。\r\n第二段。"),))
    assert [block.text for block in composed.blocks] == ["第一段。", "第二段。"]


def test_years_and_names_are_no_typed_numbers():
    composed, _ = said("{{year-1}}年以来落实三项制度、“五张清单”，12·4国家宪法日办了2场。")
    assert [run.text for run in composed.blocks[0].runs if run.typed] == ["2场"]


def test_problems_and_measures_stand_in_the_same_order():
    text = body_of(full())
    found = [
        text.index(one) for one in ("1.思想认识方面。", "2.法治宣传方面。", "3.执法监督方面。")
    ]
    told = [text.index(one) for one in ("1.落实法治责任。", "2.改进普法选题。", "3.充实监督力量。")]
    assert found + told == sorted(found + told)


def heading(level, text, key=""):
    place = (Place.HEADING_1, Place.HEADING_2, Place.HEADING_3, Place.HEADING_4)[level - 1]
    return Block(place, (Run(text),), key=key)


def paragraph(text="文。"):
    return Block(Place.PARAGRAPH, (Run(text),))


def test_headings_are_counted_by_level_and_empty_ones_go():
    blocks = [
        heading(1, "甲"),
        heading(2, "空的"),
        heading(2, "乙"),
        heading(3, "丙"),
        paragraph(),
        heading(3, "丁"),
        heading(4, "戊"),
        paragraph(),
        heading(1, "也空"),
        heading(1, "己", "kept"),
        heading(1, "庚"),
        paragraph(),
    ]
    shown = [f"{one.number}{one.text}" for one in numbered(blocks, {"kept"})]
    assert shown == [
        "一、甲", "（一）乙", "1.丙", "文。", "2.丁", "（1）戊", "文。", "二、己", "三、庚", "文。",
    ]  # fmt: skip


def test_chinese_numbers():
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 99)] == [
        "一", "九", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip


def test_a_run_in_heading_ends_with_a_full_stop():
    composed = full()
    run_in = [block for block in composed.blocks if block.run_in]
    assert run_in
    assert all(block.text.endswith("。") for block in run_in)
    assert "（一）提高政务服务水平。梳理编制权责清单90项" in body_of(composed)


def test_pasted_text_loses_what_nobody_sees():
    pasted = "召开\u00a0会议\u200b ４ 次，办理１，１５２件\u00ad，占９８．５％\u2028下一行"
    assert tidied(pasted) == "召开会议4次，办理1152件，占98.5%\n下一行"
    assert cleaned("\ufeff甲\r\n 乙\u3000\x0b丙 ") == "甲\n乙\n丙"


def test_an_unknown_template_names_those_there_are():
    with pytest.raises(Trouble, match="five_parts（五项必备内容）"):
        template("five")
    with pytest.raises(ValueError, match="one key"):
        template_of("x", {"name": "", "title": "", "statement": [{"key": "a", "text": "b"}] * 2})


def test_an_empty_template_gives_an_empty_report():
    composed = set_out(Template("t", "", "{{year}}", ()), (), seed_facts())
    assert (composed.title, composed.blocks) == ("2024", ())
