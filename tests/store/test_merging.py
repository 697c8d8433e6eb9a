"""Records that were read before come back changed; and many are saved in one step."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import Case
from db.registers.mediation import Party, Term
from db.store.check import check
from db.store.trouble import Trouble
from tests.offices import agreed_case, walk
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


# ---- what others saved meanwhile ----


def opened(database, number):
    with database.read() as session:
        return session.get(Case, number)


def save(database, record):
    with database.step("保存") as session:
        session.merge(record)


def test_an_open_form_does_not_take_an_acceptance_back(database):
    form = opened(database, saved_case(database).id)
    walk(database, form.id, "accept")
    form.summary = "在表单里改的"
    form.parties[0].name = "赵六"
    save(database, form)
    case = opened(database, form.id)
    assert (case.state, case.number_no, case.summary) == ("accepted", 1, "在表单里改的")
    assert case.parties[0].name == "赵六"
    assert check(database).sound


def test_an_open_form_does_not_bring_back_a_number_that_was_undone(database):
    number = saved_case(database).id
    walk(database, number, "accept")
    form = opened(database, number)
    form.summary = "在表单里改的"
    database.undo()
    save(database, form)
    case = opened(database, number)
    assert (case.state, case.number, case.summary) == ("registered", None, "在表单里改的")
    other = saved_case(database).id
    walk(database, other, "accept")
    walk(database, number, "accept")
    assert [opened(database, n).number_no for n in (other, number)] == [1, 2]


def test_of_a_field_changed_in_both_places_the_last_saved_counts(database):
    form = opened(database, saved_case(database).id)
    with database.step("别处") as session:
        case = session.get(Case, form.id)
        case.summary, case.claims, case.terms[0].amount = "别处改的", "别处加的", 500
    form.summary, form.terms[0].text = "表单改的", "李四三日内清走杂物。"
    save(database, form)
    case = opened(database, form.id)
    assert (case.summary, case.claims, case.amount) == ("表单改的", "别处加的", 500)
    assert case.terms[0].text == "李四三日内清走杂物。"


def test_rows_that_came_or_went_elsewhere_are_told(database):
    number = saved_case(database).id
    for elsewhere in (lambda case: case.parties.pop(), lambda case: case.parties.append(third())):
        form = opened(database, number)
        with database.step("别处") as session:
            case = session.get(Case, number)
            elsewhere(case)
        form.parties[0].name = "赵六"
        with pytest.raises(Trouble, match="当事人刚在别处增减过"):
            save(database, form)
        assert form.parties[0].name == "赵六", "what was typed is still in the form"


def third():
    return Party.fresh(role="3", name="王五")


def test_a_record_whose_registration_was_undone_is_not_saved(database):
    form = opened(database, saved_case(database).id)
    database.undo()
    form.summary = "在表单里改的"
    with pytest.raises(Trouble, match="不在仓库里"):
        save(database, form)
