"""A program that works until it is killed: ``python -m tests.faults.worker JOB STORE PASSWORD``."""

import sys
from itertools import count
from pathlib import Path

from db.registers import ALL, Case
from db.store.backup import back_up, restore
from db.store.database import Database
from tests.faults.jobs import JOBS
from tests.offices import agreed_case

assert ALL


def save(store: Path, password: str) -> None:
    """Save, accept and correct cases; each is acknowledged only when its step is done."""
    with Database.open(store, password) as database:
        with database.step("登记纠纷") as session:
            session.add(agreed_case(1))  # the first save of a process is slow
        say("ready")
        for number in count():
            with database.step("登记纠纷") as session:
                case = agreed_case(1)
                case.summary = f"第 {number} 次。" * (number % 50)
                session.add(case)
            say(f"case {case.id}")
            with database.step("受理") as session:
                found = session.get(Case, case.id)
                next(move for move in Case.moves if move.code == "accept").make(found, session)
            say(f"number {found.number_no}")
            if number % 5 == 4:
                say(f"undone {found.number_no}") if database.undo() else None


def copy(store: Path, password: str) -> None:
    """Back up again and again."""
    with Database.open(store, password) as database:
        say("ready")
        for number in count():
            say(f"copy {back_up(database, store.parent / 'copies', str(number)).name}")


def put_back(store: Path, password: str) -> None:
    """Restore the same copy again and again."""
    (made,) = (store.parent / "copies").glob("*.db")
    say("ready")
    for _ in count():
        restore(made, store, password)
        say("restored")


def say(line: str) -> None:
    """Acknowledge; what was said before the death counts."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    job, where, secret = sys.argv[1:]
    if job in JOBS:
        JOBS[job](Path(where), secret, say)
    else:
        {"save": save, "copy": copy, "put_back": put_back}[job](Path(where), secret)
