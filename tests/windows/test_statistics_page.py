"""The statistics page: a table as on paper, every number opened, what is wrong with it said."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from db.figures.figure import Behind
from db.figures.period import Period
from db.registers import ExportLog, Printing
from db.store.trouble import Trouble
from desktop.windows.paper.paper_window import PaperWindow
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Toast, notices_of
from desktop.windows.statistics import outputs
from desktop.windows.statistics.answer import Opened, Question, place_of
from desktop.windows.statistics.choosing import holding
from tests.offices import new_store
from tests.returns import agreed_one, change
from tests.windows.statistics_pages import QUARTER, Shown, office


@pytest.fixture
def store(tmp_path):
    with office(tmp_path) as database:
        yield database
        tasks.wait()


@pytest.fixture
def shown(qtbot, store):
    return Shown(qtbot, store)


def toasts(shown):
    return [toast.sentence for toast in shown.window.findChildren(Toast)]


def test_it_opens_at_the_quarter_that_ended_last_with_the_numbers_of_the_registers(shown):
    assert shown.page.answer.question.period == QUARTER
    assert (shown.words(), shown.words("1", "resolved")) == ("3", "3")
    assert "还没有填报" in shown.page.standing.said.text()
    assert shown.page.sheet.corner.text() == "单位"
    names = [shown.page.cells.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert names == ["测试镇人民调解委员会", "下级上报总计", "本级上报总计"]


def test_headings_stand_over_the_columns_that_are_theirs(shown):
    head, cells = shown.page.sheet.head, shown.page.cells
    levels = [{one.words: one for one in level} for level in head._levels]
    over = levels[1]["不同主体调解"]
    codes = [one.column.code for one in cells.columns[over.column : over.column + over.span]]
    assert codes == [f"kind.{number}" for number in "123456"]
    assert levels[1]["调解成功"].down == 3
    assert head.height() >= sum(head._heights)


def test_of_a_long_table_what_is_to_be_seen_is_painted(shown, monkeypatch):
    page, answer = shown.page, shown.page.answer
    many = replace(answer.filled, rows=answer.filled.rows * 200)
    page.sheet.show_answer(replace(answer, filled=many), ())
    asked, seen = set(), page.cells.seen
    monkeypatch.setattr(page.cells, "seen", lambda *at: asked.add(at) or seen(*at))
    page.sheet.viewport().grab()
    rows = {row for row, _ in asked}
    assert rows == set(range(max(rows) + 1))
    assert 2 < len(rows) < 40
    page.sheet.scrollToBottom()
    page.sheet.viewport().grab()
    assert page.cells.rowCount() - 1 in {row for row, _ in asked}


def test_enter_opens_the_records_behind_a_number(qtbot, shown):
    shown.page.sheet.stand_on(("1", "resolved"))
    qtbot.keyClick(shown.page.sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shown.behind))
    assert shown.behind == [
        (
            "mediation",
            "2024年第二季度 · 调解成功 · 测试镇人民调解委员会　3 件",
            frozenset({1, 2, 3}),
        )
    ]
    shown.page.sheet.stand_on(("1", "type.01"))
    qtbot.keyClick(shown.page.sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: toasts(shown) == ["这一格背后没有记录"])
    assert len(shown.behind) == 1


def test_a_number_made_of_several_lets_people_choose(shown):
    found = [
        Opened("期末", "legal_aid", frozenset({1, 2})),
        Opened("期初", "legal_aid", frozenset({2})),
    ]
    shown.page.opening._open(found, "在办")
    actions = shown.page.opening.menu.actions()
    assert [one.text() for one in actions] == ["期末　2 条", "期初　1 条"]
    actions[1].trigger()
    assert shown.behind == [("legal_aid", "在办（期初）", frozenset({2}))]


def test_other_periods_stand_beside_and_open_nothing(qtbot, store, shown):
    change(store, 1, accepted_on=date(2024, 3, 1), agreed_on=date(2024, 3, 5))
    shown.until(lambda a: a.filled.cell("total", "total").number == 2)
    shown.page.choosing.before.click()
    place = shown.place()
    beside = place.siblingAtColumn(place.column() + 1)
    assert (place.data(), beside.data()) == ("2", "1")
    shown.page.sheet.setCurrentIndex(beside)
    qtbot.keyClick(shown.page.sheet, Qt.Key.Key_Return)
    assert shown.behind == []
    shown.page.choosing.before.click()
    assert shown.page.cells.columnCount() == len(shown.page.answer.filled.shown_columns)


def test_a_number_by_hand_begins_the_return_and_stays(qtbot, shown):
    sheet = shown.page.sheet
    sheet.stand_on(("total", "screened"))
    qtbot.keyClick(sheet, Qt.Key.Key_Return)  # a cell without records is typed into
    line = sheet.findChild(QLineEdit)
    line.setText("十二")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "只填数字" in "".join(notices_of(shown.window).sentences()))
    sheet.edit(sheet.currentIndex())
    line = sheet.findChildren(QLineEdit)[-1]
    line.setText("12")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    shown.until(lambda a: a.filled.cell("total", "screened").number == 12)
    agreed_one(shown.database)
    shown.until(lambda a: bool(a.moved))
    shown.page.standing.next.click()
    answer = shown.until(lambda a: not a.moved)
    assert answer.filled.cell("total", "screened").number == 12
    assert answer.filled.cell("total", "total").number == 4


def test_money_by_hand_may_have_decimals_and_no_more_than_two(qtbot, shown):
    shown.turn("mediators", Period.year(2024))
    cells = shown.page.cells
    place = next(
        index
        for column in range(cells.columnCount())
        if cells.flags(index := cells.index(0, column)) & Qt.ItemFlag.ItemIsEditable
    )
    key = cells.key(place)
    assert not cells.setData(place, "3.555", Qt.ItemDataRole.EditRole)
    assert cells.setData(place, "3.5", Qt.ItemDataRole.EditRole)
    shown.until(lambda a: a.filled.cell(*key).words == "3.5")
    assert shown.page.cells.setData(shown.place(*key), "", Qt.ItemDataRole.EditRole)
    shown.until(lambda a: a.filled.cell(*key).words == "")


def test_a_rule_that_is_not_kept_marks_its_cells_and_opens_its_records(store, shown):
    change(store, 2, source=None)
    shown.until(lambda a: bool(a.findings))
    assert shown.seen("total", "source.1").tone == "error"
    lines = shown.page.below.lists["rules"].lines
    assert shown.page.below.chips["rules"].text() == f"核对 {len(lines)}"
    lines[0].click()
    shown.qtbot.waitUntil(lambda: bool(shown.behind))
    ((table, title, ids),) = shown.behind
    assert (table, ids) == ("mediation", frozenset({2}))
    assert "应等于" in title


def test_turning_periods_and_lengths_fills_the_table_anew(shown):
    choosing = shown.page.choosing
    choosing.turn(-1)
    shown.until(lambda a: a.question.period == Period.quarter(2024, 1))
    assert shown.words() == "—"  # no case was registered yet
    choosing.turn(1)
    choosing.to_date.click()
    answer = shown.until(lambda a: a.question.cumulative)
    assert answer.question.when == "2024年上半年累计"
    choosing.kind.setCurrentIndex(choosing.kind.findData("month"))
    choosing._choose_kind()
    shown.until(lambda a: a.question.period == Period.month(2024, 6))


def test_another_day_to_count_by_is_chosen_until_the_return_is_begun(shown):
    basis = shown.page.choosing.basis
    assert "按受理日期" in [basis.itemText(n) for n in range(basis.count())]
    change(shown.database, 1, accepted_on=date(2024, 3, 1))
    basis.setCurrentIndex(basis.findText("按受理日期"))
    basis.activated.emit(basis.currentIndex())
    shown.until(lambda a: a.filled.cell("total", "total").number == 2)
    shown.fill()
    assert not basis.isEnabled()
    assert basis.currentText() == "按受理日期"


def test_a_comment_is_marked_in_its_cell(shown, monkeypatch):
    acts = "desktop.windows.statistics.acts"
    monkeypatch.setattr(f"{acts}.AskWords.exec", lambda _self: 1)
    monkeypatch.setattr(f"{acts}.AskWords.words", "含上年结转一件")
    shown.page.acts.comment(("total", "total"), "调解案件总数")
    assert any("请先填表" in words for words in notices_of(shown.window).sentences())
    shown.fill()
    shown.page.acts.comment(("total", "total"), "调解案件总数")
    shown.until(lambda a: bool(a.comments))
    assert shown.seen().noted
    assert "批注：含上年结转一件" in shown.place().data(Qt.ItemDataRole.ToolTipRole)


def test_charts_are_drawn_when_people_look_at_them(qtbot, shown):
    shown.page.below.chips["charts"].click()
    charts = shown.page.below.charts
    qtbot.waitUntil(lambda: len(charts.labels) == 4, timeout=20_000)
    pictures = [label.pixmap() for label in charts.labels if not label.text()]
    assert pictures
    assert all(one.width() >= 460 * one.devicePixelRatio() - 1 for one in pictures)
    sheet = shown.page.sheet
    assert not sheet.isVisible() or sheet.viewport().height() > sheet.head.height() // 2
    shown.page.below.chips["rules"].click()
    assert sheet.isVisible()


def test_the_table_is_printed_saved_and_exported_with_an_entry_for_each(
    qtbot, shown, tmp_path, monkeypatch
):
    page = shown.page.outputs
    page.buttons["print"].click()
    qtbot.waitUntil(lambda: bool(shown.window.findChildren(PaperWindow)), timeout=30_000)
    (paper,) = shown.window.findChildren(PaperWindow)
    assert paper._sign.isHidden()
    paper.close()
    for act, ending in (("pdf", ".pdf"), ("excel", ".xlsx")):
        target = tmp_path / f"表{ending}"
        monkeypatch.setattr(outputs, "ask_where", lambda *_a, t=target: t)
        page.buttons[act].click()
        qtbot.waitUntil(target.exists, timeout=30_000)
    tasks.wait()
    with shown.database.read() as session:
        assert [one.form for one in session.query(Printing)] == ["人民调解案件情况统计表"]
        (entry,) = session.query(ExportLog)
    assert (entry.records, entry.masked, entry.verified) == (3, True, True)


def test_a_change_while_another_page_is_shown_is_seen_on_coming_back(qtbot, shown):
    shown.page.hide()
    change(shown.database, 1, deleted_at=None, dispute_type="01")
    qtbot.wait(50)
    assert shown.words("total", "type.01") == "0"
    shown.page.show()
    shown.until(lambda a: a.filled.cell("total", "type.01").number == 1)


def test_what_cannot_be_filled_leaves_table_and_choice_as_they_were(qtbot, shown, monkeypatch):
    def refuse(*_args):
        raise Trouble("统计报表的数字与数据摘要不符")

    monkeypatch.setattr("desktop.windows.statistics.page.answered", refuse)
    shown.page.choosing.turn(-1)
    qtbot.waitUntil(lambda: "摘要不符" in "".join(notices_of(shown.window).sentences()))
    assert shown.page.choosing.question == shown.page.answer.question
    assert shown.page.choosing._name.text() == "2024年第二季度"


def test_an_office_without_records_is_told_what_to_do(qtbot, tmp_path_factory):
    with new_store(tmp_path_factory.mktemp("empty")) as database:
        page = Shown(qtbot, database).page
        assert page.standing.said.text().startswith("登记簿里还没有记录")
        assert page.standing.next.text() == "填表(&G)"
        tasks.wait()


def test_a_figure_leads_to_the_cell_of_the_whole_office(shown):
    shown.page.show_figure("mediation.type.01", date(2024, 3, 9))
    shown.until(lambda a: a.question.period == Period.quarter(2024, 1))
    assert shown.page.cells.key(shown.page.sheet.currentIndex()) == ("total", "type.01")
    assert place_of("mediation.nothing", QUARTER) is None


def test_records_of_several_registers_are_told_apart(shown):
    from desktop.windows.statistics.opening import _by_register

    found = _by_register([Behind("a", 1, ""), Behind("b", 1, ""), Behind("a", 2, "")])
    assert [(one.table, one.ids) for one in found] == [("a", {1, 2}), ("b", {1})]


@given(
    st.sampled_from(["month", "quarter", "half", "year"]),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
)
def test_the_period_that_holds_a_day_is_of_its_length_and_holds_it(kind, day):
    period = holding(kind, day)
    assert day in period
    assert period.kind == kind


def test_a_question_says_its_period_as_people_do():
    assert Question("mediation", QUARTER).when == "2024年第二季度"
    assert Question("mediation", Period.quarter(2024, 3), cumulative=True).when == (
        "2024年1至9月累计"
    )
