"""Attachments in the store: once by hash, in history without content, undone, proven."""

import json

import pytest
from sqlalchemy import event, select

from db.registers import Case, Mediator
from db.store.attachments import (
    Attachment,
    Tally,
    attach,
    attachments_of,
    describe,
    photos_of,
    purposes,
    remove,
    shift,
    tally,
)
from db.store.backup import back_up, restore
from db.store.blobs import BLOB, NewFile, content_of, thumbnails_of
from db.store.check import check
from db.store.database import Database
from db.store.history import CHANGE
from db.store.record_history import story_of
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD

SCAN = NewFile("协议.pdf", "application/pdf", b"%PDF scan", b"small", pages=3)
PHOTO = NewFile("现场.jpg", "image/jpeg", b"photo" * 1000, b"tiny", pages=1)
NOTE = NewFile("说明.docx", "application/x", b"words")


@pytest.fixture
def case(database):
    with database.step("登记纠纷") as session:
        made = agreed_case(1)
        session.add(made)
    return made.id


def put(database, record, *files, table="mediation"):
    with database.step(f"附上 {len(files)} 个文件") as session:
        return [one.id for one in attach(session, table, record, files)]


def names(database, record, table="mediation"):
    with database.read() as session:
        return [one.name for one in attachments_of(session, table, record)]


def contents(database):
    with database.read() as session:
        return session.execute(select(BLOB.c.sha256)).scalars().all()


def test_files_stand_in_order_and_are_counted(database, case):
    put(database, case, SCAN, PHOTO)
    put(database, case, NOTE)
    assert names(database, case) == ["协议.pdf", "现场.jpg", "说明.docx"]
    with database.read() as session:
        size = sum(len(one.content) for one in (SCAN, PHOTO, NOTE))
        assert tally(session, "mediation", case) == Tally(3, 4, 1, size)
        assert tally(session, "mediator", case) == Tally()
        assert [one.name for one in photos_of(session, "mediation", case)] == ["现场.jpg"]
        assert content_of(session, SCAN.digest) == SCAN.content
        found = thumbnails_of(session, [SCAN.digest, NOTE.digest])
        assert found == {SCAN.digest: SCAN.thumbnail}


def test_the_history_holds_the_hash_and_never_the_content(database, case):
    put(database, case, PHOTO)
    with database.read() as session:
        said = select(CHANGE.c.content).where(CHANGE.c.table_name == "attachment")
        noted = session.scalars(said).all()
        tables = session.scalars(select(CHANGE.c.table_name)).all()
    assert [json.loads(one)["sha256"] for one in noted] == [PHOTO.digest]
    assert PHOTO.content.hex()[:40] not in "".join(noted)
    assert "blob" not in tables
    with database.read() as session:
        assert session.scalar(select(Attachment.added_by)) == "张所长"


def test_one_content_at_two_records_is_kept_once(database, case):
    put(database, case, PHOTO)
    put(database, 1, PHOTO, table="mediator")
    assert contents(database) == [PHOTO.digest]


def test_the_same_file_twice_at_one_record_is_said(database, case):
    put(database, case, PHOTO)
    with pytest.raises(Trouble, match=r"“现场\.jpg”已经附在这条记录上"):
        put(database, case, PHOTO)
    renamed = NewFile("副本.jpg", PHOTO.media_type, PHOTO.content)
    with pytest.raises(Trouble, match=r"“副本\.jpg”与已附的“现场\.jpg”内容完全相同"):
        put(database, case, renamed)
    with pytest.raises(Trouble, match="没有重复附上"):
        put(database, case, NOTE, NOTE)
    assert names(database, case) == ["现场.jpg"]


def test_nothing_is_attached_to_a_record_that_is_gone(database, case):
    with database.step("删除") as session:
        from datetime import datetime

        session.get(Case, case).deleted_at = datetime(2024, 6, 5)
    for record in (case, 999):
        with pytest.raises(Trouble, match="已经不在"):
            put(database, record, PHOTO)
    assert contents(database) == []


def test_adding_and_removing_are_undone_and_redone(database, case):
    scan, _ = put(database, case, SCAN, PHOTO)
    with database.step("移除附件") as session:
        assert remove(session, [scan, 999]) == ["协议.pdf"]
    assert names(database, case) == ["现场.jpg"]
    database.undo()
    assert names(database, case) == ["协议.pdf", "现场.jpg"]
    database.undo()
    assert names(database, case) == []
    database.redo()
    with database.read() as session:
        assert content_of(session, SCAN.digest) == SCAN.content
    database.redo()
    assert names(database, case) == ["现场.jpg"]
    put(database, case, SCAN)  # removed, it may come again
    assert check(database).sound


def test_order_and_words_change_in_steps(database, case):
    scan, photo = put(database, case, SCAN, PHOTO)
    with database.step("调整附件顺序") as session:
        shift(session, photo, -1)
        shift(session, photo, -1)
    assert names(database, case) == ["现场.jpg", "协议.pdf"]
    with database.step("修改附件") as session:
        describe(session, scan, name=" 盖章协议.pdf\n", purpose="归档\u200b")
    assert names(database, case) == ["现场.jpg", "盖章协议.pdf"]
    with database.read() as session:
        assert purposes(session) == ["归档"]
    with pytest.raises(Trouble, match="文件名"), database.step("修改附件") as session:
        describe(session, scan, name=" \u200b")
    database.undo()
    database.undo()
    assert names(database, case) == ["协议.pdf", "现场.jpg"]


def test_the_record_tells_of_its_attachments_and_of_no_others(database, case):
    put(database, 1, NOTE, table="mediator")
    (scan,) = put(database, case, SCAN)
    with database.step("修改附件") as session:
        describe(session, scan, purpose="归档")
    with database.step("移除附件") as session:
        remove(session, [scan])
    with database.read() as session:
        told = story_of(session, Case, case)
        other = story_of(session, Mediator, 1)
    assert [step.name for step in told] == ["移除附件", "修改附件", "附上 1 个文件", "登记纠纷"]
    assert told[2].lines[0].label == "附件：增加"
    assert told[2].lines[0].after == "文件名 协议.pdf，页数 3"
    assert (told[1].lines[0].label, told[1].lines[0].after) == ("附件“协议.pdf”：说明", "归档")
    assert "说明.docx" in other[0].lines[0].after


def test_listing_reads_nothing_of_the_contents(database, case):
    put(database, case, *(NewFile(f"{n}.jpg", "image/jpeg", bytes([n]) * 99) for n in range(50)))
    asked = []

    def hear(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    assert len(names(database, case)) == 50
    assert asked
    assert not [statement for statement in asked if "blob" in statement]


FORGED = {
    "UPDATE blob SET content = zeroblob(5000) WHERE size = 5000": "的附件“现场.jpg”的内容被绕过",
    "UPDATE blob SET content = 7 WHERE size = 5000": "的附件“现场.jpg”的内容被绕过程序改过",
    "UPDATE blob SET size = 1 WHERE size = 5000": "的附件“现场.jpg”的内容被绕过程序改过",
    "DELETE FROM blob WHERE size = 5000": "的附件“现场.jpg”的内容不见了",
    "UPDATE attachment SET name = '别的' WHERE id = 2": "附件第 2 条“别的”被绕过程序改过：文件名",
    "DELETE FROM attachment WHERE id = 2": "附件第 2 条“现场.jpg”被绕过程序删除了",
    "UPDATE attachment SET record_id = 77 WHERE id = 2": "（人民调解第 77 条）不存在",
    "UPDATE attachment SET table_name = 'x' WHERE id = 2": "附件第 2 条“现场.jpg”被绕过程序改过",
}


@pytest.mark.parametrize("forgery", FORGED)
def test_the_check_names_file_and_record(database, case, forgery):
    put(database, case, SCAN, PHOTO)
    assert check(database).sound
    with database.engine.begin() as connection:
        connection.exec_driver_sql(forgery)
    findings = check(database).findings
    assert [one for one in findings if FORGED[forgery] in one], findings
    if "blob" in forgery:
        assert findings[0].startswith("人民调解“")
        assert len(findings) == 1


def test_an_altered_content_is_not_given_out(database, case):
    put(database, case, PHOTO)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE blob SET content = zeroblob(5000)")
    with database.read() as session, pytest.raises(Trouble, match="被绕过程序改过"):
        content_of(session, PHOTO.digest)
    with database.read() as session, pytest.raises(Trouble, match="不见了"):
        content_of(session, "0" * 64)


def test_a_failed_step_leaves_no_content(database, case):
    with pytest.raises(ZeroDivisionError), database.step("失败") as session:
        assert 1 / len(attach(session, "mediation", case, [PHOTO])[1:])
    assert contents(database) == []
    assert names(database, case) == []


def test_a_backup_carries_the_contents(database, store, case, tmp_path):
    put(database, case, PHOTO)
    copy = back_up(database, tmp_path / "b")
    restored = tmp_path / "restored" / "store.db"
    restored.parent.mkdir()
    restore(copy, restored, PASSWORD)
    with Database.open(restored, PASSWORD) as other:
        assert check(other).sound
        with other.read() as session:
            assert content_of(session, PHOTO.digest) == PHOTO.content
