"""Making and opening a store: what is wrong is said in a sentence, and nothing is touched."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text

from db.registers import Case, Committee, Mediator
from db.store import schema
from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.keys import WrongPassword
from db.store.listing import Listing
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
root_only = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root"
)


def state(folder):
    """Every file of a folder but the lock, with its bytes and time."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.iterdir())
        if path.suffix != ".lock" and path.is_file()
    }


def refused(store, password=PASSWORD):
    """The sentence with which opening is refused; nothing but the lock may have changed."""
    before = state(store.parent)
    with pytest.raises(Trouble) as caught:
        Database.open(store, password)
    assert state(store.parent) == before
    return caught.value.sentence


def test_a_new_store_opens_with_its_password_alone(tmp_path):
    path = tmp_path / "所" / "store.db"
    made, code = Database.create(path, "张所长", "一二三四五六七八")
    made.close()
    assert len(code) == 29
    with Database.open(path, "一二三四五六七八") as opened:
        assert opened.user == "张所长"
        assert check(opened).sound
    with pytest.raises(WrongPassword):
        Database.open(path, "一二三四五六七九")


@pytest.mark.parametrize("name", ["司法所 2024", "100%25 # ?a=b&c", "引号'\"; DROP", "a" * 100])
def test_a_folder_may_be_called_anything(tmp_path, name):
    path = tmp_path / name / "仓库.db"
    Database.create(path, "张所长", PASSWORD)[0].close()
    Database.open(path, PASSWORD).close()
    assert {p.name for p in path.parent.iterdir()} >= {"仓库.db", "仓库.db.keys"}
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_closed_store_is_one_file_and_its_keyring(database):
    with database.step("登记") as session:
        session.add(Committee.fresh(name="甲", short_name="甲", kind="1"))
    database.close()
    names = {path.name for path in database.path.parent.iterdir()}
    assert names - {"store.db.lock"} == {"store.db", "store.db.keys"}


def test_nothing_is_readable_in_the_file(store):
    with Database.open(store, PASSWORD) as database, database.step("登记") as session:
        session.add(agreed_case(1))
    with Database.open(store, PASSWORD) as database:
        with database.step("登记") as session:
            session.add(Mediator.fresh(name="欧阳乙丙"))
        assert Path(f"{store}-wal").stat().st_size
        for path in store.parent.iterdir():
            content = path.read_bytes()
            for word in ("张三", "欧阳乙丙", "520403188001010017", "通道堆放杂物", "mediation"):
                assert word.encode() not in content, path.name
                assert word.encode("utf-16-le") not in content, path.name
    assert not store.read_bytes().startswith(b"SQLite format")


@pytest.mark.parametrize(
    "wrong", ["", "天龙镇司法所 2025", "天龙镇司法所 2024 ", "\udcff\udcfe", "x" * 10_000]
)
def test_a_wrong_password_touches_nothing(store, wrong):
    assert "密码不对" in refused(store, wrong)


def test_a_user_opens_with_their_own_password(store, database):
    database.keyring.set_password("李干事", "李干事的密码 2024", database.key, "staff")
    database.keyring.save()
    database.close()
    with Database.open(store, "李干事的密码 2024") as opened:
        assert opened.user == "李干事"
    with Database.open(store, PASSWORD, "张所长") as opened:
        assert opened.user == "张所长"
    with pytest.raises(WrongPassword):
        Database.open(store, PASSWORD, "李干事")
    with pytest.raises(WrongPassword):
        Database.open(store, PASSWORD, "没有这个人")


def test_a_short_password_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(Trouble, match="至少 8 个字符"):
        Database.create(tmp_path / "store.db", "张所长", "1234567")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["store.db", "store.db.keys"])
def test_nothing_is_made_over_what_is_there(tmp_path, there):
    (tmp_path / there).write_bytes(b"somebody's")
    before = state(tmp_path)
    with pytest.raises(Trouble, match="不会覆盖"):
        Database.create(tmp_path / "store.db", "张所长", PASSWORD)
    assert state(tmp_path) == before


def test_what_fails_while_being_made_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise Trouble("坏了")

    monkeypatch.setattr(schema, "bring_up", fail)
    with pytest.raises(Trouble, match="坏了"):
        Database.create(tmp_path / "store.db", "张所长", PASSWORD)
    monkeypatch.undo()
    assert state(tmp_path) == {}
    Database.create(tmp_path / "store.db", "张所长", PASSWORD)[0].close()


def test_a_missing_store_is_told_and_not_made(tmp_path):
    for path in (tmp_path / "store.db", tmp_path / "没有" / "store.db"):
        with pytest.raises(Trouble, match="找不到仓库") as caught:
            Database.open(path, PASSWORD)
        assert caught.value.wrong_input
        assert not path.exists()


def test_a_folder_in_the_place_of_the_store_is_told(store):
    store.unlink()
    store.mkdir()
    with pytest.raises(Trouble, match="打不开"):
        Database.open(store, PASSWORD)


# ---- who else has it open ----


def test_a_second_program_is_told_to_use_the_first(database):
    run = (
        "import sys; from pathlib import Path; from db.store.database import Database;"
        "from db.store.trouble import Trouble\n"
        "try: Database.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except Trouble as t: print(t.sentence)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", run, str(database.path), PASSWORD],
        capture_output=True, encoding="utf-8", cwd=ROOT, check=True,
    )  # fmt: skip
    assert "枫桥已经打开着这个仓库" in done.stdout
    with pytest.raises(Trouble, match="已经打开着"):
        Database.open(database.path, PASSWORD)
    with database.step("还能保存") as session:
        session.add(Mediator.fresh(name="丙"))


def test_a_closed_store_lets_the_next_one_in(store):
    for _ in range(3):
        Database.open(store, PASSWORD).close()
    with pytest.raises(WrongPassword):
        Database.open(store, "不对的密码")
    Database.open(store, PASSWORD).close()


def test_a_closed_store_is_closed(database):
    database.close()
    database.close()
    with pytest.raises(Trouble, match="已经关闭"), database.read():
        pass
    with pytest.raises(Trouble, match="已经关闭"), database.step("晚了"):
        pass
    with pytest.raises(Trouble, match="已经关闭"):
        database.offered("undo")
    with pytest.raises(Trouble, match="已经关闭"):
        database.undo()


# ---- newer and unknown shapes ----


@pytest.mark.parametrize("revision", ["9999", "abcd"])
def test_a_newer_store_is_left_alone(store, database, revision):
    raw = connect(store, database.key)
    raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.close()
    database.close()
    with pytest.raises(Trouble, match="先升级本程序"):
        Database.open(store, PASSWORD)
    assert not (store.parent / "backups").exists()


# ---- places that cannot be written ----


@root_only
@pytest.mark.skipif(sys.platform != "linux", reason="a Linux mount")
def test_a_read_only_folder_is_told(store, tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        for ending in ("", ".keys"):
            shutil.copyfile(f"{store}{ending}", place / f"store.db{ending}")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        with pytest.raises(Trouble, match="不能写入"):
            Database.open(place / "store.db", PASSWORD)
        with pytest.raises(Trouble, match=r"不能写入|建不了"):
            Database.create(place / "new" / "store.db", "张所长", PASSWORD)
        with pytest.raises(Trouble, match="不能写入"):
            Database.create(place / "new.db", "张所长", PASSWORD)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Trouble, match="建不了文件夹"):
        Database.create(tmp_path / "file" / "store.db", "张所长", PASSWORD)


# ---- the session for looking ----


def test_looking_cannot_write(database):
    def add():
        with database.read() as session:
            session.add(Mediator.fresh(name="丙"))
            session.flush()

    def bulk():
        with database.read() as session:
            session.execute(text("DELETE FROM mediator"))

    def past_the_session():
        with database.read() as session:
            session.connection().exec_driver_sql("DELETE FROM mediator")
            session.commit()

    for write in (add, bulk, past_the_session):
        with pytest.raises((RuntimeError, Trouble)):
            write()
    with database.read() as session:
        assert Listing(Mediator).count(session) == 2
    with database.step("还能保存") as session:
        session.add(Mediator.fresh(name="丙"))


def test_what_was_read_stays_usable(database):
    with database.step("登记") as session:
        session.add(agreed_case(1))
    with database.read() as session:
        case = session.scalars(select(Case)).one()
    assert [party.name for party in case.parties] == ["张三", "李四"]
    assert case.terms[0].text
    case.parties[0].name = "改了"
    with database.read() as session:
        assert session.scalars(select(Case)).one().parties[0].name == "张三"


def test_reading_sees_one_moment_while_others_save(database):
    with database.read() as session:
        before = Listing(Mediator).count(session)
        thread = threading.Thread(target=_save_one, args=(database,))
        thread.start()
        thread.join(30)
        assert Listing(Mediator).count(session) == before
    with database.read() as session:
        assert Listing(Mediator).count(session) == before + 1


def _save_one(database):
    with database.step("另一处") as session:
        session.add(Mediator.fresh(name="丙"))
