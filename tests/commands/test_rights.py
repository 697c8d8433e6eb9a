"""The command line asks the same rights as the window."""

import json
from pathlib import Path
from typing import Any

import pytest

from db.registers import Person, UserAccount
from db.registers.users.account import RegisterRight
from db.registers.users.acts import give_start_code
from db.store.database import Database
from tests.filled import id_number
from tests.offices import PASSWORD, new_store

OWN, NAME, PHONE = "自己想的一句话 77", "李干事", "13800001234"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed store whose password at hand is a reader's, who may not see the petitions."""
    with new_store(tmp_path) as database:
        with database.step("登记") as session:
            hidden = [RegisterRight.fresh(register="petition", level="0")]
            account = UserAccount.fresh(name=NAME, role="reader", registers=hidden)
            session.add(account)
            session.add(Person.fresh(name="赵某", id_number=id_number(7), phone=PHONE))
        code = give_start_code(database, account)
    Database.open_first(database.path, code, OWN).close()
    monkeypatch.setenv("FENGQIAO_PASSWORD", OWN)
    monkeypatch.setenv("FENGQIAO_USER", NAME)
    return database.path


def test_a_reader_lists_masked_and_gets_nothing_in_full(
    run: Any, store: Path, tmp_path: Path
) -> None:
    code, out, _ = run("list", "person", "--store", store)
    assert code == 0
    assert "赵某" in out
    assert PHONE not in out
    assert "138****1234" in out
    code, out, err = run("list", "person", "--json", "--store", store)
    assert (code, out, "敏感信息" in err) == (1, "", True)
    file = tmp_path / "人员.json"
    code, _, err = run("export", "person", file, "--store", store)
    assert (code, "隐去" in err, file.exists()) == (1, True, False)
    assert run("export", "person", file, "--masked", "--store", store)[0] == 0
    assert PHONE not in file.read_text("utf-8")


def test_a_reader_adds_nothing_and_does_not_see_what_is_hidden(
    run: Any, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "person.json"
    file.write_text(json.dumps({"name": "钱某"}), "utf-8")
    code, _, err = run("add", "person", file, "--store", store)
    assert (code, f"{NAME}没有修改“人员”的权限" in err) == (1, True)
    code, _, err = run("list", "petition", "--store", store)
    assert (code, "没有查看" in err) == (1, True)


def test_the_name_says_whose_password_it_is(run: Any, store: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("FENGQIAO_USER", "测试员")
    assert run("list", "person", "--store", store)[0] == 1
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    code, out, _ = run("list", "person", "--json", "--store", store)
    assert code == 0
    assert PHONE in out
    code, out, _ = run("list", "person", "--store", store)
    assert (code, PHONE in out, "138****1234" in out) == (0, False, True), (
        "a list is masked for all"
    )
