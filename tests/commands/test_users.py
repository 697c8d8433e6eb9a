"""Users by the command line: added, let in by a code, granted, shut out; backups are entered."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.registers import BackupLog
from db.store.database import Database
from db.store.listing import Listing
from db.store.trouble import Trouble
from desktop.exchange.drives import resting
from tests.offices import PASSWORD, new_store

OWN, NAME = "自己想的一句话 77", "李干事"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with new_store(tmp_path) as database:
        return database.path


def test_a_person_is_added_granted_let_in_and_shut_out(
    run: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--store", store)
    assert run("users", "start-code", NAME, *at)[0] == 2
    assert run("users", "add", NAME, "--role", "查阅人", *at)[0] == 0
    rights = ("--register", "信访事项=看不到", "--sensitive", "3")
    assert "信访事项：看不到" in run("users", "rights", NAME, *rights, *at)[1]
    code = run("users", "start-code", NAME, *at)[1].rpartition("：")[2].strip()
    with Database.open_first(store, code, OWN) as theirs:
        assert (theirs.rights.role, theirs.rights.sensitive) == ("reader", "3")
        assert theirs.rights.hidden == ["信访事项"]
    (told,) = json.loads(run("users", "--json", *at)[1])
    assert (told["name"], told["role"], told["standing"]) == (NAME, "查阅人", "已启用")
    assert "看不到" not in run("users", "rights", NAME, "--register", "信访事项=", *at)[1]
    monkeypatch.setenv("FENGQIAO_PASSWORD", OWN)
    monkeypatch.setenv("FENGQIAO_USER", NAME)
    code, _, err = run("users", "rights", NAME, "--role", "所长", *at)
    assert (code, "只有所长能管理使用人" in err) == (1, True)
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    monkeypatch.delenv("FENGQIAO_USER")
    assert run("users", "shut-out", NAME, *at)[0] == 0
    with pytest.raises(Trouble):
        Database.open(store, OWN, NAME)


def test_the_recovery_code_goes_to_a_successor(run: Any, store: Path) -> None:
    at = ("--store", store)
    assert run("users", "add", NAME, "--role", "所长", *at)[0] == 0
    assert "还没有自己的密码" in run("users", "hand-over", NAME, *at)[2]
    start = run("users", "start-code", NAME, *at)[1].rpartition("：")[2].strip()
    Database.open_first(store, start, OWN).close()
    code = run("users", "hand-over", NAME, *at)[1].splitlines()[0].rpartition("：")[2].strip()
    with Database.open_with_code(store, code, "又一句好记的话 9") as theirs:
        assert (theirs.user, theirs.rights.head) == (NAME, True)


def test_a_backup_by_command_is_entered_like_one_by_the_window(run: Any, store: Path) -> None:
    assert run("backup", "--store", store)[0] == 0
    with Database.open(store, PASSWORD) as database, database.read() as session:
        (entry,) = Listing(BackupLog).records(session)
        assert isinstance(entry, BackupLog)
        assert (entry.kind, entry.sound) == ("1", True)


def test_a_store_on_a_stick_is_opened_and_restored_only_with_a_word(
    run: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--store", store)
    (copy,) = (store.parent / "backups").glob("*.db")
    monkeypatch.setattr(resting, "unfit_place", lambda _store: "那里是优盘")
    for words in (("list", "mediation"), ("restore", copy)):
        code, _, err = run(*words, "--store", store)
        assert (code, "那里是优盘" in err) == (2, True)
        assert run(*words, "--store", store, "--anywhere")[0] == 0
