"""A stick that is pulled while its store is open: told as what it is, and well when plugged in."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from db.registers import Place
from db.store.check import check
from db.store.database import Database
from db.store.lock import StoreLock
from db.store.trouble import Trouble
from tests.store.conftest import PASSWORD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed")


class Stick:
    """A folder that can be taken away from under an open store."""

    def __init__(self, store: Path) -> None:
        self.folder = store.parent
        self._copy = self.folder.with_name("the same stick, later")

    def pull(self) -> None:
        """What is open there gives nothing any more, and nothing lies at the place."""
        shutil.copytree(self.folder, self._copy)
        away = self.folder.rename(self.folder.with_name("pulled"))
        for file in away.glob("store.db*"):
            if file.name.endswith("-shm"):  # it is mapped, and stays as long as it was
                file.write_bytes(bytes(file.stat().st_size))
            else:
                os.truncate(file, 100)

    def plug_in(self) -> None:
        self._copy.rename(self.folder)


def name_a_village(database: Database, name: str) -> None:
    with database.step("登记村居") as session:
        session.add(Place.fresh(name=name, kind="village"))


def villages(database: Database) -> set[str]:
    with database.read() as session:
        return {place.name for place in session.query(Place)}


@pytest.fixture
def store(store, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    for file in tmp_path.glob("store.db*"):
        file.rename(folder / file.name)
    return folder / store.name


@pytest.fixture
def opened(store):
    with Database.open(store, PASSWORD) as database:
        name_a_village(database, "先前村")
        yield database


def test_who_pulled_it_is_not_sent_to_the_backups(opened, store):
    stick = Stick(store)
    stick.pull()
    for act in (lambda: name_a_village(opened, "拔出村"), lambda: villages(opened)) * 2:
        with pytest.raises(Trouble, match=r"读不到了.*请插好后再试一次"):
            act()
    stick.plug_in()
    assert "先前村" in villages(opened)
    name_a_village(opened, "插好村")
    with pytest.raises(Trouble, match="已经打开着这个仓库"):
        StoreLock(store).take()
    opened.close()
    with Database.open(store, PASSWORD) as again:
        assert {"先前村", "插好村"} <= villages(again)
        assert "拔出村" not in villages(again)
        assert check(again).sound


def test_pulled_and_plugged_in_between_two_saves(opened, store):
    stick = Stick(store)
    stick.pull()
    stick.plug_in()
    with pytest.raises(Trouble, match=r"刚才断开过.*请再试一次"):
        name_a_village(opened, "断开村")
    name_a_village(opened, "插好村")
    assert {"先前村", "插好村"} <= villages(opened)


def test_a_store_that_another_took_meanwhile_is_left_alone(opened, store):
    stick = Stick(store)
    stick.pull()
    with pytest.raises(Trouble):
        villages(opened)
    stick.plug_in()
    other = StoreLock(store)
    other.take()
    with pytest.raises(Trouble, match="已经打开着这个仓库"):
        name_a_village(opened, "插好村")
    other.release()


def test_a_damaged_file_is_still_called_so(opened, store):
    for file in store.parent.glob("store.db*"):
        if file.name.endswith("-shm"):
            file.write_bytes(bytes(file.stat().st_size))
        elif not file.name.endswith(".keys"):
            os.truncate(file, 5000)
    with pytest.raises(Trouble, match=r"损坏|备份"):
        villages(opened)
