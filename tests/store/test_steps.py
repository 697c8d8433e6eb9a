"""A step: all of it or nothing, with its history, told afterwards, and taken back when wished."""

import json
import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, event, select, update

from db.registers import Case, Committee, LawEvent, Mediator, Place
from db.registers.mediation import CaseMediator, Meeting, Party, Term
from db.store.check import check
from db.store.counters import Counter, next_number
from db.store.history import CHANGE, STEP
from db.store.listing import Listing
from db.store.record import Record
from db.store.trouble import Trouble
from tests.contents import contents
from tests.offices import agreed_case


def steps(database):
    with database.read() as session:
        return session.execute(select(STEP).order_by(STEP.c.id)).all()


def changes(database, step_id):
    with database.read() as session:
        found = session.execute(select(CHANGE).where(CHANGE.c.step_id == step_id)).all()
    return [(row.table_name, row.action, json.loads(row.content)) for row in found]


def saved_case(database, **values):
    with database.step("登记纠纷") as session:
        case = agreed_case(1)
        for name, value in values.items():
            setattr(case, name, value)
        session.add(case)
    return case


def fail_in(database, work):
    """Do ``work`` in a step that fails at its very end."""

    def step():
        with database.step("失败") as session:
            work(session)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step()


# ---- all or nothing ----


def test_a_failing_step_keeps_nothing_and_spoils_nothing(database):
    case = saved_case(database)
    before, history = contents(database), steps(database)

    def work(session):
        session.add(agreed_case(1))
        found = session.get(Case, case.id)
        found.parties.pop()
        found.summary = "改了"
        next_number(session, "committee:1", 2024, "人调")

    fail_in(database, work)
    assert contents(database) == before
    assert steps(database) == history
    assert check(database).sound
    saved_case(database)
    assert check(database).sound


def test_the_history_is_in_the_step_itself(database):
    """When the history cannot be written, the change is not kept either."""
    before = contents(database)

    @event.listens_for(database.engine, "before_cursor_execute")
    def refuse(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO step"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        saved_case(database)
    event.remove(database.engine, "before_cursor_execute", refuse)
    assert contents(database) == before


def test_a_step_tells_who_what_and_when(database):
    saved_case(database)
    last = steps(database)[-1]
    assert (last.who, last.name, last.kind) == ("张所长", "登记纠纷", "do")
    assert datetime.fromisoformat(last.at) <= datetime.now()
    assert last.changes == len(changes(database, last.id))


def test_an_edit_tells_before_and_after(database):
    case = saved_case(database)
    with database.step("修改") as session:
        session.get(Case, case.id).summary = "另一种说法"
    ((table, action, content), *others) = changes(database, steps(database)[-1].id)
    assert (table, action, others) == ("mediation", "edit", [])
    assert content["summary"] == ["通道堆放杂物影响通行。", "另一种说法"]
    assert set(content) <= {"summary", "found_by"}


def test_a_step_without_changes_leaves_none_and_tells_nobody(database):
    case = saved_case(database)
    before, heard = steps(database), []
    database.changed.append(heard.append)
    with database.step("什么也没做"):
        pass
    with database.read() as session:
        same = session.get(Case, case.id)
    with database.step("原样保存") as session:
        session.merge(same)
    with database.step("改了又改回") as session:
        found = session.get(Case, case.id)
        found.summary, kept = "改了", found.summary
        found.summary = kept
    assert steps(database) == before
    assert heard == []


# ---- who hears of it ----


def test_listeners_hear_after_the_step_is_kept(database):
    heard = []

    def listen(tables):
        with database.read() as session:
            heard.append((tables, Listing(Case).count(session)))
        with database.step("听众也能保存") as session:
            if len(heard) == 1:
                session.add(Mediator.fresh(name="丙"))

    database.changed.append(listen)
    saved_case(database)
    children = {"mediation_party", "mediation_mediator", "mediation_meeting", "mediation_term"}
    assert heard[0] == (frozenset({"mediation", "person", *children}), 1)
    assert heard[1] == (frozenset({"mediator", "person"}), 1)


def test_listeners_hear_nothing_of_a_failed_step(database):
    heard = []
    database.changed.append(heard.append)
    fail_in(database, lambda session: session.add(agreed_case(1)))
    assert heard == []


def test_listeners_hear_of_undo_and_redo(database):
    saved_case(database)
    heard = []
    database.changed.append(heard.append)
    database.undo()
    database.redo()
    assert len(heard) == 2
    assert heard[0] == heard[1] >= {"mediation"}


# ---- what a step refuses ----


def test_steps_do_not_nest(database):
    def nested():
        with database.step("外"), database.step("内"):
            pass

    with pytest.raises(RuntimeError, match="a step within a step"):
        nested()
    saved_case(database)


@pytest.mark.parametrize(
    "statement",
    [
        update(Mediator).values(name="全改"),
        delete(Mediator),
        Mediator.__table__.insert().values(name="丙"),
        update(Mediator.__table__).values(name="全改"),
    ],
    ids=["update", "delete", "insert", "core update"],
)
def test_bulk_changes_are_refused(database, statement):
    before = contents(database)

    def bulk():
        with database.step("全改") as session:
            session.execute(statement)

    with pytest.raises(RuntimeError, match="one by one"):
        bulk()
    assert contents(database) == before


def test_a_value_that_stands_already_is_told(database):
    before = contents(database)

    def twice():
        with database.step("登记") as session:
            session.add(Committee.fresh(name="测试镇人民调解委员会", short_name="另", kind="1"))

    with pytest.raises(Trouble, match="已有“名称”相同的记录"):
        twice()
    assert contents(database) == before


def test_a_link_to_a_missing_record_is_told(database):
    with pytest.raises(Trouble, match="指向的记录已经不在"):
        saved_case(database, place_id=4711)


def test_what_others_point_at_cannot_be_removed(database):
    saved_case(database)

    def remove():
        with database.step("彻底删除") as session:
            session.delete(session.get(Committee, 1))

    with pytest.raises(Trouble, match="还有别的记录用到它"):
        remove()


def test_a_required_blank_is_told(database):
    def blank():
        with database.step("登记") as session:
            session.add(Mediator.fresh())

    with pytest.raises(Trouble, match="必填"):
        blank()


def test_a_character_that_no_file_holds_is_told(database):
    before = contents(database)
    with pytest.raises(Trouble, match="不能保存的字符"):
        saved_case(database, closing_note="半个字符\ud800")

    def named():
        with database.step("名字\udfff") as session:
            session.add(Mediator.fresh(name="丙"))

    with pytest.raises(Trouble, match="不能保存的字符"):
        named()
    with pytest.raises(Trouble, match="不能保存的字符"), database.read() as session:
        Listing(Case, search="\ud800").count(session)
    assert contents(database) == before


@pytest.mark.parametrize(
    "values",
    [
        {"accepted_on": datetime(2024, 6, 5, 9)},
        {"accepted_on": "2024-06-05"},
        {"persons_involved": "3"},
        {"persons_involved": True},
        {"death": 1},
        {"summary": 5},
        {"deleted_at": datetime(2024, 6, 5, 9, tzinfo=UTC)},
    ],
    ids=str,
)
def test_a_value_of_another_type_is_a_bug_and_not_kept(database, values):
    """It would read back as another value than the history holds."""
    before = contents(database)
    with pytest.raises(Exception, match=r"cannot hold|accepts only|only accept"):
        saved_case(database, **values)
    assert contents(database) == before


def test_odd_but_lawful_values_are_kept_exactly(database):
    text = "天" * 10**6 + "\x00\n𬀩"
    case = saved_case(
        database, closing_note=text, extended_to=date(1, 1, 1), persons_involved=-(2**63)
    )
    with database.step("删除") as session:
        session.get(Case, case.id).deleted_at = datetime(2024, 6, 5, 9, 12, 33, 123456)
    with database.read() as session:
        found = session.get(Case, case.id)
    assert (found.closing_note, found.extended_to) == (text, date(1, 1, 1))
    assert found.deleted_at == datetime(2024, 6, 5, 9, 12, 33, 123456)
    assert check(database).sound
    database.undo()
    database.undo()
    database.redo()
    with database.read() as session:
        assert session.get(Case, case.id).closing_note == text
    assert check(database).sound


# ---- several threads ----


def test_threads_save_one_after_another(database):
    failed = []

    def save(name):
        try:
            for number in range(5):
                with database.step(f"{name}{number}") as session:
                    found = session.scalar(select(Counter).filter_by(series=name))
                    assert (found.last if found else 0) == number
                    next_number(session, name, 2024, "试")
                    next_number(session, "所有人", 2024, "试")
                    session.add(Mediator.fresh(name=f"{name}{number}"))
                with database.read() as session:
                    Listing(Mediator).count(session)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=save, args=(f"线{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    with database.read() as session:
        assert session.scalar(select(Counter.last).filter_by(series="所有人")) == 30
    assert check(database).sound


def test_every_register_knows_its_children():
    for child in (Party, CaseMediator, Meeting, Term):
        assert child.owner == Case.__tablename__
    assert issubclass(Case, Record)


def test_who_looks_keeps_few_pages_of_the_file_in_memory_and_who_writes_many(database):
    def kilobytes(session) -> int:
        return -session.connection().exec_driver_sql("PRAGMA cache_size").scalar()

    for _ in range(2):
        with database.step("写") as session:
            assert kilobytes(session) >= 32_000
        with database.read() as session:
            assert kilobytes(session) <= 8000


def test_who_reads_cannot_write_whatever_the_connection_did_before(database):
    for number in range(2):
        with database.step("登记") as session:
            session.add(Place.fresh(name=f"{number}村", kind="2"))
        with pytest.raises(Trouble, match="只读"), database.read() as session:
            session.connection().exec_driver_sql("DELETE FROM place")
    with database.read() as session:
        assert session.query(Place).count() == 2


def test_several_choices_are_kept_in_their_tables_order_whoever_writes_them(database):
    with database.step("活动") as session:
        event = LawEvent.fresh(name="讲座", starts_on=date(2026, 1, 8), audience="03,01,02,01")
        session.add(event)
    with database.read() as session:
        kept = session.get(LawEvent, event.id).audience
    kind = LawEvent.fields["audience"].kind
    assert kept == kind.parse(kind.format(kept)), "what is read back from a sheet is no change"
    assert kept == "01,02,03"
