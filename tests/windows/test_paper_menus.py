"""Several papers of one record, and papers over a whole register, by window and command line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMenu

from db.registers import Case
from db.store.database import Database
from db.store.trouble import Trouble
from desktop.commands import papers
from desktop.documents import forms
from desktop.documents.form import Form, Sheet
from desktop.documents.forms import form, subject_of
from desktop.windows.paper import paper_window
from desktop.windows.paper.ask_day import AskDay
from desktop.windows.paper.roll_button import RollButton
from desktop.windows.parts import memory
from main import main
from tests.offices import PASSWORD, agreed, new_store
from tests.windows.pages import opened

AGREEMENT = form("agreement")
ROLL = Form("roll", "案件名册", Case, lambda _s, day: sheet(f"名册{day}"), over="day")
YEAR = Form("year", "年度汇总", Case, lambda _s, day: sheet(f"汇总{day.year}"), over="year")
SECOND = Form("second", "回访记录", Case, lambda _s, case: sheet(case.called()))
NEVER = Form("never", "没有的文书", Case, lambda _s, _c: sheet(""), offered=lambda _case: False)


def sheet(name: str) -> Sheet:
    return Sheet(b"%PDF-1.7\n", name, 1)


@pytest.fixture
def store(tmp_path: Path, data_folder: Path) -> Iterator[Database]:
    data_folder.mkdir()
    with new_store(tmp_path) as database:
        agreed(database)
        yield database


@pytest.fixture
def shown(monkeypatch) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    monkeypatch.setattr(
        paper_window, "show_paper", lambda _p, _d, form, subject: found.append((form.code, subject))
    )
    return found


def with_forms(monkeypatch, *added: Form) -> None:
    monkeypatch.setattr(forms, "FORMS", (AGREEMENT, *added))


def test_one_paper_is_printed_at_once(qtbot, store, shown, monkeypatch):
    with_forms(monkeypatch, NEVER, ROLL)
    page = opened(qtbot, store, Case, 1)
    assert page.pane.head.print.text() == "打印"
    page.pane.head.print.click()
    assert shown == [("agreement", 1)]


def test_of_several_papers_one_is_chosen_from_a_menu(qtbot, store, shown, monkeypatch):
    with_forms(monkeypatch, SECOND, NEVER)
    page = opened(qtbot, store, Case, 1)
    page.pane.print_form()
    menu = page.pane.head.print.menu_of_forms
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    assert [action.text() for action in menu.actions()] == ["人民调解协议书", "回访记录"]
    assert menu.activeAction() is menu.actions()[0]
    menu.actions()[1].trigger()
    assert shown == [("second", 1)]
    menu.close()


def test_a_new_record_has_nothing_to_print(qtbot, store):
    page = opened(qtbot, store, Case)
    page.new_record()
    assert page.pane.head.print.isHidden()


def test_a_roll_asks_for_its_day_and_remembers_it(qtbot, store, shown, monkeypatch):
    with_forms(monkeypatch, ROLL, YEAR)
    button = RollButton(store, Case)
    qtbot.addWidget(button)
    assert [action.text() for action in button.menu().actions()] == ["案件名册", "年度汇总"]
    said = iter(["", "2024-13-01", "2024-12-31", "去年", "2023年"])
    defaults = []

    def typed(dialog: AskDay) -> int:
        defaults.append(dialog.line.text())
        while dialog.day is None:
            dialog.line.setText(next(said))
            dialog.take()
            assert (dialog.day is None) == bool(dialog._said.text() and not dialog.result())
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", typed)
    button.ask(ROLL)
    button.ask(YEAR)
    assert shown == [("roll", date(2024, 12, 31)), ("year", date(2023, 12, 31))]
    assert defaults[0] == date.today().isoformat()
    assert (memory.word("roll/roll"), memory.word("roll/year")) == ("2024-12-31", "2023年")


def test_a_register_without_rolls_has_no_button(qtbot, store):
    button = RollButton(store, Case)
    qtbot.addWidget(button)
    assert button.isHidden()


@pytest.mark.parametrize(
    ("wanted", "text", "day"),
    [
        (YEAR, "2024", date(2024, 12, 31)),
        (YEAR, " 1999年 ", date(1999, 12, 31)),
        (ROLL, "2024年2月29日", date(2024, 2, 29)),
        (YEAR, "2024-12-31", None),
        (YEAR, "24", None),
        (ROLL, "2024", None),
        (ROLL, "", None),
        (ROLL, "2023-02-29", None),
    ],
)
def test_what_a_form_over_a_register_is_about(wanted, text, day):
    if day is not None:
        assert subject_of(wanted, text) == day
        return
    with pytest.raises(Trouble, match=f"{wanted.title}按") as caught:
        subject_of(wanted, text)
    assert caught.value.wrong_input


def test_the_command_line_takes_a_day_or_a_year(store, tmp_path, monkeypatch, capsys):
    with_forms(monkeypatch, ROLL, YEAR)
    store.close()
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    where = ["--store", str(store.path)]
    assert main(["print", "--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[3] for line in listed] == list(papers._WANTS.values())
    out = tmp_path / "out.pdf"
    assert main([*where, "print", "roll", "2024-06-30", "--out", str(out)]) == 0
    assert "名册2024-06-30" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF")
    assert main([*where, "print", "年度汇总", "2024", "--out", str(out)]) == 0
    assert "汇总2024" in capsys.readouterr().out
    assert main([*where, "print", "year", "二〇二四", "--out", str(out)]) == 2
    assert "请写年份" in capsys.readouterr().err
