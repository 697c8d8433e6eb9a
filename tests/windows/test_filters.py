"""Conditions on a list: periods of the calendar and of the user's own."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from db.registers import Case
from desktop.windows.lists.filters import FilterBar, from_to, periods
from desktop.windows.parts.ask_period import AskPeriod
from tests.offices import agreed, new_store


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2024, 2, 29), (date(2024, 2, 1), date(2024, 2, 29)), (1, 3, 31)),
        (date(2024, 12, 31), (date(2024, 12, 1), date(2024, 12, 31)), (10, 12, 31)),
        (date(2023, 6, 30), (date(2023, 6, 1), date(2023, 6, 30)), (4, 6, 30)),
    ],
)
def test_periods_end_where_the_calendar_ends_them(today, month, quarter):
    found = {name: tuple(value for _, value in conditions) for name, conditions in periods(today)}
    start, end, last = quarter
    assert found["本月"] == month
    assert found["本季"] == (date(today.year, start, 1), date(today.year, end, last))
    assert found[f"{today.year}年"] == (date(today.year, 1, 1), date(today.year, 12, 31))


def test_a_period_of_ones_own():
    first, last = date(2024, 3, 5), date(2024, 3, 9)
    assert from_to(first, last) == ("2024-03-05 至 2024-03-09", [(">=", first), ("<=", last)])
    assert from_to(first, None) == ("2024-03-05 起", [(">=", first)])
    assert from_to(None, last) == ("到 2024-03-09", [("<=", last)])


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("", ""), "至少"),
        (("2024-3-9", "2024-3-5"), "不能晚于"),
        (("明天", ""), "不是日期"),
        (("2024-02-30", ""), "日历上没有"),
    ],
)
def test_what_is_no_period_is_said(qtbot, texts, said):
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = AskPeriod("受理日期", parent)
    assert f"{date.today().year}-06-05" in asked.lines[0].placeholderText()
    for line, text in zip(asked.lines, texts, strict=True):
        line.setText(text)
    asked.take()
    assert asked.result() != QDialog.DialogCode.Accepted
    assert said in asked._said.text()


def test_it_narrows_the_list(qtbot, tmp_path, monkeypatch):
    def typed(asked: AskPeriod) -> int:
        asked.lines[0].setText("20240605")
        asked.lines[1].setText("2024年6月5日")
        asked.take()
        return asked.result()

    monkeypatch.setattr(QDialog, "exec", typed)
    with new_store(tmp_path) as store:
        agreed(store)
        bar = FilterBar(store, Case)
        qtbot.addWidget(bar)
        with qtbot.waitSignal(bar.changed):
            bar._ask(Case.fields["accepted_on"])
        day = date(2024, 6, 5)
        assert [(f.name, f.test, f.value) for f in bar.filters()] == [
            ("accepted_on", ">=", day),
            ("accepted_on", "<=", day),
        ]
