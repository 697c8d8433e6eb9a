"""The gate at the desk: what it says where people sit, and what a meeting decided becomes tasks."""

from datetime import date

import pytest

from db.registers import LegalityReview, Meeting, Task
from db.registers.governing import AgendaItem, Decision
from desktop.windows.lists.recycle_bin import RecycleBinPage
from desktop.windows.parts.notices import notices_of
from tests.offices import new_store
from tests.windows.pages import cell, opened, rows, type_in

DAY = date(2024, 5, 30)


@pytest.fixture
def store(tmp_path):
    """A meeting that was held, by a review that was issued the day before."""
    with new_store(tmp_path) as database:
        with database.step("登记") as session:
            review = LegalityReview.fresh(
                subject="道路硬化方案",
                state="issued",
                opinion="1",
                sent_on=date(2024, 5, 20),
                opinion_on=date(2024, 5, 29),
            )
            session.add(review)
            session.flush()
            meeting = Meeting.fresh(day=DAY, name="办公会", chair="镇长", present=9)
            meeting.agenda = [
                AgendaItem.fresh(
                    subject="道路硬化方案", kind="2", needs_review=True, review_id=review.id
                )
            ]
            meeting.decisions = [Decision.fresh(what="按程序公布", leader="李某")]
            meeting.state = "held"
            session.add(meeting)
        yield database


def test_a_meeting_moved_before_the_opinion_is_not_saved(qtbot, store):
    page = opened(qtbot, store, Meeting, 1)
    type_in(qtbot, cell(page, "day").editor.line, "2024-05-29")
    assert not page.pane.save()
    (problem,) = page.pane.form.stopping()
    assert problem.path == "agenda[0].review_id"
    type_in(qtbot, cell(page, "day").editor.line, "2024-05-31")
    assert page.pane.save()


def test_choosing_what_an_item_is_asks_for_its_review(qtbot, store):
    page = opened(qtbot, store, Meeting, 1)
    agenda = rows(page, "agenda")
    agenda.add()
    card = agenda.cards[1]
    card.open()
    type_in(qtbot, card._grid.cells["subject"].editor.line, "采砂管理办法")
    card._grid.cells["kind"].editor.combo.setCurrentText("规范性文件")
    card._grid.cells["kind"].editor._left()
    assert page.pane.record.agenda[1].needs_review is True
    assert not page.pane.save()
    assert [p.path for p in page.pane.form.stopping()] == ["agenda[1].review_id"]


def test_what_was_decided_is_handed_out_by_the_button(qtbot, store):
    page = opened(qtbot, store, Meeting, 1)
    (move,) = [one for one in page.pane.record.next_moves() if one.code == "hand_out"]
    page.pane.moves.asked.emit(move)
    page.pane.panel.confirm()
    with store.read() as session:
        (task,) = session.query(Task)
        assert (task.subject, task.meeting) == ("按程序公布", "2024-05-30 办公会")
    assert page.pane.record.decisions[0].task_id == task.id
    assert page.pane.record.next_moves() == []


def test_a_review_that_carried_an_item_stays_and_says_why(qtbot, store):
    page = opened(qtbot, store, LegalityReview, 1)
    page.remove(1)
    (sentence,) = notices_of(page.window()).sentences()
    assert "凭这份审核上会，不能删除" in sentence
    assert page.pane.record_id == 1
    with store.read() as session:
        assert session.get(LegalityReview, 1).deleted_at is None


def test_the_recycle_bin_says_why_a_meeting_cannot_come_back(qtbot, store):
    for cls in (Meeting, LegalityReview):
        opened(qtbot, store, cls, 1).remove(1)
    page = RecycleBinPage(store)
    qtbot.addWidget(page)
    page.show()

    def take_back(title):
        titles = [one.cls.title for one in page.model.rows]
        page.table.setCurrentIndex(page.model.index(titles.index(title), 0))
        page.restore()

    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    take_back("会议")
    (sentence,) = notices_of(page.window()).sentences()
    assert "不能恢复：没有合法性审核意见" in sentence
    take_back("合法性审核")
    take_back("会议")
    assert page.model.rowCount() == 0
