"""Whatever people do, in whatever order, the history replayed from nothing equals the tables."""

import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from db.registers import Case, Mediator
from db.registers.mediation import Party, Term, Visit
from db.store.check import check
from db.store.database import Database
from db.store.history import CHANGE, STEP, told_tables
from db.store.history_values import whole_row
from db.store.trouble import Trouble
from tests.contents import contents
from tests.offices import agreed_case, walk
from tests.store.conftest import PASSWORD

TABLES = told_tables()
places, words = st.integers(0, 9), st.text("天地人张李 \n%_'\"\\0", max_size=8)


def whole(database):
    """Every row of every table, as the history would hold it."""
    with database.read() as session:
        return {
            (table.name, row["id"]): whole_row(table, row)
            for table in TABLES
            for row in session.execute(select(table)).mappings()
        }


def replayed(database):
    """The same from the history alone."""
    rows = {}
    with database.read() as session:
        for change in session.execute(select(CHANGE).order_by(CHANGE.c.id)):
            here, content = (change.table_name, change.row_id), json.loads(change.content)
            if change.action == "add":
                assert here not in rows
                rows[here] = content
            elif change.action == "remove":
                assert rows.pop(here) == content
            else:
                for name, (before, after) in content.items():
                    assert rows[here].get(name) == before
                    rows[here][name] = after
                rows[here] = {n: value for n, value in rows[here].items() if value is not None}
    return rows


class Office(RuleBasedStateMachine):
    """People at work; ``states`` are the contents that undo and redo walk along."""

    template: Path

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "store.db"
        for ending in ("", ".keys"):
            shutil.copyfile(f"{self.template}{ending}", f"{self.path}{ending}")
        self.database = Database.open(self.path, PASSWORD)
        self.states, self.at, self.steps = [contents(self.database)], 0, self.count()

    def teardown(self):
        if hasattr(self, "database"):
            assert replayed(self.database) == whole(self.database)
            self.database.close()
            self.folder.cleanup()

    def count(self):
        with self.database.read() as session:
            return len(session.execute(select(STEP.c.id)).all())

    def done(self):
        """After anything that may have been a step."""
        if self.count() > self.steps:
            self.states[self.at + 1 :] = [contents(self.database)]
            self.at, self.steps = self.at + 1, self.count()

    def case(self, place):
        with self.database.read() as session:
            cases = session.scalars(select(Case).order_by(Case.id)).all()
        return cases[place % len(cases)] if cases else None

    def save(self, record):
        with self.database.step("修改") as session:
            session.merge(record)
        self.done()

    @rule(amount=st.none() | st.integers(0, 10**9), oral=st.booleans())
    def add(self, amount, oral):
        with self.database.step("登记纠纷") as session:
            case = agreed_case(1)
            case.terms[0].amount = amount
            case.agreement_form = "oral" if oral else "written"
            session.add(case)
        self.done()

    @rule(name=words)
    def add_mediator(self, name):
        with self.database.step("登记调解员") as session:
            session.add(Mediator.fresh(name=name))
        self.done()

    @rule(place=places, text=words)
    def edit(self, place, text):
        if case := self.case(place):
            case.summary, case.recorder = text, text or None
            self.save(case)

    @rule(place=places, order=st.permutations(range(4)), keep=st.integers(0, 4), name=words)
    def change_parties(self, place, order, keep, name):
        """Rows are put in another order, some go, one comes."""
        if case := self.case(place):
            rows = [case.parties[n] for n in order if n < len(case.parties)][:keep]
            case.parties = [*rows, Party.fresh(role="3", name=name)]
            self.save(case)

    @rule(place=places, count=st.integers(0, 3))
    def change_terms_and_visits(self, place, count):
        if case := self.case(place):
            case.terms = [*case.terms[1:], *(Term.fresh(text=f"条款{n}") for n in range(count))]
            day = datetime(2024, 7, 1).date()
            case.visits.append(Visit.fresh(visited_on=day, visited="张三", visitor_id=1))
            self.save(case)

    @rule(place=places, amount=st.integers(0, 10**6))
    def edit_one_row_alone(self, place, amount):
        with self.database.step("改一行") as session:
            terms = session.scalars(select(Term).order_by(Term.id)).all()
            if terms:
                terms[place % len(terms)].amount = amount
        self.done()

    @rule(place=places)
    def bin_or_back(self, place):
        if case := self.case(place):
            with self.database.step("删除或恢复") as session:
                found = session.get(Case, case.id)
                found.deleted_at = None if found.deleted_at else datetime.now()
            self.done()

    @rule(place=places, move=st.sampled_from(["accept", "agree", "agree", "end", "void", "close"]))
    def go(self, place, move):
        if case := self.case(place):
            try:
                walk(self.database, case.id, move)
            except Trouble:
                assert self.count() == self.steps
            self.done()

    @rule(place=places)
    def fail(self, place):
        with pytest.raises(ZeroDivisionError):
            self.half_a_step(place)
        assert self.count() == self.steps

    def half_a_step(self, place):
        with self.database.step("半步") as session:
            session.add(agreed_case(1))
            session.flush()
            found = session.scalars(select(Case).order_by(Case.id)).all()
            session.delete(found[place % len(found)])
            session.flush()
            raise ZeroDivisionError

    def undo_once(self):
        self.database.undo()
        self.at, self.steps = self.at - 1, self.count()
        assert contents(self.database) == self.states[self.at]

    def redo_once(self):
        self.database.redo()
        self.at, self.steps = self.at + 1, self.count()
        assert contents(self.database) == self.states[self.at]

    @precondition(lambda self: self.at > 0)
    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(min(times, self.at)):
            self.undo_once()

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(min(times, len(self.states) - 1 - self.at)):
            self.redo_once()

    @precondition(lambda self: self.at > 0)
    @rule(times=st.integers(1, 4))
    def back_and_forth_changes_nothing(self, times):
        times = min(times, self.at)
        for _ in range(2):
            for _ in range(times):
                self.undo_once()
            for _ in range(times):
                self.redo_once()

    @rule()
    def close_and_reopen(self):
        self.database.close()
        assert {p.name for p in self.path.parent.iterdir()} <= {
            "store.db",
            "store.db.keys",
            "store.db.lock",
        }
        self.database = Database.open(self.path, PASSWORD)

    @invariant()
    def history_equals_tables(self):
        if hasattr(self, "database"):
            assert check(self.database).findings == []
            assert contents(self.database) == self.states[self.at]
            offers = self.at + 1 < len(self.states)
            assert (self.database.offered("redo") is not None) == offers


@pytest.fixture
def machine(template):
    Office.template = template[0]
    return Office


def test_history_always_equals_the_tables(machine):
    """More of it: ``pytest tests/faults``."""
    settle = settings(
        max_examples=10,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(machine, settings=settle)
