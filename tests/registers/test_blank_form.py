"""A blank's life: out, then the record it became with both days, or void with a reason."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.registers import BlankForm
from db.registers.blank_form import Handwritten, blanks_of, enter, out, take_blanks
from db.store.check import check
from db.store.trouble import Trouble
from tests.offices import agreed_case, new_store, settle

TODAY = date.today()
TITLE = "人民调解协议书"


@pytest.fixture
def store(tmp_path: Path):
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("印空白表") as session:
            take_blanks(session, TITLE, 2, "测试员")
        yield database


def typed(store, day, blank_id=1):
    """A case typed in from a blank, in one step with it."""
    with store.step("登记人民调解") as session:
        case = agreed_case(1)
        session.add(case)
        session.flush()
        enter(session, Handwritten(blank_id, "", day), case)
    return case.id


def test_typing_in_ties_record_and_sheet_with_both_days(store):
    number = typed(store, TODAY)
    with store.read() as session:
        blank = session.get(BlankForm, 1)
        assert (blank.state, blank.paper_on, blank.entered_on) == ("entered", TODAY, TODAY)
        assert blank.about == "张三与李四邻里纠纷"
        assert blanks_of(session, "mediation", number) == [blank]
        assert out(session) == (1, TODAY)
    store.undo()  # one step: record and tie go together
    with store.read() as session:
        assert out(session) == (2, TODAY)
        assert blanks_of(session, "mediation", number) == []
    assert check(store).sound


def test_a_sheet_is_typed_in_once(store):
    typed(store, TODAY)
    with pytest.raises(Trouble, match="已补录"):
        typed(store, TODAY)


def test_a_day_to_come_is_refused_and_one_before_the_printing_doubted(store):
    with pytest.raises(Trouble, match="之后"):
        typed(store, TODAY + timedelta(days=1))
    with store.read() as session:
        blank = session.get(BlankForm, 1)
        blank.paper_on = TODAY - timedelta(days=1)
        assert ["早于" in problem.sentence for problem in blank.problems()] == [True]


def test_voiding_wants_a_reason_and_keeps_the_number(store):
    void = next(move for move in BlankForm.moves if move.code == "void")
    with pytest.raises(Trouble, match="作废原因"), store.step("作废") as session:
        void.make(session.get(BlankForm, 2), session)
    with store.step("作废") as session:
        blank = session.get(BlankForm, 2)
        blank.void_reason = "写坏了"
        void.make(blank, session)
    with store.step("印空白表") as session:
        (third,) = take_blanks(session, TITLE, 1, "测试员")
    assert third.number == f"空{TODAY.year}-0003"
