"""The gate before a meeting, from all its sides: nothing passes by that was not reviewed before."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from db.registers import LegalityReview, Meeting
from db.registers.governing import AgendaItem
from db.registers.governing.gate import favourable, why_not
from db.store.listing import Listing
from db.store.problems import Level, all_problems, stopping
from db.store.trouble import Trouble
from desktop.exchange.exporting import export
from desktop.exchange.importing.plan import plan
from desktop.exchange.importing.reading import read
from desktop.exchange.importing.taking import Way, take
from desktop.exchange.json_records import add_records
from desktop.exchange.rows_out import Wish
from tests.offices import new_store

DAY = date(2024, 5, 30)
EVE = DAY - timedelta(days=1)
ARTICLE = "重大行政决策程序暂行条例第二十五条"


def kept(database, record):
    with database.step("登记") as session:
        session.add(record)
    return record.id


def review(database, **values):
    """A favourable review of the day before the meeting, unless told otherwise."""
    usual = {"state": "issued", "opinion": "1", "opinion_on": EVE, "sent_on": date(2024, 5, 20)}
    return kept(database, LegalityReview.fresh(subject="道路硬化方案", **(usual | values)))


def meeting_with(review_id, day=DAY, **values):
    meeting = Meeting.fresh(day=day, name="镇长办公会", kind="4", chair="镇长", present=9)
    usual = {"subject": "道路硬化方案", "kind": "2", "needs_review": True, "review_id": review_id}
    meeting.agenda = [AgendaItem.fresh(**(usual | values))]
    return meeting


def said(database, record, level=Level.STOP):
    with database.read() as session:
        return [p.sentence for p in all_problems(session, record) if p.level is level]


def changed(database, cls, number, **values):
    """The record as people would have changed it, not saved."""
    with database.read() as session:
        record = session.get(cls, number)
    for name, value in values.items():
        setattr(record, name, value)
    return record


def move(database, cls, number, code, **values):
    with database.step(code) as session:
        record = session.get(cls, number)
        for name, value in values.items():
            setattr(record, name, value)
        next(one for one in cls.moves if one.code == code).make(record, session)


def bin_it(database, cls, number, *, back=False):
    with database.step("删除") as session:
        gone = None if back else datetime(2024, 6, 1, 9, 0)
        session.get(cls, number).deleted_at = gone


# the item's side


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"opinion_on": DAY}, f"审核意见 {DAY} 才出具"),
        ({"opinion_on": DAY + timedelta(days=1)}, "才出具"),
        ({"opinion": "3"}, "审核意见是“不合法”"),
        ({"opinion": "4"}, "审核意见是“退回”"),
        ({"opinion": "2"}, "还没有登记已按意见修改"),
        ({"opinion": None}, "审核意见是“空”"),
        ({"state": "reviewing"}, "审核意见还没有出具"),
        ({"state": "withdrawn"}, "审核意见还没有出具"),
        ({"opinion_on": None}, "审核意见还没有出具"),
        ({"deleted_at": datetime(2024, 5, 29, 9, 0)}, "没有合法性审核意见"),
    ],
)
def test_an_item_without_a_favourable_review_of_before_is_refused(database, values, why):
    (sentence,) = said(database, meeting_with(review(database, **values)))
    assert why in sentence
    assert ARTICLE in sentence


def test_an_item_without_any_review_is_refused_in_every_way_of_entering_it(database):
    (sentence,) = said(database, meeting_with(None))
    told = {
        "day": DAY.isoformat(),
        "name": "镇长办公会",
        "agenda": [{"subject": "道路硬化方案", "kind": "重大行政决策"}],
    }
    with pytest.raises(Trouble, match="没有合法性审核意见"), database.step("登记") as session:
        add_records(session, Meeting, told)
    number = kept(database, meeting_with(None))  # as if it had come by another way
    with pytest.raises(Trouble, match=sentence[:20]):
        move(database, Meeting, number, "hold")


def test_a_workbook_brings_no_item_past_the_gate(database, tmp_path):
    kept(database, meeting_with(None))  # as if another office's store had it
    export(database, Wish(Listing(Meeting), masked=False), tmp_path / "会议.xlsx")
    (tmp_path / "b").mkdir()
    with new_store(tmp_path / "b") as other:
        outcome = take(other, plan(Meeting, read(tmp_path / "会议.xlsx")), Way(keep=True))
        (row,) = outcome.faulty
        assert any("没有合法性审核意见" in remark.told() for remark in row.remarks)
        with other.read() as session:
            assert Listing(Meeting).count(session) == 0


@pytest.mark.parametrize("values", [{}, {"opinion": "2", "mended": True}])
def test_an_item_reviewed_the_day_before_goes_in(database, values):
    meeting = meeting_with(review(database, **values))
    assert said(database, meeting) == []
    number = kept(database, meeting)
    move(database, Meeting, number, "hold")


def test_an_item_that_needs_no_review_goes_in(database):
    assert said(database, meeting_with(None, kind="6", needs_review=False)) == []


@pytest.mark.parametrize("kind", ["1", "2", "3"])
def test_what_the_law_has_reviewed_cannot_be_called_exempt(database, kind):
    (sentence,) = said(database, meeting_with(None, kind=kind, needs_review=False))
    assert "请勾选" in sentence


def test_an_item_says_what_it_is_so_that_nothing_goes_by_unnamed(database):
    assert "请填写议题类别" in said(database, meeting_with(None, kind=None, needs_review=False))


def test_its_kind_tells_that_an_item_needs_review_unless_people_said_so():
    for kind, needed in (("1", True), ("4", True), ("5", False), ("9", False)):
        assert AgendaItem.fresh(kind=kind).implied("kind") == {"needs_review": needed}


def test_a_meeting_moved_before_the_opinion_is_refused(database):
    number = kept(database, meeting_with(review(database)))
    assert said(database, changed(database, Meeting, number, day=EVE)) != []
    assert said(database, changed(database, Meeting, number, day=DAY + timedelta(days=9))) == []


# the exception

OVERRIDE = {
    "override_reason": "汛期抢险，来不及送审",
    "override_by": "王镇长",
    "override_on": EVE,
}


def test_an_exception_with_reason_name_and_day_goes_in_with_a_warning(database):
    meeting = meeting_with(None, **OVERRIDE)
    assert said(database, meeting) == []
    assert any("列入年度报告附件" in word for word in said(database, meeting, Level.WARN))


@pytest.mark.parametrize("left_out", OVERRIDE)
@pytest.mark.parametrize("blank", [None, "  "])
def test_half_an_exception_is_none(database, left_out, blank):
    blank = None if left_out == "override_on" else blank
    found = said(database, meeting_with(None, **(OVERRIDE | {left_out: blank})))
    assert "例外上会要写全理由、批准人姓名和批准日期" in found
    assert any(ARTICLE in sentence for sentence in found)


def test_an_exception_is_made_before_the_meeting_not_after(database):
    late = OVERRIDE | {"override_on": DAY + timedelta(days=1)}
    assert said(database, meeting_with(None, **late)) == ["例外批准日期在会议之后，应当会前批准"]
    assert said(database, meeting_with(None, **(OVERRIDE | {"override_on": DAY}))) == []


# the review's side


@pytest.mark.parametrize(
    "values",
    [{"opinion": "3"}, {"opinion_on": DAY}, {"opinion": "2"}, {"state": "withdrawn"}],
)
def test_a_review_that_carried_an_item_cannot_be_changed_against_it(database, values):
    known = review(database)
    kept(database, meeting_with(known))
    (sentence,) = said(database, changed(database, LegalityReview, known, **values))
    assert "道路硬化方案" in sentence
    assert ARTICLE in sentence
    assert said(database, changed(database, LegalityReview, known, opinion_text="补充理由")) == []


def test_a_review_that_carried_an_item_is_neither_taken_back_nor_deleted(database):
    known = review(database)
    kept(database, meeting_with(known))
    with pytest.raises(Trouble, match="不能收回"):
        move(database, LegalityReview, known, "take_back")
    with pytest.raises(Trouble, match="不能删除"):
        bin_it(database, LegalityReview, known)
    with database.read() as session:
        assert session.get(LegalityReview, known).deleted_at is None


@pytest.mark.parametrize("values", [{}, OVERRIDE])
def test_a_review_is_free_once_nothing_goes_by_it(database, values):
    known = review(database)
    number = kept(database, meeting_with(known, **values))
    if not values:
        move(database, Meeting, number, "cancel", cancel_reason="并入下次会议")
    bin_it(database, LegalityReview, known)


def test_a_meeting_comes_back_out_of_the_recycle_bin_by_the_gate(database):
    known = review(database)
    number = kept(database, meeting_with(known))
    bin_it(database, Meeting, number)
    bin_it(database, LegalityReview, known)
    with pytest.raises(Trouble, match="不能恢复：没有合法性审核意见"):
        bin_it(database, Meeting, number, back=True)
    bin_it(database, LegalityReview, known, back=True)
    bin_it(database, Meeting, number, back=True)


def test_undo_keeps_the_order_of_review_and_meeting(database):
    known = review(database)
    number = kept(database, meeting_with(known))
    database.undo()
    bin_it(database, LegalityReview, known)
    database.undo()
    database.redo()
    with database.read() as session:
        assert session.get(Meeting, number) is None
        assert session.get(LegalityReview, known).deleted_at is not None


# both ways of asking

DAYS = st.none() | st.dates(EVE - timedelta(days=2), DAY + timedelta(days=2))
REVIEWS = st.fixed_dictionaries(
    {
        "state": st.sampled_from(("sent", "reviewing", "returned", "issued", "withdrawn")),
        "opinion": st.sampled_from((None, "1", "2", "3", "4")),
        "mended": st.booleans(),
        "opinion_on": DAYS,
        "deleted_at": st.sampled_from((None, datetime(2024, 5, 1, 9, 0))),
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=REVIEWS, same_day=st.booleans())
def test_figures_and_gate_judge_a_review_alike(database, values, same_day):
    known = review(database, **values)
    day = literal(DAY)
    with database.read() as session:
        judged = why_not(session.get(LegalityReview, known), DAY, same_day=same_day)
        clause = favourable(LegalityReview, day, same_day=same_day)
        found = session.scalar(select(LegalityReview.id).where(LegalityReview.id == known, clause))
    assert (judged == "") == (found is not None)


def test_stopping_is_what_the_form_asks(database):
    """Form, import and command line refuse by the same word."""
    with database.read() as session:
        assert [p.path for p in stopping(session, meeting_with(None))] == ["agenda[0].review_id"]
