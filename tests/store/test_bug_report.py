"""A report of a fault says where, and quotes nobody's data."""

from pathlib import Path

import pytest

import main as program
from db.store.bug_report import write_report


def test_where_but_not_what(tmp_path: Path) -> None:
    try:
        try:
            int("张三的电话 13800138000")
        except ValueError as inner:
            raise RuntimeError("张三") from inner
    except RuntimeError as error:
        text = write_report(error, tmp_path).read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "test_where_but_not_what" in text
    assert "张三" not in text
    assert "13800138000" not in text


def test_a_bug_on_the_command_line_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    def broken(*_: object) -> int:
        raise KeyError("张三")

    monkeypatch.setattr("desktop.commands.records.show_json", broken)
    assert program.main(["registers", "--json"]) == 1
    said = capsys.readouterr().err
    assert "程序内部出错" in said
    assert "Traceback" not in said
    assert len(list((data_folder / "reports").iterdir())) == 1


def test_without_a_display_the_window_is_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(way, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert program.main([]) == 1
    assert "没有图形界面" in capsys.readouterr().err
