"""The printed recovery code, and what the keyring gives away."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store import slowness
from db.store.database import Database
from db.store.keys import (
    Keyring,
    Slot,
    WrongPassword,
    derived,
    keyring_path,
)
from db.store.paper_code import new_recovery_code, plain_code
from db.store.trouble import Trouble
from tests.store.conftest import PASSWORD

NEW = "换一个新的密码 2024"


def other_letter(letter):
    return "7" if letter != "7" else "8"


def test_the_code_opens_and_gives_a_new_password(store, code):
    with Database.open_with_code(store, code, NEW) as database:
        assert database.user == "张所长"
    Database.open(store, NEW).close()
    with pytest.raises(WrongPassword):
        Database.open(store, PASSWORD)
    with Database.open_with_code(store, code, PASSWORD):
        pass
    Database.open(store, PASSWORD).close()


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code} \n",
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("-", "—"),
        lambda code: code.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}),  # full-width
    ],
)
def test_a_code_is_understood_as_it_is_typed(code, typed):
    assert plain_code(typed(code)) == plain_code(code)


def test_a_mistyped_code_is_told_from_one_of_another_store(store, code):
    before = keyring_path(store).read_bytes()
    wrong = {
        other_letter(code[0]) + code[1:]: "有误",
        code[:-1]: "有误",
        "": "有误",
        code * 2: "有误",
    }
    wrong[new_recovery_code()] = "不属于这个仓库"
    for typed, sentence in wrong.items():
        with pytest.raises(WrongPassword, match=sentence):
            Database.open_with_code(store, typed, NEW)
    assert keyring_path(store).read_bytes() == before


def test_a_short_new_password_changes_nothing(store, code):
    before = keyring_path(store).read_bytes()
    with pytest.raises(Trouble, match="至少 8"):
        Database.open_with_code(store, code, "短")
    assert keyring_path(store).read_bytes() == before
    Database.open(store, PASSWORD).close()


def test_a_keyring_that_cannot_be_written_leaves_the_old_password(store, code, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    before = keyring_path(store).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("db.store.whole_file.os.fsync", full)
        with pytest.raises(Trouble, match=r"写不了 store\.db\.keys（No space left on device）"):
            Database.open_with_code(store, code, NEW)
    assert keyring_path(store).read_bytes() == before
    assert not list(store.parent.glob("*.part"))
    Database.open(store, PASSWORD).close()


def test_a_password_whose_folder_cannot_be_flushed_is_the_new_one_and_said_so(
    store, code, monkeypatch
):
    def refused(_folder):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("db.store.whole_file.flush_folder", refused)
        Database.open_with_code(store, code, NEW).close()
    Database.open(store, NEW).close()


def test_the_code_of_a_ring_that_is_not_the_stores_changes_no_password(store, tmp_path):
    """The new password is written only when the key has opened the file itself."""
    (tmp_path / "other").mkdir()
    ring, _key, foreign = Keyring.create(keyring_path(store), "别人", "别人的密码一二三")
    ring.save()
    before = keyring_path(store).read_bytes()
    with pytest.raises(Trouble, match="密钥文件不属于它"):
        Database.open_with_code(store, foreign, NEW)
    assert keyring_path(store).read_bytes() == before


def test_the_code_resets_the_first_user_every_time(store, code, database):
    database.keyring.set_password("李干事", "李干事的密码 2024", database.key, "staff")
    database.keyring.save()
    database.close()
    for password in (NEW, PASSWORD):
        with Database.open_with_code(store, code, password) as opened:
            assert opened.user == "张所长"
    slots = json.loads(keyring_path(store).read_text("utf-8"))["slots"]
    assert [(s["user"], s["role"]) for s in slots if s["kind"] == "password"] == [
        ("张所长", "head"),
        ("李干事", "staff"),
    ]
    Database.open(store, "李干事的密码 2024").close()


@given(st.data())
def test_any_single_slip_is_noticed(data):
    """A wrong letter, or two neighbours swapped, fails the check letter or opens nothing."""
    code = plain_code(new_recovery_code())
    place = data.draw(st.integers(0, 23))
    letter = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    replaced = code[:place] + letter + code[place + 1 :]
    for slipped in {swapped, replaced} - {code}:
        with pytest.raises(WrongPassword):
            RING.open_with_code(slipped)


RING, KEY, CODE = Keyring.create(Path("none.keys"), "甲", "一二三四五六七八")


def test_codes_are_new_each_time_and_open_only_their_ring():
    assert RING.open_with_code(CODE) == KEY
    assert len({new_recovery_code() for _ in range(100)}) == 100
    with pytest.raises(WrongPassword, match="不属于"):
        RING.open_with_code(new_recovery_code())


def test_a_slot_is_bound_to_its_store_user_and_role():
    (slot,) = [slot for slot in RING.slots if slot.kind == "password"]
    assert slot.open("一二三四五六七八", RING.store_id) == KEY
    assert slot.open("一二三四五六七八", "another") is None
    for change in ({"user": "乙"}, {"role": "reader"}, {"kind": "recovery"}):
        assert Slot(**{**slot.__dict__, **change}).open("一二三四五六七八", RING.store_id) is None


def test_the_keyring_holds_no_secret_in_the_clear(store, code, database):
    text = keyring_path(store).read_text("utf-8")
    for secret in (PASSWORD, code, plain_code(code), database.key.hex()):
        assert secret not in text


@pytest.mark.parametrize(
    ("seconds", "passes"), [(0.18, 8), (0.5, 3), (4.0, 3), (0.1, 15), (0.001, 16)]
)
def test_a_password_takes_half_a_second_within_bounds(seconds, passes):
    assert slowness.fitting(seconds) == passes


def test_what_a_slot_was_made_with_opens_it_until_the_password_changes(monkeypatch):
    monkeypatch.setattr(slowness, "passes", lambda _memory, _lanes: 5)
    ring, key, _ = Keyring.create(Path("none.keys"), "甲", "一二三四五六七八")
    assert [slot.passes for slot in ring.slots if slot.kind == "password"] == [5]
    monkeypatch.setattr(slowness, "passes", lambda _memory, _lanes: 7)
    assert ring.open("一二三四五六七八") == (key, "甲")
    ring.set_password("甲", "八七六五四三二一", key)
    assert [slot.passes for slot in ring.slots if slot.kind == "password"] == [7]
    assert ring.open("八七六五四三二一") == (key, "甲")


def test_keys_differ_by_purpose():
    assert len({derived(KEY, "history chain"), derived(KEY, "parcel"), KEY}) == 3
    assert derived(KEY, "parcel") == derived(KEY, "parcel")
