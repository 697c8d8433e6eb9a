"""After a destruction: the file is written anew however often that is stopped; old copies go."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.registers import Destruction
from db.registers.backup_log import back_up_and_enter
from db.registers.retention.copies import beside, destroyed_at, entered
from db.store.backup import copies_of, remove_copy, restore
from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.history import STEP
from db.store.progress import Cancelled
from desktop.documents.forms import form
from desktop.documents.issue import draft
from tests.offices import PASSWORD, new_store
from tests.pdf_text import text_of
from tests.registers.test_retention import consulted, destroyed, planned, words_in


@pytest.fixture
def database(tmp_path):
    with new_store(tmp_path) as made:
        consulted(made)
        yield made


def stop(_done, _total):
    raise Cancelled


def marked(database):
    raw = connect(database.path, database.key)
    (number,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    return number


def test_writing_the_file_anew_may_be_stopped_and_is_done_at_the_next_open(database, monkeypatch):
    for _ in range(40):
        consulted(database, words="别的话" * 300)
    protocol = planned(database, only="consultation")
    database.erased = lambda: None  # the power went between the two
    destroyed(database, protocol)
    assert marked(database) == 1
    monkeypatch.setattr("db.store.rewriting._EVERY", 100)
    with pytest.raises(Cancelled):
        database.rewrite(stop)
    assert marked(database) == 1
    database.close()
    with Database.open(database.path, PASSWORD) as again:
        assert marked(again) == 0
        assert words_in(again) == 0
        assert check(again).sound


def test_copies_from_before_are_listed_and_go_and_those_from_after_stay(database, tmp_path):
    old = back_up_and_enter(database, database.backup_folder)
    away = back_up_and_enter(database, tmp_path / "stick")
    long_ago = (datetime.now() - timedelta(days=1)).strftime("%Y%m%d-%H%M%S")
    for ending in ("", ".keys"):
        Path(f"{old}{ending}").replace(old.with_name(f"枫桥备份-{long_ago}.db{ending}"))
    database.close()
    restore(old.with_name(f"枫桥备份-{long_ago}.db"), database.path, PASSWORD)
    with Database.open(database.path, PASSWORD) as again:
        back_up_and_enter(again, tmp_path / "stick")
        protocol = planned(again, only="consultation")
        destroyed(again, protocol)
        with again.engine.begin() as connection:  # the clock has no part in it
            newest = connection.exec_driver_sql("SELECT max(id) FROM step").scalar()
            at = connection.execute(STEP.select().where(STEP.c.id == newest)).one().at
        with again.read() as session:
            protocol = session.get(Destruction, protocol.id)
            made = destroyed_at(session, protocol)
            listed = entered(session, protocol)
            told = text_of(draft(again, form("destruction_list"), protocol.id).pdf)
        assert made == datetime.fromisoformat(at)
        assert [one.place for one in listed] == [str(away.parent)]
        assert "销毁以前交到别处的备份1份" in "".join(told.split())
        names = sorted(one.file for one in beside(again, made))
        assert len(names) == 2
        assert names[1].startswith("枫桥备份-") != names[0].startswith("枫桥备份-")
        later = made + timedelta(seconds=1)
        fresh = back_up_and_enter(again, again.backup_folder)
        assert fresh.name not in [one.file for one in beside(again, made - timedelta(seconds=1))]
        for one in list(beside(again, later)):
            if one.file != fresh.name:
                remove_copy(one.path)
        assert list(copies_of(again.backup_folder, again.keyring.store_id)) == [fresh]
