"""Whatever is done to definitions and rows: history proves it, undo gives all back."""

from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.registers import OwnRegister
from db.registers.own import OwnField
from db.store.check import check
from db.store.database import Database
from db.store.trouble import Trouble
from tests.offices import PASSWORD, new_store

_KINDS = st.sampled_from("1234567")
_ACTS = st.one_of(
    st.tuples(st.just("field"), _KINDS),
    st.tuples(st.just("drop"), st.integers(0, 4)),
    st.tuples(st.just("kind"), st.integers(0, 4), _KINDS),
    st.tuples(st.just("rename"), st.integers(0, 4)),
    st.tuples(st.just("row"), st.integers(0, 99)),
    st.sampled_from([("hide",), ("undo",), ("redo",), ("reopen",)]),
)
_VALUES = {
    "text": lambda n: f"文{n}",
    "long_text": lambda n: f"长\n{n}",
    "whole": lambda n: n,
    "money": lambda n: n * 100,
    "date": lambda n: date(2024, 1, 1 + n % 28),
    "choice": lambda n: str(1 + n % 2),
    "yes_no": lambda n: bool(n % 2),
}


def act(database: Database, what: str, *how) -> None:
    """One thing that people may do; what is refused is refused whole."""
    if what in {"undo", "redo"}:
        try:
            getattr(database, what)()
        except Trouble:
            return
    elif what == "row":
        for cls in database.own.in_force:
            with database.step("登记") as session:
                values = {n: _VALUES[f.kind.code](how[0]) for n, f in cls.fields.items()}
                session.add(cls.fresh(**values))
    else:
        with database.step("改") as session:
            record = session.scalar(select(OwnRegister))
            if record is not None:
                change(record, what, *how)


def change(record: OwnRegister, what: str, *how) -> None:
    columns = record.columns
    if what == "field" and len(columns) < 6:
        columns.append(OwnField.fresh(label=f"栏{len(columns)}", kind=how[0], options="甲、乙"))
    elif what == "hide":
        record.deleted_at = None if record.deleted_at else datetime(2026, 1, 1)
    elif what in ("drop", "kind", "rename") and how[0] < len(columns):
        row = columns[how[0]]
        if what == "drop" and how[0]:
            row.dropped = not row.dropped
        elif what == "kind":
            row.kind = how[1]
            row.options = row.options or "甲、乙"
        elif what == "rename":
            row.label += "改"


def contents(database: Database):
    """Every value that people could see, by record and label."""
    found = []
    with database.read() as session:
        for cls in database.own.in_force:
            for record in session.scalars(select(cls).order_by(cls.id)):
                said = {f.label: f.kind.format(getattr(record, n)) for n, f in cls.fields.items()}
                found.append((cls.title, record.id, said))
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_ACTS, max_size=10))
def test_nothing_is_lost_and_everything_can_be_proven(tmp_path_factory, acts):
    database = new_store(tmp_path_factory.mktemp("machine"))
    try:
        with database.step("自建") as session:
            fields = [OwnField.fresh(label="名", kind="1"), OwnField.fresh(label="数", kind="3")]
            session.add(OwnRegister.fresh(name="试", columns=fields))
        act(database, "row", 7)
        for what, *how in acts:
            if what == "reopen":
                seen = contents(database)
                database.close()
                database = Database.open(database.path, PASSWORD)
                assert contents(database) == seen
            else:
                act(database, what, *how)
        assert check(database).findings == []
        seen, steps = contents(database), 0
        while database.offered("undo") is not None:
            database.undo()
            steps += 1
        assert database.own.every == ()
        for _ in range(steps):
            database.redo()
        assert contents(database) == seen
        assert check(database).findings == []
    finally:
        database.close()
