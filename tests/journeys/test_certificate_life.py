"""A certificate's whole life through the window: applied for, issued, suspended, renewed, ended."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from db.registers import Card
from db.store.check import check
from desktop.documents.forms import form, forms_for
from desktop.documents.issue import draft
from desktop.windows.main_window import MainWindow
from desktop.windows.views import CARDS
from tests.enforcers import staff
from tests.journeys.hands import confirm, put, there
from tests.offices import new_store, settle
from tests.pdf_text import text_of
from tests.windows.desks import main_window


@pytest.fixture
def window(qtbot, tmp_path: Path, data_folder: Path) -> Iterator[MainWindow]:
    database = new_store(tmp_path)
    settle(database)
    with database.step("登记") as session:
        staff(session, "王执法")
    with main_window(qtbot, database) as made:
        yield made


def fill(editor, text):
    """Type into a line, or choose from a list."""
    if hasattr(editor, "combo"):
        editor.combo.setCurrentText(text)
        editor._left()
    else:
        put(editor.line, text)


class Pane:
    """The open certificate and the acts that people find in its bar."""

    def __init__(self, pane) -> None:
        self.pane = pane

    def ask(self, label):
        """Press the next step, or the entry of 其他处理."""
        if not self.pane.moves._next.isHidden() and self.pane.moves._next.text().startswith(label):
            self.pane.moves._next.click()
            return
        actions = {found.text(): found for found in self.pane.moves._others.menu().actions()}
        actions[label].trigger()

    def act(self, label, **asked):
        self.ask(label)
        for name, text in asked.items():
            fill(self.pane.panel._grid.cells[name].editor, text)
        confirm(self.pane)
        return self.pane.record.state


def test_a_certificate_from_application_to_the_card_handed_back(qtbot, window):
    window.pages.new_record("card")
    pane = window.pages.register_page("card").pane
    holder = next(
        part.cells["staff_id"].editor
        for _, part in there(pane.form)
        if "staff_id" in getattr(part, "cells", {})
    )
    put(holder.line, "王执法")
    assert pane.save()
    card = Pane(pane)

    assert card.act("申领", act_on="2023-01-09", apply_reason="新上执法岗位") == "training"
    assert card.act("培训合格", act_on="2023-02-01") == "exam"
    assert card.act("考试合格", act_on="2023-02-20", act_score="88") == "issuing"
    issued = card.act(
        "核发",
        act_on="2023-03-06",
        number="黔0001",
        issuer="省司法厅",
        valid_from="2023-03-06",
        valid_to="2028-03-05",
        signed_for_on="2023-03-08",
    )
    assert (issued, pane.record.caption) == ("valid", "王执法 行政执法证 黔0001")

    before = len(pane.record.events)
    assert card.act("暂扣", act_on="2023-03-01", suspend_reason="接受调查", act_basis="通知") == (
        "valid"
    ), "earlier than the act before it"
    assert len(pane.record.events) == before
    pane.panel.cancel()
    assert card.act("暂扣", act_on="2023-06-01", suspend_reason="接受调查", act_basis="通知") == (
        "suspended"
    )
    assert card.act("发还", act_on="2023-07-03", restore_reason="调查结束") == "valid"
    card.act(
        "换发",
        act_on="2024-03-04",
        renew_reason="证件破损或污损",
        new_number="黔0002",
        new_valid_from="2024-03-04",
        new_valid_to="2029-03-03",
        act_returned_on="2024-03-04",
        act_received_by="测试所长",
    )
    assert pane.record.number == "黔0002"
    assert pane.record.events[-1].old_number == "黔0001"

    receipt = draft(window.database, form("card_receipt"), pane.record_id)
    assert "黔0002" in text_of(receipt.pdf)
    assert not receipt.missing
    ended = card.act(
        "注销",
        act_on="2024-09-30",
        cancel_reason="退休",
        act_basis="退休通知",
        act_returned_on="2024-09-30",
        act_received_by="测试所长",
    )
    assert ended == "cancelled"
    codes = [known.code for known in forms_for(Card, pane.record)]
    assert "card_ending" in codes
    ending = draft(window.database, form("card_ending"), pane.record_id)
    assert "因退休" in text_of(ending.pdf)

    window.acts.undo()
    qtbot.waitUntil(lambda: pane.record.state == "valid", timeout=10_000)
    window.acts.redo()
    qtbot.waitUntil(lambda: pane.record.state == "cancelled", timeout=10_000)

    window.pages.turn_to(CARDS)
    page = window.pages.made[CARDS]
    page.day.show_value(date(2024, 9, 29))
    page.reload()
    qtbot.waitUntil(lambda: page.shown_day == date(2024, 9, 29), timeout=10_000)
    assert page.status.people.percent == "100%"
    assert check(window.database).sound


def test_the_log_can_be_read_and_not_written_into(qtbot, window):
    with window.database.step("登记") as session:
        from tests.enforcers import certify

        number = certify(session, 1, "黔0001").id
    window.pages.open_record("card", number)
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    form_ = window.pages.register_page("card").pane.form
    log = next(p for _, p in there(form_) if getattr(p, "spec", None) and p.spec.name == "events")
    assert log._add.isHidden()
    (row,) = log.cards
    row.open()
    assert all(
        button.isHidden()
        for button in row.findChildren(QPushButton)
        if button.accessibleName() in ("上移", "下移", "移除这一行", "照样再添一行")
    )
    assert row._grid.cells["day"].editor.line.isReadOnly()
