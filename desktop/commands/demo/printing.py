"""The demo's printing: agreements as one job, one printed twice, blanks out, typed in and void."""

from datetime import date
from pathlib import Path

from db.registers import BlankForm, Case
from db.registers.blank_form import Handwritten, enter
from db.registers.printing import SAVED, enter_printed
from db.store.database import Database
from db.store.whole_file import write_whole
from desktop.documents.blank_sheets import make_blanks
from desktop.documents.forms import blanks_for, form
from desktop.documents.joined import Batch, collect

_BLANKS = 5


def fill(database: Database, folder: Path, cases: list[int]) -> list[tuple[str, str]]:
    """Print the cases' agreements as one job, those of the first case once more, and blanks."""
    batch = collect(database, form("agreement"), cases)
    made = [_printed(database, folder / "printing" / "一次打印的协议书.pdf", batch)]
    _noted(database, Batch(batch.title, batch.papers[:1]))
    for known in blanks_for(Case)[:1]:
        blanks = make_blanks(database, known, _BLANKS)
        made.append(_printed(database, folder / "printing" / "空白协议书.pdf", blanks))
        numbers = [paper.printout.about_id for paper in blanks.papers]
        with database.step("补录空白文书") as session:
            sheet = session.get_one(BlankForm, numbers[0])
            today = Handwritten(sheet.id, sheet.number, date.today())
            enter(session, today, session.get_one(Case, cases[0]))
        with database.step("空白文书作废") as session:
            sheet = session.get_one(BlankForm, numbers[1])
            sheet.void_reason = "写坏了"
            next(move for move in sheet.moves if move.code == "void").make(sheet, session)
    return made


def _printed(database: Database, path: Path, batch: Batch) -> tuple[str, str]:
    path.parent.mkdir(exist_ok=True)
    write_whole(path, batch.pdf())
    _noted(database, batch)
    return f"{path.parent.name}/{path.name}", batch.sentence()


def _noted(database: Database, batch: Batch) -> None:
    enter_printed(database, [(paper.printout, 1) for paper in batch.papers], SAVED)
