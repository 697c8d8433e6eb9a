"""A file on a stick is the old one or the new one, whole, whatever call fails."""

import errno
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.exchange.drives import put as putting
from desktop.exchange.drives.calls import Calls
from desktop.exchange.drives.drive import FAT_LIMIT, Drive
from desktop.exchange.drives.names import safe_name
from desktop.exchange.drives.pace import Pace
from desktop.exchange.drives.put import Phase, leftovers, put

OLD, NEW = b"old parcel" * 50, bytes(range(256)) * 36  # three blocks of the fixture below
ERRORS = (errno.EIO, errno.ENODEV, errno.ENOENT, errno.ENOSPC, errno.EROFS, errno.EACCES)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(putting, "_BLOCK", 4096)
    monkeypatch.setattr(putting, "_FLUSH_EVERY", 8192)


class Failing(Calls):
    """Counts every call; from the ``at``-th on they fail, or only that one.

    A write that fails has written half of what it was given, as a stick that fills up does.
    """

    def __init__(self, at: int = -1, number: int = errno.EIO, *, gone: bool = False) -> None:
        self.count, self._at, self._number, self._gone = 0, at, number, gone

    def _fails(self) -> bool:
        self.count += 1
        return self.count > self._at >= 0 if self._gone else self.count - 1 == self._at

    def _next(self) -> None:
        if self._fails():
            raise OSError(self._number, "injected")

    def free(self, folder):
        self._next()
        return super().free(folder)

    def create(self, path):
        self._next()
        return super().create(path)

    def write(self, handle, data):
        if self._fails():
            super().write(handle, data[: len(data) // 2])
            raise OSError(self._number, "injected")
        return super().write(handle, data)

    def flush(self, handle):
        self._next()
        super().flush(handle)

    def close(self, handle):
        super().close(handle)  # the system has let go of it even where it tells an error
        self._next()

    def reopen(self, path):
        self._next()
        reader, calls = super().reopen(path), self

        class Counted:
            def read(self):
                calls._next()
                return reader.read()

            def close(self):
                reader.close()

        return Counted()

    def rename(self, old, new):
        self._next()
        super().rename(old, new)

    def flush_folder(self, folder):
        self._next()
        super().flush_folder(folder)

    def size(self, path):
        self._next()
        return super().size(path)

    def remove(self, path):
        self._next()
        super().remove(path)


def calls_in_all(folder: Path) -> int:
    calls = Failing()
    put(folder / "count.fqp", NEW, calls=calls)
    return calls.count


def test_it_writes_what_it_was_given_and_leaves_nothing_beside(tmp_path):
    source = tmp_path / "source"
    source.write_bytes(NEW)
    for content in (NEW, source):
        done = put(tmp_path / "a.fqp", content)
        assert done.path.read_bytes() == NEW
        assert (done.size, done.digest) == (len(NEW), hashlib.sha256(NEW).hexdigest())
    assert put(tmp_path / "empty", b"").size == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.fqp", "empty", "source"]


@pytest.mark.parametrize("gone", [False, True], ids=["one call fails", "the stick is gone"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_at_every_call_the_outcome_is_the_old_file_or_the_new_one(tmp_path, number, gone):
    path, names = tmp_path / "a.fqp", set()
    total = calls_in_all(tmp_path)
    assert total > 12
    for at in range(total):
        path.write_bytes(OLD)
        calls = Failing(at, number, gone=gone)
        try:
            put(path, NEW, calls=calls)
            said = ""
        except Trouble as trouble:
            said = trouble.sentence
        content = path.read_bytes()
        assert content in (OLD, NEW), at
        assert said or content == NEW, at  # no word of success for the old file
        if content == OLD:
            assert "没有动" in said, said
        names.add((content == NEW, bool(said)))
        for part in leftovers(tmp_path):
            assert gone or at == total - 1  # a stick that answers is left clean
            part.unlink()
    assert {(False, True), (True, True)} <= names  # failures before and after the renaming


def test_a_first_file_is_never_half_there(tmp_path):
    total = calls_in_all(tmp_path)
    for at in range(total):
        path = tmp_path / f"{at}.fqp"
        try:
            put(path, NEW, calls=Failing(at, gone=True))
        except Trouble:
            assert not path.exists() or path.read_bytes() == NEW


def test_a_stick_that_gives_back_something_else_is_named_and_the_old_file_stands(tmp_path):
    path = tmp_path / "a.fqp"
    path.write_bytes(OLD)

    class Rotten(Calls):
        def reopen(self, part):
            raw = bytearray(part.read_bytes())
            raw[len(raw) // 2] ^= 1
            part.write_bytes(raw)
            return super().reopen(part)

    with pytest.raises(Trouble, match="换一个U盘"):
        put(path, NEW, calls=Rotten())
    assert path.read_bytes() == OLD
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "满了"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "只读"),
        (errno.ENODEV, "拔出"),
        (errno.EIO, "拔出"),
        (errno.ENOENT, "拔出"),
        (errno.EFBIG, "太大"),
        (errno.EINVAL, "文件名"),
    ],
)
def test_each_failure_has_its_sentence(tmp_path, number, word):
    with pytest.raises(Trouble, match=word):
        put(tmp_path / "a.fqp", NEW, calls=Failing(1, number))


def test_room_and_the_limit_of_fat_are_asked_before_a_byte_is_written(tmp_path):
    class Small(Failing):
        def free(self, folder):
            return len(NEW)

    calls = Small()
    with pytest.raises(Trouble, match="空间不够"):
        put(tmp_path / "a.fqp", NEW, calls=calls)
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(FAT_LIMIT + 1)
    stick = Drive(tmp_path, system="vfat")
    with pytest.raises(Trouble, match="FAT32"):
        put(tmp_path / "a.fqp", huge, largest=stick.largest, calls=calls)
    assert not (tmp_path / "a.fqp").exists()
    assert Drive(tmp_path, system="exfat").largest is None


@pytest.mark.parametrize("phase", list(Phase))
def test_cancelling_leaves_the_old_file_and_nothing_beside(tmp_path, phase):
    path = tmp_path / "a.fqp"
    path.write_bytes(OLD)

    def told(now, done, _total):
        if now is phase and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        put(path, NEW, told)
    assert path.read_bytes() == OLD
    assert leftovers(tmp_path) == []


def test_both_phases_are_told_to_their_end(tmp_path):
    heard = []
    put(tmp_path / "a.fqp", NEW, lambda *told: heard.append(told))
    for phase in Phase:
        done = [done for now, done, _ in heard if now is phase]
        assert done == sorted(done)
        assert done[0] == 0
        assert done[-1] == len(NEW)


def test_a_source_that_went_away_is_not_the_sticks_fault(tmp_path):
    with pytest.raises(Trouble, match="读不了要写出的文件 away"):
        put(tmp_path / "a.fqp", tmp_path / "away")


def test_it_waits_for_the_stick_again_and_again(tmp_path):
    flushed = []

    class Counting(Calls):
        def flush(self, handle):
            flushed.append(handle)
            super().flush(handle)

    put(tmp_path / "a.fqp", NEW, calls=Counting())
    assert len(flushed) == len(NEW) // 8192 + 1


@given(st.text(max_size=300))
def test_a_safe_name_is_taken_by_every_system(text):
    name = safe_name(text)
    assert 0 < len(name.encode("utf-16-le")) // 2 <= 120
    assert len(name.encode()) <= 250 - len(".part")
    assert not set(name) & set('/\\:*?"<>|\0\n\t')
    assert name == name.strip(" .")
    assert safe_name(name) == name


def test_reserved_names_and_endings():
    assert safe_name("CON.fqp") == "_CON.fqp"
    assert safe_name("com1") == "_com1"
    assert safe_name("天龙镇司法所 2024年第4季度.fqp") == "天龙镇司法所 2024年第4季度.fqp"
    assert safe_name("长" * 300 + ".fqp").endswith("长.fqp")
    assert safe_name(" .. ") == "未命名"


def test_speed_and_time_left_follow_the_last_seconds():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.words == ""
    for second in range(11):
        now[0] = float(second)
        pace.told(second * 2**20, 100 * 2**20)
    assert pace.speed == 2**20
    assert pace.left == 90
    assert pace.words == "1.0 MB/秒，还要约 2 分钟"
