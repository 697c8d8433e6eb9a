"""A kept report: its words, its frozen versions, its way to the public, last year beside it."""

from datetime import date
from decimal import Decimal

import pytest

from db.figures.annual_report.freezing import composed_of, figures_of, freeze
from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.own_text import own_texts, write
from db.figures.annual_report.plain import text_of
from db.figures.annual_report.reconciling import reconciliation
from db.figures.annual_report.reports import as_it_stands, draft_of, report_of
from db.figures.annual_report.rows import annexes_of, rows_of
from db.figures.annual_report.template import ADDED, DROPPED, REWRITTEN, templates
from db.figures.annual_report.two_years import two_years
from db.figures.catalogue import catalogue
from db.figures.deadlines import due
from db.registers import AnnualReport, Office, Shortcoming, Task
from db.store.check import check
from db.store.moves import way_to
from db.store.problems import Level
from db.store.trouble import Trouble
from tests.offices import new_store, settle
from tests.returns import agreed_one

DUTY = "主要负责人带头研究法治建设工作，全年化解纠纷{{mediation.resolved}}。"


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path) as made:
        settle(made)
        agreed_one(made)
        with made.step("登记") as session:
            office = session.query(Office).one()
            office.township, office.district = "测试镇", "测试区"
            session.add(
                Shortcoming.fresh(
                    year=2024, heading="宣传方面", problem="办法不多", causes="人手少",
                    measure_heading="改进宣传", measure="用本地案例讲法",
                )
            )  # fmt: skip
            report = AnnualReport.fresh(
                year=2024, dated=date(2025, 2, 5), number="测府报〔2025〕1号"
            )
            session.add(report)
            session.flush()
            write(session, report, "heads.duty", REWRITTEN, DUTY)
            write(session, report, "next.own", REWRITTEN, "继续抓好执法规范和普法两件大事。")
        yield made


@pytest.mark.parametrize("made", templates(), ids=lambda made: made.code)
def test_shipped_templates_ask_for_figures_that_there_are(made):
    asked = {code.removesuffix("@last") for one in made.statements for code in one.codes}
    parts = {code for pair in lexicon().parts for code in pair}
    assert (asked | parts) - catalogue().keys() == set()


def kept(session):
    report = report_of(session, 2024)
    assert report is not None
    return report


def frozen(database):
    with database.step("定稿") as session:
        report = kept(session)
        drafted, found = draft_of(session, report)
        freeze(session, report, drafted, found, by="测试员")
        session.flush()
        way_to(report, "final")[0].make(report, session)
    return drafted


def test_a_report_is_composed_in_the_offices_words(database):
    with database.read() as session:
        drafted, found = draft_of(session, kept(session))
    text = text_of(drafted.composed)
    assert drafted.composed.signed_by == "测试镇人民政府"
    assert drafted.composed.letterhead.number == "测府报〔2025〕1号"
    assert "全年化解纠纷1件。" in text
    assert "1.宣传方面。办法不多。主要原因：人手少。" in text
    assert "1.改进宣传。用本地案例讲法。" in text
    assert text.endswith("测试镇人民政府\n2025年2月5日\n")
    assert drafted.composed.problems == ()
    assert [one.sentence for one in found if one.rule == "unknown"] == []


def test_the_office_takes_its_words_back(database):
    with database.step("改写") as session:
        report = kept(session)
        write(session, report, "heads.duty", REWRITTEN, "改过的话。")
        write(session, report, "disputes.crime", DROPPED)
        write(session, report, "disputes.cases", ADDED, "再加一句。")
        assert [row.key for row in report.texts].count("heads.duty") == 1
        write(session, report, "disputes.cases", ADDED)
        with pytest.raises(KeyError):
            write(session, report, "no.such", REWRITTEN, "x")
    with database.read() as session:
        said = {one.key: (one.way, one.text) for one in own_texts(kept(session))}
    assert said["heads.duty"] == (REWRITTEN, "改过的话。")
    assert said["disputes.crime"] == (DROPPED, "")
    assert "disputes.cases" not in said
    database.undo()
    with database.read() as session:
        assert own_texts(kept(session))[0].text == DUTY
    assert check(database).sound


def test_words_note_the_figures_they_were_written_for(database):
    with database.read() as session:
        assert own_texts(kept(session))[0].figures_then == (("mediation.resolved", "1件"),)
    agreed_one(database)
    with database.read() as session:
        _, found = draft_of(session, kept(session))
    assert "stale" in {one.rule for one in found}


def test_a_version_says_the_same_for_ever(database):
    drafted = frozen(database)
    agreed_one(database)
    with database.read() as session:
        report = kept(session)
        then, now = as_it_stands(session, report), draft_of(session, report)[0].composed
        figures = figures_of(report.newest)
    assert text_of(then) == text_of(drafted.composed)
    assert then.blocks == drafted.composed.blocks
    assert then.letterhead == drafted.composed.letterhead
    assert "化解纠纷2件" in text_of(now)
    assert figures["mediation.resolved"].number == 1
    assert figures["mediation.rate"].number == Decimal("100.0")
    assert figures["mediation.resolved"].records == {"": {"mediation": "1"}}


def test_a_version_that_was_altered_is_refused(database):
    frozen(database)
    with database.read() as session:
        version = kept(session).newest
    version.content = version.content.replace("宣传方面", "宣教方面")
    with pytest.raises(Trouble, match="绕过程序改动过"):
        composed_of(version)


def test_a_report_with_errors_is_not_frozen(database):
    with database.step("改写") as session:
        write(session, kept(session), "next.own", REWRITTEN, "【待填】")
    with pytest.raises(Trouble, match="还有错误没有改正"):
        frozen(database)


def test_only_what_was_frozen_becomes_final_and_public(database):
    with database.read() as session:
        report = kept(session)
        (move,) = way_to(report, "final")
        assert "还没有定稿版本" in move.hindrances(report, session)[0].sentence
    frozen(database)
    with database.step("退回") as session:
        report = kept(session)
        report.returned = "区里要求补充"
        next(m for m in report.moves if m.code == "revise").make(report, session)
        write(session, report, "heads.duty", REWRITTEN, "补充了一句。")
        session.flush()
        (move,) = way_to(report, "final")
        assert "又改过文字" in move.hindrances(report, session)[0].sentence


def test_what_the_check_before_publication_found_is_answered_first(database):
    with database.step("改写") as session:
        write(session, kept(session), "next.own", REWRITTEN, "咨询请拨13800138000，欢迎监督。")
    frozen(database)
    with database.read() as session:
        report = kept(session)
        report.state, report.published_on = "reported", date(2025, 3, 20)
        report.published_at, report.reviewed_by = "区政府网站", "测试所长"
        (move,) = way_to(report, "published")
        (problem,) = move.hindrances(report, session)
        assert "手机号" in problem.sentence
        report.cleared = "是公布的咨询电话"
        assert move.hindrances(report, session) == []


def test_one_report_a_year_and_template(database):
    with database.read() as session:
        again = AnnualReport.fresh(year=2024)
        assert any(p.level is Level.STOP for p in again.conflicts(session))
        assert not list(AnnualReport.fresh(year=2024, template="five_parts").conflicts(session))


def test_another_template_keeps_the_words_it_has_a_place_for(database):
    with database.read() as session:
        drafted, _ = draft_of(session, kept(session), "five_parts")
    assert "全年化解纠纷1件。" in text_of(drafted.composed)


def test_handing_in_and_publishing_have_their_days(database):
    def days(today):
        with database.read() as session:
            items = due(session, today)
        return {one.code: one.due_on for one in items if one.register == "annual_report"}

    first, second = days(date(2025, 2, 10)), days(date(2025, 3, 10))
    last, published = date(2025, 2, 28), date(2025, 3, 31)  # before 1 March, before 1 April
    assert first == {"annual_report": last}
    assert second == {"annual_report": last, "annual_report_published": published}


def test_two_years_stand_side_by_side(database):
    frozen(database)
    with database.step("去年的") as session:
        next_year = AnnualReport.fresh(year=2025)
        session.add(next_year)
    agreed_one(database)
    with database.read() as session:
        figures = draft_of(session, report_of(session, 2025))[0].composed.figures
        lines = {one.code: one for one in two_years(session, figures)}
        told = {
            one.code: one
            for one in two_years(session, draft_of(session, kept(session))[0].composed.figures)
        }
    mediators = lines["mediators.total"]
    assert (mediators.now, mediators.then, mediators.change) == ("2名", "2名", "+0")
    resolved = told["mediation.resolved"]
    assert (resolved.now, resolved.then, resolved.change, resolved.rate) == (
        "2件",
        "—",
        "",
        "",
    )  # nothing was kept before 2024


def test_every_figure_is_reconciled_with_its_records(database):
    with database.read() as session:
        drafted, found = draft_of(session, kept(session))
        text = reconciliation(session, drafted, found)
    for code, value in drafted.composed.figures.items():
        assert value.figure.code in text, code
    assert "印作：1件" in text
    assert "登记簿：人民调解" in text
    assert "mediation 1" in text
    assert "没有印出的语句" in text


def test_next_years_tasks_are_its_arrangements(database):
    with database.step("下达") as session:
        for subject, section in (("完成执法轮训", "4"), ("修订预案", "6"), ("评查案卷", "4")):
            task = Task.fresh(subject=subject, section=section, starts_on=date(2025, 1, 6))
            session.add(task)
    with database.read() as session:
        told = rows_of(session, 2024)["arrangements"]
        assert rows_of(session, 2023)["arrangements"] == []
        assert annexes_of(session, 2024) == ()
    assert told == [
        {"heading": "行政执法", "text": "完成执法轮训；评查案卷。"},
        {"heading": "突发事件应对", "text": "修订预案。"},
    ]
