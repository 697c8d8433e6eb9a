"""天龙镇's year as the report in the seed has it: every figure comes out of the registers."""

from datetime import date
from random import Random

import pytest

from db.figures.annual_report.comparing import Verdict, compare, differences
from db.figures.annual_report.findings import Level
from db.figures.annual_report.reports import draft_of, report_of
from db.figures.asking import values
from db.figures.catalogue import in_force
from db.figures.certificate_stock import stock
from db.figures.period import Period
from db.registers import ALL
from db.store.check import check
from db.store.database import Database
from db.store.kinds import LinkKind, RowsKind
from desktop.commands.demo.people import People
from desktop.commands.demo.run import fill_cases, fill_year
from desktop.documents.forms import form
from tests.report_facts import PUBLISHED

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The demo's store without its papers, and what the demo would print."""
    path = tmp_path_factory.mktemp("seed") / "store.db"
    random = Random(2024)
    people = People(random)
    with Database.create(path, "陈所长", "demo-2024")[0] as database:
        fill_cases(database, 158, random, people)
        papers = fill_year(database, random, people)
        yield database, papers


def test_every_figure_of_the_report(year):
    database, _ = year
    period = Period.year(2024)
    with database.read() as session:
        found = values(session, in_force(period), period)
        assert stock(session, FIRST, LAST).difference == 0
    exactly = {
        "mediation.resolved": "158件",
        "mediation.rate": "100%",
        "mediation.turned_criminal": "0件",
        "committees.two_levels": "7个",
        "mediators.total": "56名",
        "certificates.issue": "10个",
        "certificates.cancel": "7个",
        "certificates.rate": "100%",
        "campaigns.total": "8次",
        "campaigns.focused": "6次",
        "campaigns.joint": "2次",
        "campaigns.visits": "300余家次",
        "campaigns.field.01": "2次",
        "campaigns.field.02": "2次",
        "campaigns.field.03": "2次",
        "inspections.visits": "300余家次",
        "findings.ordered": "30余个",
        "findings.rectified": "30余个",
        "findings.rate": "100%",
        "supervisors.total": "2名",
        "supervisors.trained": "2名",
        "warnings.fed_back": "1条",
        "warnings.closed_rate": "100%",
        "assessments.departments": "5个",
        "accountability.circulars": "1次",
        "accountability.talks": "1次",
        "trainings.sessions": "4期",
        "trainings.attendances": "184人次",
        "education.events": "32场",
        "education.reach": "2万余人次",
        "education.posts": "50余条",
        "education.activities": "50余次",
        "education.places.01": "6个",
        "education.rooms": "6个",
        "education.guides": "112名",
        "education.guides.growth": "58名",
        "education.guides.growth_rate": "107.4%",
        "consultations.total": "800余人次",
        "aid.granted.persons": "30人次",
        "leading_groups.double_headed": "1个",
        "meetings.special": "4次",
        "meetings.decisions_done_rate": "100%",
        "plans.complete": "1个",
        "plans.made": "1个",
        "tasks.rate": "100%",
        "tasks.late": "0项",
        "tasks.unowned": "0项",
        "cleanups.rounds": "2次",
        "reviews.coverage": "100%",
        "reviews.on_time_rate": "100%",
        "decisions.unreviewed": "0项",
        "normative.filed_on_time_rate": "100%",
        "normative.screened": "2件",
        "contracts.reviewed_rate": "100%",
        "power_list.items": "90项",
        "power_list.posted": "2次",
        "lists.published": "5张",
        "services.handled": "1152件",
        "services.agency": "34件",
        "services.satisfaction_rate": "100%",
        "appeals.response_rate": "100%",
        "proposals.reply_rate": "100%",
        "proposals.meeting_rate": "100%",
        "proposals.satisfaction_rate": "100%",
        "proposals.satisfaction_strict_rate": "83.3%",
        "petitions.closed_rate": "100%",
        "legal_cases.lost": "0件",
        "visits.total": "26家次",
        "emergency.plans_revised": "6个",
        "emergency.plans_without": "0类",
        "emergency.teams": "1支",
        "emergency.trainings": "2期",
        "emergency.attendances": "100余人次",
        "emergency.drills": "2次",
        "emergency.drills.01": "1次",
        "emergency.drills.02": "1次",
        "emergency.informed_rate": "100%",
        "superior_reports.made": "1次",
        "talks.collective": "4次",
        "internal_checks.total": "6次",
        "findings.internal": "12个",
        "findings.internal_corrected": "12个",
        "shortcomings.total": "3个",
        "shortcomings.measures": "3条",
    }
    assert {code: found[code].words for code in exactly} == exactly
    numbers = {"campaigns.visits": 323, "inspections.visits": 335, "findings.ordered": 34}
    assert {code: found[code].number for code in numbers} == numbers


def test_the_report_has_no_errors_and_differs_from_the_published_one_in_one_figure(year):
    database, _ = year
    with database.read() as session:
        drafted, found = draft_of(session, report_of(session, 2024))
    assert [one.sentence for one in found if one.level is not Level.NOTE] == []
    lines = compare(drafted.composed, PUBLISHED)
    (one,) = differences(lines)
    assert (one.theirs, one.ours, one.code) == ("109%", "107.4%", "education.guides.growth_rate")
    assert Verdict.ONLY_THEIRS not in {line.verdict for line in lines}


def test_nobody_is_in_it_twice_and_every_row_knows_its_person(year):
    database, _ = year
    with database.read() as session:
        for cls in ALL:
            for part in (cls, *rows_of(cls)):
                for spec in part.fields.values():
                    if isinstance(spec.kind, LinkKind) and spec.carries:
                        unlinked = [
                            row.id
                            for row in session.query(part)
                            if getattr(row, spec.name) is None
                            and row.name
                            and (spec.shown_when is None or spec.shown_when(row))
                        ]
                        assert unlinked == [], part.__tablename__
    assert check(database).findings == []


def rows_of(cls):
    return [f.kind.row for f in cls.fields.values() if isinstance(f.kind, RowsKind)]


def test_what_the_demo_prints_is_ready_to_be_signed_where_it_is_signed(year):
    database, papers = year
    from desktop.documents.issue import draft

    assert len({code for code, _, _ in papers}) == len(papers) >= 22
    for code, subject, signed in papers:
        paper = draft(database, form(code), subject)
        assert not (signed and paper.missing), (code, paper.missing)
