"""A quarter's table in the real window: refused by a rule, mended, signed; then corrected."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.figures.frozen import content_of
from db.figures.period import Period
from db.registers import Case, Return
from db.store.check import check
from desktop.documents import seals
from desktop.documents.return_seal import judge_return
from desktop.windows.parts.notices import notices_of
from desktop.windows.record.children import Rows
from desktop.windows.signing import passphrase
from desktop.windows.statistics import ask_words
from desktop.windows.statistics.answer import Question
from desktop.windows.views import STATISTICS
from tests.journeys.hands import there
from tests.offices import PASSWORD, new_store, settle
from tests.returns import agreed_one, change
from tests.windows.desks import main_window

QUARTER = Period.quarter(2024, 2)
WHY = "六月的一件漏登"


@pytest.fixture
def window(qtbot, tmp_path, data_folder):
    database = new_store(tmp_path)
    settle(database)
    for _ in range(3):
        agreed_one(database)
    with database.step("证书") as session:
        seals.make_own(session, "测试镇司法所", PASSWORD)
    with main_window(qtbot, database) as made:
        made.resize(1280, 800)
        yield made


@pytest.fixture
def typed(monkeypatch):
    """What people type into the two dialogs on the way."""
    monkeypatch.setattr(passphrase.AskPassphrase, "exec", lambda _self: 1)
    monkeypatch.setattr(passphrase.AskPassphrase, "passphrase", PASSWORD)
    monkeypatch.setattr(ask_words.AskWords, "exec", lambda _self: 1)
    monkeypatch.setattr(ask_words.AskWords, "words", WHY)
    monkeypatch.setattr(ask_words.AskWords, "secret", PASSWORD)


@pytest.fixture
def page(qtbot, window):
    """The statistics page at the second quarter of 2024."""
    window.pages.turn_to(STATISTICS)
    made = window.pages.made[STATISTICS]
    made.choosing.ask(Question("mediation", QUARTER))
    told(qtbot, made, lambda a: a.question.period == QUARTER)
    return made


def told(qtbot, page, what):
    qtbot.waitUntil(lambda: page.answer is not None and what(page.answer), timeout=60_000)


def press(qtbot, page, stage):
    """The one prominent button, and where it leads."""
    page.standing.next.click()
    told(qtbot, page, lambda a: a.stage == stage)


def editor(pane, name):
    grids = (part for _, part in there(pane.form) if not isinstance(part, Rows))
    return next(part.cells[name] for part in grids if name in part.cells).editor


def test_a_rule_refuses_the_record_is_mended_and_the_table_is_signed(qtbot, window, page, typed):
    change(window.database, 2, source=None)
    told(qtbot, page, lambda a: bool(a.findings))
    press(qtbot, page, "filled")
    page.standing.next.click()
    place = notices_of(window)
    qtbot.waitUntil(lambda: "核对不符，请先改正" in "".join(place.sentences()), timeout=30_000)

    page.below.lists["rules"].lines[0].click()
    qtbot.waitUntil(lambda: window.pages.name == Case.__tablename__, timeout=30_000)
    cases = window.pages.register_page(Case.__tablename__)
    qtbot.waitUntil(lambda: "应等于" in cases.only.words.text(), timeout=30_000)
    assert cases.model.total == 1
    qtbot.keyClick(cases.table, Qt.Key.Key_Return)
    chosen = editor(cases.pane, "source")
    chosen.combo.setCurrentText("依申请调解")
    chosen._left()
    assert cases.pane.save()
    cases.only.back.click()
    assert window.pages.name == STATISTICS

    told(qtbot, page, lambda a: bool(a.moved))  # what was filled is not what is there now
    page.standing.next.click()
    told(qtbot, page, lambda a: not a.moved and not a.findings)
    press(qtbot, page, "checked")
    press(qtbot, page, "signed")
    with window.database.read() as session:
        (made,) = session.query(Return)
        assert judge_return(session, made).sound
    assert content_of(made).cells["total", "source.2"].number == 3
    assert check(window.database).sound


def test_a_late_case_is_a_difference_until_a_second_revision_is_signed(qtbot, window, page, typed):
    for stage in ("filled", "checked", "signed"):
        press(qtbot, page, stage)
    late = agreed_one(window.database)
    told(qtbot, page, lambda a: bool(a.moved))
    assert page.cells.place_of(("total", "total")).data() == "3"  # what was signed stands
    changes = page.below.lists["changes"]
    qtbot.waitUntil(lambda: len(changes.lines) > 1, timeout=30_000)
    page.below.turn_to("changes")
    changes.lines[0].click()
    qtbot.waitUntil(lambda: window.pages.name == Case.__tablename__, timeout=30_000)
    cases = window.pages.register_page(Case.__tablename__)
    qtbot.waitUntil(lambda: cases.model.record_id(0) == late, timeout=30_000)
    cases.only.back.click()

    page.acts.do("unlock")
    told(qtbot, page, lambda a: a.stage == "unlocked")
    press(qtbot, page, "filled")
    assert page.answer.made.revision == 2
    assert page.cells.place_of(("total", "total")).data() == "4"
    press(qtbot, page, "checked")
    press(qtbot, page, "signed")
    with window.database.read() as session:
        first, second = session.query(Return).order_by(Return.id)
        assert judge_return(session, second).sound
    assert (first.stage, second.stage) == ("corrected", "signed")
    assert first.unlock_reason == WHY
    assert {(one.old, one.new) for one in second.corrections if one.column_key == "total"} == {
        ("3", "4")
    }
    assert content_of(second).signing["previous"] == first.digest

    page.standing.revision_asked.emit(1)
    told(qtbot, page, lambda a: a.stage == "corrected")
    assert page.cells.place_of(("total", "total")).data() == "3"
    assert page.standing.acts() == ["登记内容和历史", "看第2版"]
    page.choosing.turn(-1)
    page.choosing.turn(1)
    told(qtbot, page, lambda a: a.stage == "signed")


def test_a_record_says_which_figures_it_counts_in_and_leads_there(qtbot, window):
    with window.database.read() as session:
        day = session.get(Case, 1).agreed_on
    assert day == date(2024, 6, 11)
    window.pages.open_record(Case.__tablename__, 1)
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    panel = window.pages.register_page(Case.__tablename__).pane.form.below.counting
    panel.turn()
    qtbot.waitUntil(lambda: bool(panel.lines), timeout=30_000)
    said = {line.accessibleName() for line in panel.lines}
    assert f"调解成功，按 {day} 计入 2024年第二季度" in said
    assert any("不计入，不符合“难度为疑难复杂”" in words for words in said)
    line = next(one for one in panel.lines if one.accessibleName().startswith("调解成功，"))
    line.click()
    qtbot.waitUntil(lambda: not window.pages.beginning.busy)
    page = window.pages.made[STATISTICS]
    told(qtbot, page, lambda a: a.question.period == QUARTER)
    assert page.cells.key(page.sheet.currentIndex()) == ("total", "resolved")
