"""A new record begins with the only committee, mediator or colleague there is to choose."""

from datetime import date

from db.registers import Case, Committee, Consultation, Mediator, Staff
from db.registers.mediation import CaseMediator
from db.store.sole import begun
from desktop.windows.lists.register_page import RegisterPage
from tests.offices import new_store, settle


def test_the_only_committee_stands_in_a_new_dispute(qtbot, tmp_path):
    with new_store(tmp_path) as database:
        committee = settle(database)
        page = RegisterPage(database, Case)
        qtbot.addWidget(page)
        page.pane.new_record()
        assert page.pane.record.committee_id == committee
        assert not page.pane.dirty  # nobody typed anything yet


def test_who_serves_no_more_is_no_choice_and_several_are_none(tmp_path):
    with new_store(tmp_path) as database:
        committee = settle(database)
        with database.step("一个撤销、一个离任") as session:
            old = Committee.fresh(name="撤销的调委会", short_name="撤", kind="1")
            old.ended_on = date(2020, 1, 1)
            session.add(old)
            leaver = session.get(Mediator, 2)
            leaver.appointments[0].until = date(2020, 1, 1)
        assert begun(database, Case.fresh()).committee_id == committee
        assert begun(database, CaseMediator.fresh()).mediator_id == 1
        with database.step("又一个") as session:
            session.add(Committee.fresh(name="某村调委会", short_name="村", kind="1"))
        assert begun(database, Case.fresh()).committee_id is None
        assert begun(database, Case.fresh(committee_id=committee)).committee_id == committee


def test_of_several_colleagues_the_one_at_work_answers(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("两个人") as session:
            session.add_all([Staff.fresh(name="测试员"), Staff.fresh(name="另一个人")])
        assert begun(database, Consultation.fresh()).answered_by_id == 1


def test_who_signs_in_by_another_name_answers_as_the_last_time(tmp_path):
    with new_store(tmp_path) as database:
        with database.step("两个人") as session:
            session.add_all(Staff.fresh(name=name) for name in ("周建国", "王", "李"))
        assert begun(database, Consultation.fresh()).answered_by_id is None
        with database.step("第一件") as session:
            session.add(Consultation.fresh(content="问工资", answered_by_id=1))
        assert begun(database, Consultation.fresh()).answered_by_id == 1
        with database.step("调走了") as session:
            session.get(Staff, 1).left_on = date(2020, 1, 1)
        assert begun(database, Consultation.fresh()).answered_by_id is None
