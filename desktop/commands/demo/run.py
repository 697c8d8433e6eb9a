"""Runs the demo: settles the township, writes its year, prints, signs, takes pictures."""

import argparse
from datetime import date
from pathlib import Path
from random import Random

from sqlalchemy import select

from db.registers import Office, in_force
from db.store.database import Database
from db.store.listing import Listing
from db.store.moves import way_to
from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.commands.demo import (
    affairs,
    after_agreement,
    annual_report,
    dossier,
    education,
    emergency,
    enforcement,
    governing,
    keeping,
    legal_aid,
    merging,
    oversight,
    own,
    present,
    printing,
    statistics,
    subsidies,
    supervision,
    trust,
    workbooks,
)
from desktop.commands.demo.cases import Committees, Writer
from desktop.commands.demo.people import People
from desktop.commands.demo.showpieces import SHOWPIECES
from desktop.commands.demo.township import settle_township
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import draft, issue

PASSWORD = "demo-2024"  # noqa: S105 - the demo says so itself
YEAR = 2024
CASES = 158
Print = tuple[str, int | date, bool]
"""A paper to print: its form, what it is about, whether the office signs it."""

_BATCH = 20
_PARTS = (
    enforcement,
    legal_aid,
    education,
    supervision,
    governing,
    affairs,
    oversight,
    emergency,
)
"""Each writes its part of the year and says which of its papers are printed."""


def run(args: argparse.Namespace) -> int:
    """Make the demo; gives the exit code."""
    folder = Path(args.out)
    count = CASES if args.cases is None else args.cases
    if count < len(SHOWPIECES):
        raise Trouble(f"件数至少 {len(SHOWPIECES)}", wrong_input=True)
    made: list[tuple[str, str]] = []
    database, code = Database.create(folder / "store.db", "陈所长", PASSWORD)
    random = Random(args.seed)  # noqa: S311 - invented people, no secret
    people = People(random)
    with database:
        cases = fill_cases(database, count, random, people)
        papers: list[Print] = after_agreement.fill(database, cases[1])
        if args.cases is None:
            filed: list[Print] = [("dossier", dossier.fill(database, cases[-1]), False)]
            made += _printed(database, folder, "dossier", filed)
            papers += fill_year(database, random, people)
        made.append(("store.db", f"加密仓库，密码 {PASSWORD}，恢复码 {code}"))
        made.append(("", _counted(database)))
        made += _printed(database, folder, "agreements", [("agreement", n, True) for n in cases])
        made += _printed(database, folder, "forms", papers)
        made += printing.fill(database, folder, cases)
        if args.cases is None:
            made += workbooks.write(database, folder / "workbooks")
            made += statistics.fill(database, folder, PASSWORD)
            made += annual_report.write_files(database, folder / "report")
            made += merging.fill(database, folder, PASSWORD)
            number = present.fill(database, date.today())
            made.append(("", f"另有本季和上季的近况 {number} 条，首页上看得到"))
            made += _printed(database, folder, "forms", trust.fill(database))
            made += _printed(database, folder, "forms", keeping.fill(database, folder))
        made += _screenshots(database, folder / "screenshots")
    for name, said in made:
        print(f"{name}\t{said}" if name else f"\t{said}")
    return 0


def _counted(database: Database) -> str:
    """How many records each register holds."""
    with database.read() as session:
        kept = [cls for cls in in_force(session) if not cls.written_by_program]
        numbers = [(cls, Listing(cls).count(session)) for cls in kept]
    return "、".join(f"{cls.title} {number} {cls.unit}" for cls, number in numbers if number)


def fill_year(database: Database, random: Random, people: People) -> list[Print]:
    """All that the township did in the year beside mediating, and its report; the papers of it."""
    papers = [paper for part in _PARTS for paper in part.fill(database, random, people)]
    papers += subsidies.fill(database)
    own.fill(database, random)
    return [*papers, *annual_report.fill(database)]


def fill_cases(database: Database, count: int, random: Random, people: People) -> list[int]:
    """The township and its cases; gives the ids of the showpieces."""
    with database.step("登记本所、村居、调委会和调解员") as session:
        settle_township(session, random, people)
    with database.step("制作签名证书") as session:
        office = session.scalar(select(Office))
        seals.make_own(session, office.name if office else "", PASSWORD)
        seals.publish(session, database.path)
    with database.read() as session:
        committees = Committees.of(session)
    writer = Writer(random, people, committees)
    planned = [(piece(writer), True) for piece in SHOWPIECES]
    days = writer.days(YEAR, count - len(planned))
    planned += [(writer.draw(day), False) for day in days]
    planned.sort(key=lambda item: item[0].accepted_on or date.max)
    shown: list[int] = []
    for start in range(0, len(planned), _BATCH):
        with database.step("登记人民调解案件") as session:
            for case, showpiece in planned[start : start + _BATCH]:
                session.add(case)
                for move in way_to(case, "closed"):
                    move.make(case, session)
                if showpiece:
                    shown.append(case.id)
    return shown


def _printed(
    database: Database, folder: Path, name: str, papers: list[Print]
) -> list[tuple[str, str]]:
    """Print each paper, signed where the office signs, into a folder of that name."""
    made = []
    for code, subject, signed in papers:
        (folder / name).mkdir(exist_ok=True)
        if signed:
            paper = issue(database, form(code), subject, PASSWORD)
        else:
            paper = draft(database, form(code), subject)
        path = folder / name / paper.file_name
        write_whole(path, paper.pdf)
        state = "，已电子签名" if paper.signed else "，草稿" if paper.missing else ""
        made.append((f"{name}/{path.name}", f"{paper.pages} 页{state}"))
    return made


def _screenshots(database: Database, folder: Path) -> list[tuple[str, str]]:
    from desktop.windows.gallery.pictures import take_pictures

    folder.mkdir(exist_ok=True)
    return [
        (f"screenshots/{path.name}", said) for path, said in take_pictures(database, folder, YEAR)
    ]
