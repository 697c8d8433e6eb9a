"""天龙镇's year as the report in the seed has it: every figure comes out of the registers."""

from datetime import date
from random import Random

import pytest

from db.figures import education as law
from db.figures.brief import brief
from db.figures.certificate_stock import acts, stock
from db.figures.certificates import on_post, trainings
from db.figures.consultations import consultations
from db.figures.legal_aid import legal_aid_figures
from db.registers import ALL
from db.store.check import check
from db.store.database import Database
from db.store.kinds import LinkKind, RowsKind
from desktop.commands.demo import education, enforcement, legal_aid
from desktop.commands.demo.people import People
from desktop.commands.demo.run import fill_cases
from desktop.documents.forms import form

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The demo's store without its papers, and what the demo would print."""
    path = tmp_path_factory.mktemp("seed") / "store.db"
    random = Random(2024)
    people = People(random)
    with Database.create(path, "陈所长", "demo-2024")[0] as database:
        fill_cases(database, 158, random, people)
        papers = [
            paper
            for part in (enforcement, legal_aid, education)
            for paper in part.fill(database, random, people)
        ]
        yield database, papers


def test_every_figure_of_the_report(year):
    database, _ = year
    with database.read() as session:
        mediation, post = brief(session, 2024), on_post(session, LAST)
        guides = law.growth(session, LAST)
        aid = legal_aid_figures(session, FIRST, LAST, LAST)
        found = {
            "disputes": (mediation.agreed, mediation.rate),
            "committees": (mediation.committees, mediation.mediators),
            "issued": len(acts(session, "issue", FIRST, LAST)),
            "cancelled": len(acts(session, "cancel", FIRST, LAST)),
            "on post": post.percent,
            "identity": stock(session, FIRST, LAST).difference,
            "trainings": len(trainings(session, 2024)),
            "attendances": sum(one.attendances for one in trainings(session, 2024)),
            "events": law.events(session, FIRST, LAST).value,
            "boards": law.boards(session, LAST).value,
            "rooms": law.rooms(session, LAST).value,
            "guides": (guides.now.value, guides.before.value, str(guides.rate)),
            "aid": aid.granted.persons,
        }
        assert found == {
            "disputes": (158, 1.0),
            "committees": (7, 56),
            "issued": 10,
            "cancelled": 7,
            "on post": "100 %",
            "identity": 0,
            "trainings": 4,
            "attendances": 184,
            "events": 32,
            "boards": 6,
            "rooms": 6,
            "guides": (112, 54, "107.4"),
            "aid": 30,
        }
        assert len(post.certified) == len(post.on_post) > 0
        for figure, least, most in (
            (law.reach(session, FIRST, LAST), 20_000, 30_000),
            (law.posts(session, FIRST, LAST), 50, 60),
            (law.activities(session, FIRST, LAST), 50, 60),
            (consultations(session, FIRST, LAST), 800, 900),
        ):
            assert least < figure.value < most, figure.name
            assert len(set(figure.behind)) == len(figure.behind) > 0


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
