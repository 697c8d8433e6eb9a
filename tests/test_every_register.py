"""What holds for every register alike; a new register need only stand in ``ALL`` to be tested."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import func, select

from db.registers import ALL
from db.store.attachments import NewFile, attach, tally
from db.store.check import check
from db.store.codes import codes
from db.store.database import Database
from db.store.history import CHANGE, STEP
from db.store.kinds import (
    ChoiceKind,
    ChoicesKind,
    FileKind,
    LinkKind,
    LongTextKind,
    RowsKind,
    StateKind,
    TextKind,
)
from db.store.links import captions, offered
from db.store.listing import Listing
from db.store.problems import Level
from db.store.record import Record, register
from db.store.record_history import story_of
from tests.contents import contents
from tests.filled import filled

each_register = pytest.mark.parametrize("cls", ALL, ids=[cls.__tablename__ for cls in ALL])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("registers")
    made, _code = Database.create(folder / "store.db", "张所长", "一二三四五六七八")
    with made:
        yield made


def classes(cls):
    """The register and the rows it is made of."""
    return [cls, *(f.kind.row for f in cls.fields.values() if isinstance(f.kind, RowsKind))]


def kept(database, cls, **values):
    """A filled record of the register, saved in a step of its own."""
    with database.step(f"登记{cls.title}") as session:
        record = filled(cls, session, **values)
        session.add(record)
    return record


def test_registers_differ():
    for names in ([cls.title for cls in ALL], [cls.__tablename__ for cls in ALL]):
        assert len(set(names)) == len(names)


@each_register
def test_labels_are_unique(cls):
    for part in classes(cls):
        labels = Counter(f.label for f in part.fields.values())
        assert [label for label, number in labels.items() if number > 1] == []


@each_register
def test_every_field_has_its_place(cls):
    assert [f.name for f in cls.fields.values() if not f.section] == []
    assert cls.title
    assert cls.group
    assert any(f.listed for f in cls.fields.values())


@each_register
def test_what_a_register_names_exists(cls):
    assert cls.name_field in cls.fields
    assert cls.newest_first is None or cls.fields[cls.newest_first].kind.code == "date"
    for part in classes(cls):
        assert part.name_field in part.fields
        for spec in part.fields.values():
            if isinstance(spec.kind, ChoiceKind | ChoicesKind):
                assert codes(spec.kind.table).leaves(), spec.kind.table
            if isinstance(spec.kind, ChoicesKind):
                for entry in codes(spec.kind.table).leaves():
                    assert spec.kind.parse(entry.name) == entry.code, "a name holds a separator"
            for name in spec.carries:
                assert name in part.fields, spec.name
                assert name in register(spec.kind.table).fields, spec.name
            if isinstance(spec.kind, LinkKind):
                assert register(spec.kind.table) in ALL
            assert set(spec.recalls) <= set(part.fields), spec.name
            assert bool(spec.alike) == bool(spec.repeats), spec.name
            if spec.repeats:
                assert spec.alike in part.fields
                assert set(spec.repeats) <= set(spec.kind.row.fields)


@each_register
def test_the_short_form_is_short_and_enough(cls):
    quick = [f for f in cls.fields.values() if f.quick]
    assert len(quick) <= 8
    for part in classes(cls):
        short = {f.name for f in part.fields.values() if f.quick}
        wanted = {
            f.name
            for f in part.fields.values()
            if f.required and not f.computed and f.fresh() in (None, "")
        }
        assert not short or wanted <= short | {"state"}, part.__tablename__


@each_register
def test_moves_speak_of_states_and_fields(cls):
    if not cls.moves:
        assert "state" not in cls.fields
        return
    states = dict(cls.fields["state"].kind.names)
    assert len({move.code for move in cls.moves}) == len(cls.moves)
    assert set(cls.strip) <= set(states)
    reached = {cls.fields["state"].fresh()}
    for _ in states:
        reached |= {move.after for move in cls.moves if reached & set(move.before)}
    assert reached - {None} == set(states), "a state that no move leads to"
    for move in cls.moves:
        assert {*move.before, move.after} - {None} <= set(states), move.code
        assert {*move.needs, *move.asks} <= set(cls.fields), move.code


@each_register
def test_functions_run_on_an_empty_record(cls):
    for part in classes(cls):
        record = part.fresh()
        blank = part(**{f.name: [] for f in part.fields.values() if isinstance(f.kind, RowsKind)})
        for one in (record, blank):
            ask_everything(one)
    empty = cls.fresh()
    empty.settle()
    assert empty.caption
    if not cls.written_by_program:
        required = [f for f in cls.fields.values() if f.required and f.fresh() in (None, "")]
        assert {f.name for f in required if not f.computed} <= {p.path for p in empty.stopping()}


@each_register
def test_functions_run_on_a_filled_record(cls, database):
    with database.step("试填") as session:
        record = filled(cls, session)
        ask_everything(record)
        record.settle()
        problems = record.problems()
        assert [p for p in problems if p.level is Level.STOP] == []
        for problem in problems:
            assert problem.sentence.rstrip("。")
            assert problem.path.split("[")[0].split(".")[0] in cls.fields
        for move in cls.moves:
            move.hindrances(record, session)
        session.expunge_all()


def ask_everything(record):
    """Call every function that the register hangs on its fields."""
    for spec in type(record).fields.values():
        for test in (spec.shown_when, spec.needed_when, spec.locked_when):
            if test:
                test(record)
        if spec.computed:
            spec.computed(record)
        told = record.implied(spec.name)
        assert set(told) <= type(record).fields.keys()
        assert not told or getattr(record, spec.name) is not None  # a blank field tells nothing
        spec.kind.format(getattr(record, spec.name))
    assert isinstance(record.called() or "", str)
    list(record.rules())
    if isinstance(record, Record):
        record.problems()
        record.next_moves()
        assert all(record.advice())


@each_register
def test_filled_means_filled(cls, database):
    with database.step("试填") as session:
        record = filled(cls, session)
        record.settle()
        empty = [
            f.name
            for f in cls.fields.values()
            if not f.computed
            and not f.restricts
            and not (f.shown_when and not f.shown_when(record))
            and getattr(record, f.name) in (None, "", [])
        ]
        session.expunge_all()
    assert empty == []


@each_register
def test_text_and_json_give_the_value_back(cls, database):
    with database.step("试填") as session:
        record = filled(cls, session)
        session.expunge_all()
    for spec in cls.fields.values():
        value = getattr(record, spec.name)
        if isinstance(spec.kind, RowsKind | LinkKind):
            continue
        assert spec.kind.from_json(spec.kind.to_json(value)) == value, spec.name
        if not isinstance(spec.kind, FileKind):
            assert spec.kind.parse(spec.kind.format(value)) == value, spec.name


@each_register
def test_each_change_is_noted_and_undone_exactly(cls, database):
    before = contents(database)
    record = kept(database, cls)
    added = contents(database)
    edited = edit(database, cls, record.id)
    assert edited, "nothing could be edited"
    changed = contents(database)
    assert changed != added
    database.undo()
    assert contents(database) == added
    database.redo()
    assert contents(database) == changed
    database.undo()
    database.undo()
    assert contents(database) == before


def edit(database, cls, record_id):
    """Change every text, amount and row of a record; gives the names of the changed fields."""
    with database.read() as session:
        record = session.get(cls, record_id)
    done = []
    for spec in cls.fields.values():
        if spec.computed or isinstance(spec.kind, LinkKind | StateKind | ChoiceKind | ChoicesKind):
            continue
        if spec.locked_when and spec.locked_when(record):
            continue
        value = getattr(record, spec.name)
        if isinstance(spec.kind, RowsKind):
            setattr(record, spec.name, list(reversed(value))[:1])
        elif isinstance(spec.kind, TextKind | LongTextKind):
            setattr(record, spec.name, f"{value or ''}改")
        elif isinstance(value, bool):
            setattr(record, spec.name, not value)
        elif isinstance(value, int):
            setattr(record, spec.name, value + 1)
        else:
            continue
        done.append(spec.name)
    with database.step("修改") as session:
        session.merge(record)
    with database.read() as session:
        now = session.get(cls, record_id)
    for name in done:
        if not isinstance(cls.fields[name].kind, RowsKind):
            assert getattr(now, name) == getattr(record, name)
    return done


@each_register
def test_any_record_carries_attachments(cls, database):
    table, record = cls.__tablename__, kept(database, cls)
    file = NewFile("现场.jpg", "image/jpeg", f"{table}的照片".encode(), pages=1)

    def count():
        with database.read() as session:
            return tally(session, table, record.id).files

    with database.step("附上 1 个文件") as session:
        attach(session, table, record.id, [file])
    counts = [count()]
    for act in (database.undo, database.redo):
        act()
        counts.append(count())
    assert counts == [1, 0, 1]
    with database.read() as session:
        assert story_of(session, cls, record.id)[0].lines[0].after == "文件名 现场.jpg，页数 1"


@each_register
def test_history_tells_every_column(cls, database):
    record = kept(database, cls)
    with database.read() as session:
        step = session.scalar(select(func.max(STEP.c.id)))
        noted = session.scalar(
            select(CHANGE.c.content).where(
                CHANGE.c.step_id == step,
                CHANGE.c.table_name == cls.__tablename__,
                CHANGE.c.row_id == record.id,
            )
        )
    for column in cls.__table__.columns:
        if getattr(record, column.key) is not None:
            assert f'"{column.key}":' in noted


@each_register
def test_a_failed_step_keeps_nothing(cls, database):
    before = contents(database)

    def fail():
        with database.step("失败") as session:
            session.add(filled(cls, session))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(database) == before


@each_register
def test_lists_find_it_by_its_caption_and_searched_fields(cls, database):
    record = kept(database, cls)
    with database.read() as session:
        word = record.caption.split()[-1]
        found = Listing(cls, search=word)
        assert record.id in found.page(session, 0, 1000)
        for spec in cls.fields.values():
            value = getattr(record, spec.name)
            if spec.searched and value:
                text = spec.kind.format(value).split()[0]
                ids = Listing(cls, search=text).page(session, 0, 1000)
                assert record.id in ids, spec.name
        assert captions(session, cls.__tablename__, [record.id]) == {record.id: record.caption}
        assert (record.id, record.caption) in offered(session, cls.__tablename__, word)


@each_register
def test_lists_show_and_sort_by_every_column(cls, database):
    record = kept(database, cls)
    with database.read() as session:
        listing = Listing(cls)
        total = listing.count(session)
        for spec in listing.columns:
            for descending in (False, True):
                rows = listing.sorted_by(spec.name, descending=descending).page(session, 0, 1000)
                assert len(rows) == total
        ((_, cells),) = listing.lines(session, [record.id], masked=False)
        for column, spec in enumerate(listing.columns):
            if not isinstance(spec.kind, LinkKind):
                assert cells[column] == spec.shown(getattr(record, spec.name))


def all_of(listing, session):
    return [number for numbers in listing.keys(session) for number in numbers]


@each_register
def test_the_recycle_bin_gives_it_back(cls, database):
    record = kept(database, cls)
    with database.step("删除") as session:
        session.get(cls, record.id).deleted_at = datetime.now()
    with database.read() as session:
        assert record.id not in all_of(Listing(cls), session)
        assert record.id in all_of(Listing(cls, deleted=True), session)
    database.undo()
    with database.read() as session:
        assert record.id in all_of(Listing(cls), session)


@each_register
def test_what_tells_a_person_is_sensitive(cls):
    """ID numbers, birth dates, private telephones and home addresses are masked outside the form.

    The telephone and address of an office, a committee or a village are public: a register of
    persons is one that has an ID number.
    """
    for part in classes(cls):
        kinds = {f.kind.code for f in part.fields.values()}
        for spec in part.fields.values():
            private = spec.kind.code == "id_number" or (
                "id_number" in kinds
                and (spec.kind.code == "phone" or spec.name in ("born_on", "address"))
            )
            assert not private or spec.sensitive, spec.name


def test_after_all_this_everything_can_be_proven(database):
    assert check(database).sound
