"""The rescue start, the backups the program makes by itself, and the red line."""

import os
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from db.figures.safety import safety
from db.registers import Office
from db.registers.backup_log import (
    DRILL,
    ELSEWHERE,
    back_up_and_enter,
    enter_backup,
    newest,
)
from db.store import salvage
from db.store.backup import back_up, former_stores
from db.store.database import Database
from db.store.keys import Keyring, keyring_path
from desktop.windows.opening.damaged import DamagedPage, looks_damaged
from desktop.windows.opening.rescue import RestorePage
from desktop.windows.parts.notices import notices_of
from desktop.windows.store.backing_up import back_up_now, changed_since, last_backup
from tests.offices import PASSWORD
from tests.windows.desks import arrived, desk, empty_desk, locked, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]


def refused(qtbot, desk):
    window = locked(qtbot, desk)
    window.field.setText(PASSWORD)
    window.open()
    qtbot.waitUntil(window.damaged.isVisible, timeout=10_000)
    return window


def test_a_store_without_its_keyring_is_salvaged_by_a_backups(qtbot, desk):
    with Database.open(desk.store, PASSWORD) as database:
        copy = back_up(database, database.backup_folder)
    os.utime(copy, (0, 0))  # it came from a stick
    keyring_path(desk.store).unlink()
    window = refused(qtbot, desk)
    window.rescue()
    page = window.findChild(DamagedPage)
    assert f"最近一份备份：{date.today():%Y年%m月%d日}" in page.newest.text()
    assert page.password.text() == PASSWORD
    page.go()
    store = desk.store
    window = arrived(qtbot, desk)
    assert desk.store == store  # the next start of the program opens it, too
    assert len(former_stores(store)) == 1
    assert not list(store.parent.glob("抢救-*"))
    said = notices_of(window).sentences()[0]
    assert "核对无误" in said
    assert former_stores(store)[0].name in said


def test_keys_of_another_store_beside_it_are_thought_of_after_three_tries(qtbot, desk, tmp_path):
    """They open with the password of that other store alone: it looks like a wrong one."""
    Keyring.create(tmp_path / "other.keys", "别人", "别的仓库的密码 1")[0].save()
    keyring_path(desk.store).write_bytes((tmp_path / "other.keys").read_bytes())
    for _ in range(2):
        desk.delay.failed()
    desk.delay._until = 0.0
    window = refused(qtbot, desk)
    desk.delay._until = 0.0
    qtbot.waitUntil(lambda: "密钥文件" in window.sentence.text(), timeout=10_000)


def test_a_torn_store_leads_to_the_newest_backup(qtbot, desk):
    with Database.open(desk.store, PASSWORD) as database:
        copy = back_up(database, database.backup_folder)
    desk.store.write_bytes(desk.store.read_bytes()[:1000])
    window = refused(qtbot, desk)
    window.rescue()
    page = window.findChild(DamagedPage)
    page.go()
    qtbot.waitUntil(lambda: page.sentence.text() != "", timeout=10_000)
    assert "备份" in page.sentence.text()
    page.restore.click()
    assert window.findChild(RestorePage).file.text() == str(copy)


def test_a_damaged_store_that_opens_is_salvaged_from_within(qtbot, desk):
    """What was entered since the last backup is in no other file; restoring alone would drop it."""
    with Database.open(desk.store, PASSWORD) as database:
        back_up(database, database.backup_folder)
        with database.step("改") as session:
            session.scalars(select(Office)).one().head = "备份以后的所长"
    unlocked(qtbot, desk).restore()
    page = desk.window.findChild(RestorePage)
    assert page.password is desk.window.focusWidget()  # the file is proposed already
    page.salvage.click()
    page = desk.window.findChild(DamagedPage)
    page.password.setText(PASSWORD)
    page.go()
    window = arrived(qtbot, desk)
    with window.database.read() as session:
        assert session.scalars(select(Office)).one().head == "备份以后的所长"


def test_what_could_not_be_brought_back_is_said_to_be_listed_by_the_check(qtbot, desk, monkeypatch):
    """“1 处补不回来” alone left people asking which."""
    whole = salvage.salvage

    def with_a_gap(*args):
        report = whole(*args)
        report.findings.append("人民调解第 1 条不是由本程序写入的")
        return report

    monkeypatch.setattr(salvage, "salvage", with_a_gap)
    window = locked(qtbot, desk)
    window.rescue()
    page = window.findChild(DamagedPage)
    page.password.setText(PASSWORD)
    page.go()
    said = notices_of(arrived(qtbot, desk)).sentences()[0]
    assert "1 处补不回来，是哪些见“仓库”里的“检查仓库”" in said


def test_without_any_backup_the_page_says_where_to_look(qtbot, desk):
    keyring_path(desk.store).write_text("{")
    window = refused(qtbot, desk)
    window.rescue()
    page = window.findChild(DamagedPage)
    assert "没有找到备份" in page.newest.text()
    assert not page.restore.isVisible()


@pytest.mark.parametrize("sentence", ["枫桥已经打开着这个仓库：请切换到已打开的窗口，或先关闭它"])
def test_a_second_window_is_no_damage(sentence):
    assert not looks_damaged(sentence)


def test_a_change_is_backed_up_by_itself(qtbot, desk):
    window = unlocked(qtbot, desk)
    with desk.database.step("改") as session:
        session.scalars(select(Office)).one().head = "新所长"
    qtbot.waitUntil(window._auto._soon.isActive, timeout=5000)
    window._auto.back_up()
    qtbot.waitUntil(lambda: not changed_since(desk.database), timeout=20_000)
    assert list(desk.database.backup_folder.glob("*.db"))


def test_a_drill_is_made_once_a_month_by_itself(qtbot, desk):
    window = unlocked(qtbot, desk)
    back_up(desk.database, desk.database.backup_folder)

    def drilled():
        with desk.database.read() as session:
            return newest(session, DRILL)

    assert last_backup(desk.database).date() == date.today()  # though it was not made from here
    window._auto.drill_if_due()
    qtbot.waitUntil(lambda: drilled() is not None, timeout=30_000)
    first = drilled()
    assert first.sound
    window._auto.drill_if_due()
    window._auto.back_up()
    qtbot.waitUntil(lambda: not changed_since(desk.database), timeout=20_000)
    assert drilled().id == first.id


def test_a_backup_is_known_wherever_it_went_and_wherever_the_store_is(qtbot, desk, tmp_path):
    """One made on the command line, or from another computer's data folder, was 从未 here."""
    with Database.open(desk.store, PASSWORD) as database:
        enter_backup(database, tmp_path / "stick" / "torn.db", None, "写不进")
        assert last_backup(database) is None
        back_up_and_enter(database, tmp_path / "stick")
        assert last_backup(database).date() == date.today()
    window = unlocked(qtbot, desk)
    assert "上次备份 今天" in window.foot.backup.text()


def test_the_red_line_comes_when_the_second_place_is_older_than_chosen(qtbot, desk, tmp_path):
    window = unlocked(qtbot, desk)
    database = desk.database
    back_up_now(database, tmp_path / "stick")
    with database.read() as session:
        assert newest(session, ELSEWHERE).place == str(tmp_path / "stick")
        days = safety(session, date.today()).days
        assert safety(session, date.today() + timedelta(days=days)).sentence() == ""
        words = safety(session, date.today() + timedelta(days=days + 1)).sentence()
    assert words.startswith(f"超过 {days} 天没有备份")
    window.refresh()
    qtbot.waitUntil(
        lambda: "第二处备份" in {label.text() for label in window.findChildren(QLabel)},
        timeout=10_000,
    )
