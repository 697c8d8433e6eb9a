"""The update dialog: it says what is there, prepares behind the window, and switches at the end."""

import sys

import pytest

from desktop.exchange.updating import installed as places
from desktop.exchange.updating import offer
from desktop.windows.parts.notices import notices_of
from desktop.windows.store.updating import UpdateWindow
from tests.updates import TRUSTED, lay, packed, said
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are shell")


@pytest.fixture
def here(tmp_path, monkeypatch):
    place = lay(tmp_path / "枫桥", "0.1.0")
    monkeypatch.setattr(places, "installed", lambda: place)
    monkeypatch.setattr(offer, "publishers", lambda: TRUSTED)
    return place


def test_a_package_is_judged_prepared_and_takes_over_when_the_program_ends(
    qtbot, desk, here, tmp_path
):
    window = unlocked(qtbot, desk)
    dialog = UpdateWindow(window, window.database, desk.at_end)
    dialog.take(packed(tmp_path, "0.2.0", key=None))
    qtbot.waitUntil(lambda: bool(notices_of(dialog).sentences()), timeout=20_000)
    assert "有效签名" in notices_of(dialog).sentences()[0]
    (tmp_path / "made-0.2.0").rename(tmp_path / "unsigned")
    dialog.take(packed(tmp_path, "0.0.9"))
    qtbot.waitUntil(dialog.next.isEnabled, timeout=20_000)
    (refused,) = notices_of(dialog).sentences()  # the last one's alone
    assert "不用更新" in refused
    assert "退回" not in refused, "there is none to go back to"
    dialog.take(packed(tmp_path, "0.2.0"))
    qtbot.waitUntil(lambda: "备份仓库并准备" in dialog.next.text(), timeout=20_000)
    assert notices_of(dialog).sentences() == []
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.next.text() == "现在关闭枫桥", timeout=60_000)
    assert list(window.database.backup_folder.glob("*.db"))
    assert said(here.starter) == "我是 0.1.0"
    assert desk.end(0) == 0
    assert said(here.starter) == "我是 0.2.0"
    dialog.deleteLater()


def test_the_version_before_can_be_chosen_again(qtbot, desk, here, tmp_path):
    window = unlocked(qtbot, desk)
    places_before = lay(tmp_path / "older", "0.0.9")
    places_before.contents("0.0.9").rename(here.contents("0.0.9"))
    places_before.starter.rename(here.kept("0.0.9"))
    dialog = UpdateWindow(window, window.database, desk.at_end)
    assert dialog.back.text() == "退回上一版（0.0.9）"
    dialog.back.click()
    assert "从备份恢复" in dialog.sentence.text()
    desk.end(0)
    assert said(here.starter) == "我是 0.0.9"
    dialog.deleteLater()


def test_where_it_cannot_be_replaced_the_dialog_says_why(qtbot, desk):
    window = unlocked(qtbot, desk)
    dialog = UpdateWindow(window, window.database, desk.at_end)
    assert "从源代码运行" in dialog.sentence.text()
    assert not dialog.next.isEnabled()
    dialog.deleteLater()
