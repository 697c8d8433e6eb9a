"""``--self-test``: all of it works here; what is missing is named, and the rest tried."""

import pytest

import main as program
from db.store.trouble import Trouble
from desktop.commands import self_test


def test_all_of_it_works_from_source(
    qapp, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.main(["--self-test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [line.split("：")[0].split("  ") for line in lines[1:-1]]
    titles = ["字体", "模板", "加密仓库", "台账", "调解协议书", "表格", "年度报告", "窗口"]
    assert told == [["正常", title] for title in titles]
    assert lines[-1] == "全部正常"


def test_what_is_missing_is_named_and_the_rest_is_tried(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_store(*_: object) -> str:
        raise Trouble("磁盘满了")

    monkeypatch.setattr("desktop.documents.fonts.FONTS", self_test.Path("nowhere"))
    monkeypatch.setattr(self_test, "_settle", no_store)
    assert program.main(["--self-test"]) == 1
    out = capsys.readouterr().out
    assert "失败  字体：缺少字体 Doc" in out
    assert "正常  模板" in out
    assert "失败  加密仓库：磁盘满了" in out
    assert "有 2 项不正常" in out
