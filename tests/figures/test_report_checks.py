"""What the checks of a composed report find, beyond contradictions in one sentence."""

from dataclasses import replace

import pytest

from db.figures.annual_report import facts as asking
from db.figures.annual_report.checking import check
from db.figures.annual_report.composing import set_out
from db.figures.annual_report.draft import Draft
from db.figures.annual_report.findings import Level
from db.figures.annual_report.reports import draft
from db.figures.annual_report.template import (
    ADDED,
    DROPPED,
    REWRITTEN,
    OwnText,
    template,
    template_of,
)
from db.registers import Case, LegalAid
from db.store.trouble import Trouble
from tests.filled import filled
from tests.offices import agreed, new_store
from tests.report_facts import OWN, seed_facts, value_of


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("checks")) as made:
        yield made


@pytest.fixture
def checked(database):
    """Checks a report of 2024 with some own words; gives the findings by rule."""

    def ask(*own, facts=None, last=None, code="full"):
        made, texts = template(code), (*OWN, *own)
        known = facts or seed_facts()
        drafted = Draft(made, texts, known, set_out(made, texts, known), last)
        with database.read() as session:
            found = check(session, drafted)
        return {one.rule: one for one in reversed(found)}

    return ask


def rewritten(key, text, **more):
    return OwnText(key, REWRITTEN, text, **more)


def test_a_sound_report_has_nothing_to_tell(checked):
    assert checked() == {}
    assert checked(code="five_parts") == {}


@pytest.mark.parametrize(
    "text",
    ["【待填：情况】", "召开{{会议", "××镇落实到位。", "办理[[其中。", "2025年月日", "（ ）人次"],
)
def test_what_nobody_filled_stops_it(checked, text):
    assert checked(rewritten("heads.duty", text))["unfilled"].level is Level.ERROR


def test_a_required_part_with_nothing_in_it_stops_it(checked):
    empty = replace(seed_facts(), rows={})
    gone = [OwnText(key, DROPPED) for key in ("heads.study", "heads.meetings")]
    assert "存在的问题" in checked(facts=empty)["empty_section"].sentence
    found = checked(rewritten("heads.duty", " "), *gone)
    assert found["empty_section"].key == "heads"
    assert found["empty_section"].level is Level.ERROR
    assert checked(OwnText("heads", DROPPED))["left_out"].level is Level.ERROR


def test_a_year_of_another_report_is_seen(checked):
    assert checked(rewritten("next", "2023年主要安排"))["year"].level is Level.ERROR
    body = checked(rewritten("heads.duty", "主要负责人2019年带头述法，抓了全镇的法治建设。"))
    assert body["year"].level is Level.DOUBT
    assert "year" not in checked(rewritten("heads.duty", "落实《2021年规划》，对比2023年有进步。"))


def test_typed_numbers_are_listed_and_figures_are_not(checked):
    found = checked(rewritten("disputes.cases", "化解{{mediation.resolved}}，其中疑难12件。"))
    assert found["typed"].level is Level.NOTE
    assert "“12件”是手打的数字" in found["typed"].sentence


def test_words_written_for_another_number_are_stale(checked):
    text = "全年化解{{mediation.resolved}}，比去年明显增多。"
    old = rewritten("disputes.cases", text, figures_then=(("mediation.resolved", "201件"),))
    now = rewritten("disputes.cases", text, figures_then=(("mediation.resolved", "158件"),))
    assert "为 201件 时写的，现在是 158件" in checked(old)["stale"].sentence
    assert "stale" not in checked(now)


def test_last_years_words_are_told(checked):
    words = rewritten("heads.duty", "主要负责人带头学法用法，全年听取法治建设情况汇报并现场督办。")
    new = rewritten("heads.duty", "换成了今年的说法，写今年的事。")
    last = set_out(template("full"), (words,), replace(seed_facts(), year=2023, rows={}))
    assert checked(words, last=last)["kept"].level is Level.DOUBT
    assert "kept" not in checked(new, last=last)


def test_a_problem_told_again_word_for_word_is_seen(checked):
    last = set_out(template("full"), (), replace(seed_facts(), year=2023))
    assert checked(last=last)["kept"].key in {"problems.each", "measures.each"}


def test_parts_that_exceed_the_whole_are_seen_in_the_figures(checked):
    found = checked(facts=seed_facts(findings__internal_corrected=13))
    assert found["part"].level is Level.ERROR
    assert "部分大于总数" in found["part"].sentence


def test_a_rate_of_nothing_cannot_be_typed(checked):
    facts = seed_facts()
    none = replace(value_of("proposals.reply_rate"), number=None)
    facts = replace(facts, values={**facts.values, "proposals.reply_rate": none})
    typed = rewritten("supervision.proposals", "建议提案办复率达到100％。")
    assert checked(typed, facts=facts)["empty"].level is Level.ERROR
    assert "empty" not in checked(facts=facts)


def test_the_seeds_growth_rate_typed_by_hand_stops_the_report(checked):
    typed = "法律明白人{{education.guides}}，较上年增加{{education.guides.growth}}，增长率109%。"
    found = checked(rewritten("disputes.guides", typed))
    assert found["growth"].level is Level.ERROR
    assert "应为 107.4%" in found["growth"].sentence


def test_a_rhythm_beside_the_years_count_stops_it(checked):
    text = "每月召开{{meetings.special}}专题会议。"
    assert checked(rewritten("planning.group.meetings", text))["rhythm"].level is Level.ERROR


def test_own_words_that_are_not_printed_are_told(checked):
    zero = seed_facts(visits__total=0)
    found = checked(rewritten("services.visits", "走访企业{{visits.total}}。"), facts=zero)
    assert "没有印出来" in found["left_out"].sentence
    found = checked(OwnText("services.visit", ADDED, "多走一步。"))
    assert "是不是“services.visits”" in found["astray"].sentence


def test_parties_and_applicants_are_not_named_in_public(database, checked):
    with database.step("登记") as session:
        session.add(filled(LegalAid, session, name="欧阳小山"))
    case = agreed(database)
    with database.read() as session:
        party = session.get(Case, case).parties[0].name
    found = checked(rewritten("heads.duty", "帮助欧阳小山追回工资。"))
    assert "法律援助申请人“欧阳小山”" in found["names"].sentence
    found = checked(rewritten("heads.duty", f"调处{party}家的事。"))
    assert "调解当事人" in found["names"].sentence
    assert "names" not in checked()


def one_sentence(text):
    statement = {"key": "one", "text": text}
    return template_of("try", {"name": "试", "title": "报告", "statement": [statement]})


def test_an_unknown_figure_names_the_nearest(database):
    with database.read() as session:
        drafted, found = draft(session, 2024, one_sentence("共{{mediation.resolvd}}。"))
    unknown = [one for one in found if one.rule == "unknown"]
    assert "mediation.resolved" in unknown[0].sentence
    assert unknown[0].level is Level.ERROR
    assert unknown[0].sentence in drafted.composed.problems


def test_a_figure_that_cannot_be_counted_stands_alone(database, monkeypatch):
    counted = asking.values

    def broken(session, figures, period):
        some = list(figures)
        if any(one.code == "mediation.total" for one in some):
            raise Trouble("指标“甲”绕了一圈又用到自己")
        return counted(session, some, period)

    monkeypatch.setattr(asking, "values", broken)
    made = one_sentence("共{{mediation.total}}、{{mediators.total}}。")
    with database.read() as session:
        drafted, found = draft(session, 2024, made)
    assert drafted.facts.unknown == {"mediation.total": "指标“甲”绕了一圈又用到自己"}
    assert "mediators.total" in drafted.facts.values
    assert "unknown" in {one.rule for one in found}


def test_a_year_without_data_says_so(tmp_path):
    with new_store(tmp_path) as empty, empty.read() as session:
        drafted, found = draft(session, 2019, template("full"))
        with pytest.raises(Trouble, match="没有0年"):
            draft(session, 0, template("full"))
    assert {"no_data", "unfilled", "empty_section"} <= {one.rule for one in found}
    assert drafted.composed.figures == {}
