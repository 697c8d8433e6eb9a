"""Records that were read before come back changed; and many are saved in one step."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Case
from db.registers.mediation import Party, Term
from db.store.check import check
from tests.offices import agreed_case
from tests.store.test_steps import contents, saved_case


def test_a_detached_record_comes_back_with_its_rows(database):
    case = saved_case(database)
    with database.read() as session:
        found = session.get(Case, case.id)
    first, second = found.parties
    third = Party.fresh(role="3", name="王五")
    found.parties = [third, second]
    found.terms.append(Term.fresh(text="张三付款。", amount=1_280_000))
    found.meetings[0].place = "调解室"
    with database.step("修改") as session:
        session.merge(found)
    with database.read() as session:
        now = session.get(Case, case.id)
    assert [(p.name, p.position) for p in now.parties] == [("王五", 0), ("李四", 1)]
    assert now.parties[1].id == second.id
    assert now.amount == 1_280_000
    assert "张三" not in now.dossier_name + now.caption + now.found_by
    assert now.meetings[0].place == "调解室"
    with database.read() as session:
        assert session.get(Party, first.id) is None
    assert check(database).sound
    before = contents(database)
    database.undo()
    with database.read() as session:
        assert [p.name for p in session.get(Case, case.id).parties] == ["张三", "李四"]
    database.redo()
    assert contents(database) == before


def test_a_new_record_can_be_merged(database):
    with database.step("登记") as session:
        session.merge(agreed_case(1))
    with database.read() as session:
        assert len(session.scalars(select(Case)).one().parties) == 2


def test_a_row_changed_alone_settles_its_record(database):
    """Also where the record itself was never loaded in the step."""
    case = saved_case(database)
    with database.step("改名") as session:
        session.scalars(select(Party).where(Party.name == "张三")).one().name = "赵六"
    with database.read() as session:
        found = session.get(Case, case.id)
    assert "赵六" in found.caption
    assert "赵六" in found.found_by
    with database.step("去掉一条") as session:
        session.delete(session.scalars(select(Term)).one())
    with database.read() as session:
        assert session.get(Case, case.id).terms == []
    assert check(database).sound


def test_a_removed_row_is_noted_as_it_was_loaded(database):
    case = saved_case(database)
    with database.step("改了又删") as session:
        meeting = session.get(Case, case.id).meetings[0]
        meeting.place = "没有保存过的地点"
        session.delete(meeting)
    database.undo()
    with database.read() as session:
        assert session.get(Case, case.id).meetings[0].place is None


def test_saving_many_in_one_step_does_not_look_at_all_of_them_again(database, monkeypatch):
    """Numbers are given record by record, each with a flush: the whole must stay linear."""
    asked = [0]
    really = Session.is_modified

    def counting(*arguments, **options):
        asked[0] += 1
        return really(*arguments, **options)

    monkeypatch.setattr(Session, "is_modified", counting)
    kept = []
    with database.step("导入") as session:
        for _ in range(60):
            case = agreed_case(1)
            session.add(case)
            session.flush()
            next(move for move in Case.moves if move.code == "accept").make(case, session)
            session.flush()
            kept.append(case)
    assert [case.number_no for case in kept] == list(range(1, 61))
    assert asked[0] < 60 * 10
