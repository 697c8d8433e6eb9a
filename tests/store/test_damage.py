"""A damaged store or keyring is told in a sentence, and nothing is touched."""

import json
import os
import shutil
from pathlib import Path

import pytest

from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.keys import keyring_path
from db.store.trouble import Trouble
from tests.store.conftest import PASSWORD
from tests.store.test_opening import refused

DAMAGES = {
    "cut to nothing": lambda data: b"",
    "cut to a byte": lambda data: data[:1],
    "cut within the first page": lambda data: data[:1000],
    "header flipped": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "first page flipped": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    "zeroed": lambda data: bytes(len(data)),
    "something else": lambda data: b"SQLite format 3\0" + data[16:],
    "text": lambda data: "这不是仓库".encode() * 100,
    "random": lambda data: os.urandom(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_store_is_told(store, damage):
    store.write_bytes(damage(store.read_bytes()))
    assert "从备份恢复" in refused(store) or "备份恢复" in refused(store)


def test_a_store_cut_short_in_the_middle_is_told(store):
    data = store.read_bytes()
    store.write_bytes(data[: len(data) // 8192 * 4096])
    try:
        with Database.open(store, PASSWORD) as database:
            findings = check(database).findings
    except Trouble as trouble:
        findings = [trouble.sentence]
    assert findings


def test_an_empty_database_with_the_right_key_is_not_taken_for_a_store(store, database):
    key = database.key
    database.close()
    store.unlink()
    connect(store, key, new=True).close()
    assert "没有枫桥的数据" in refused(store)


def test_a_write_ahead_log_is_not_lost_with_an_emptied_store(store):
    """SQLite throws the log away when the file before it is empty; it may be all that is left."""
    store.write_bytes(b"")
    Path(f"{store}-wal").write_bytes(b"log")
    refused(store)
    assert Path(f"{store}-wal").read_bytes() == b"log"


KEYRINGS = {
    "empty": lambda ring: "",
    "not JSON": lambda ring: "{",
    "another shape": lambda ring: "[]",
    "no slots": lambda ring: json.dumps({"store_id": "x"}),
    "slots of another shape": lambda ring: json.dumps(ring | {"slots": 5}),
    "a slot too much": lambda ring: json.dumps(ring | {"slots": [{**ring["slots"][0], "x": 1}]}),
    "salt not base64": lambda ring: json.dumps(
        ring | {"slots": [{**ring["slots"][0], "salt": "?"}]}
    ),
    "salt a number": lambda ring: json.dumps(ring | {"slots": [{**ring["slots"][0], "salt": 5}]}),
    "nonce short": lambda ring: json.dumps(
        ring | {"slots": [{**ring["slots"][0], "nonce": "AAAA"}]}
    ),
    "no passes": lambda ring: json.dumps(ring | {"slots": [{**ring["slots"][0], "passes": 0}]}),
    "endless passes": lambda ring: json.dumps(
        ring | {"slots": [{**ring["slots"][0], "passes": 10**9}]}
    ),
    "all the memory": lambda ring: json.dumps(
        ring | {"slots": [{**ring["slots"][0], "memory_kib": 2**31}]}
    ),
    "passes as text": lambda ring: json.dumps(
        ring | {"slots": [{**ring["slots"][0], "passes": "3"}]}
    ),
}


@pytest.mark.parametrize("damage", KEYRINGS.values(), ids=KEYRINGS.keys())
def test_a_damaged_keyring_is_told(store, damage):
    ring = keyring_path(store)
    ring.write_text(damage(json.loads(ring.read_text("utf-8"))), encoding="utf-8")
    assert "密钥文件 store.db.keys 已损坏" in refused(store)


def test_a_keyring_that_is_no_text_is_told(store):
    keyring_path(store).write_bytes(b"\xff\xfe\x00")
    assert "已损坏" in refused(store)


def test_a_missing_keyring_is_told(store):
    keyring_path(store).unlink()
    assert "缺少密钥文件" in refused(store)


def test_a_slot_given_to_another_user_or_role_opens_nothing(store):
    ring = keyring_path(store)
    data = json.loads(ring.read_text("utf-8"))
    data["slots"][0]["role"] = "reader"
    ring.write_text(json.dumps(data), "utf-8")
    assert "密码不对" in refused(store)


def test_the_keyring_of_another_store_is_told(store, tmp_path):
    other, _ = Database.create(tmp_path / "other" / "store.db", "张所长", PASSWORD)
    other.close()
    shutil.copyfile(keyring_path(other.path), keyring_path(store))
    assert "密钥文件不属于它" in refused(store)
