"""Runs the demo: settles the township, writes its cases, prints, signs, takes pictures."""

import argparse
from datetime import date
from pathlib import Path
from random import Random

from sqlalchemy import select

from db.registers import Case, Committee, Mediator, Office
from db.store.database import Database
from db.store.moves import way_to
from db.store.trouble import Trouble
from db.store.whole_file import write_whole
from desktop.commands.demo.cases import Committees, Writer
from desktop.commands.demo.people import People
from desktop.commands.demo.showpieces import SHOWPIECES
from desktop.commands.demo.township import settle_township
from desktop.documents import seals
from desktop.documents.forms import form
from desktop.documents.issue import issue

PASSWORD = "demo-2024"  # noqa: S105 - the demo says so itself
YEAR = 2024
_BATCH = 20


def run(args: argparse.Namespace) -> int:
    """Make the demo; gives the exit code."""
    folder = Path(args.out)
    if args.cases < len(SHOWPIECES):
        raise Trouble(f"件数至少 {len(SHOWPIECES)}", wrong_input=True)
    made: list[tuple[str, str]] = []
    database, code = Database.create(folder / "store.db", "陈所长", PASSWORD)
    with database:
        cases = _fill(database, args.cases, args.seed)
        made.append(("store.db", f"加密仓库，密码 {PASSWORD}，恢复码 {code}"))
        made += _agreements(database, folder / "agreements", cases)
        made += _screenshots(database, folder / "screenshots")
        with database.read() as session:
            counts = [
                f"{session.query(cls).count()} {cls.unit}{cls.title}"
                for cls in (Committee, Mediator, Case)
            ]
        made.insert(1, ("", "、".join(counts)))
    for name, said in made:
        print(f"{name}\t{said}" if name else f"\t{said}")
    return 0


def _fill(database: Database, count: int, seed: int) -> list[int]:
    """The township and its cases; gives the ids of the showpieces."""
    random = Random(seed)  # noqa: S311 - invented people, no secret
    people = People(random)
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


def _agreements(database: Database, folder: Path, cases: list[int]) -> list[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    made = []
    for case in cases:
        paper = issue(database, form("agreement"), case, PASSWORD)
        path = folder / f"{paper.name}.pdf"
        write_whole(path, paper.pdf)
        made.append((f"agreements/{path.name}", f"{paper.pages} 页，已电子签名"))
    return made


def _screenshots(database: Database, folder: Path) -> list[tuple[str, str]]:
    from desktop.windows.pictures import take_pictures

    folder.mkdir(exist_ok=True)
    return [
        (f"screenshots/{path.name}", said) for path, said in take_pictures(database, folder, YEAR)
    ]
