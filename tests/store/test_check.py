"""The check: whoever changes records or history behind the program's back is named.

Not seen, and not pretended to be: somebody who holds the data key takes the newest steps away and
puts the tables back as they were before them. The file is then what it was at that time, like any
older backup. Only an anchor outside tells: the chain's head printed on a signed paper.
"""
# ruff: noqa: S608 - a forger writes SQL

import json
from datetime import date

import pytest
from sqlalchemy import select

from db.registers import Case
from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.history import CHANGE, STEP, erase
from db.store.progress import Cancelled
from db.store.trouble import Trouble
from tests.offices import agreed_case, walk
from tests.store.conftest import PASSWORD

DAY = date(2024, 7, 1)


@pytest.fixture
def forged(database):
    """A store with a case at 已结案, and a hand in its file."""
    walk(database, agreed_in(database), "perform", "close", performed_on=DAY, closed_on=DAY)
    hand = connect(database.path, database.key)
    hand.execute("PRAGMA foreign_keys = OFF")
    yield database, hand.execute
    hand.close()


def agreed_in(database):
    with database.step("登记纠纷") as session:
        case = agreed_case(1)
        session.add(case)
    walk(database, case.id, "accept", "agree")
    return case.id


def found(database):
    report = check(database)
    assert report.sound == (report.findings == [])
    return report.findings


def test_a_store_at_work_is_sound(forged):
    database, _ = forged
    report = check(database)
    assert report.findings == []
    assert report.steps == 6
    assert report.changes > report.rows > 10


# ---- records behind the program's back ----


def test_a_changed_record_is_named_with_its_field(forged):
    database, sql = forged
    sql("UPDATE mediation SET summary = '另一种说法', amount = 1")
    (sentence,) = found(database)
    assert "人民调解第 1 条“（2024）测人调字第1号 张三与李四邻里纠纷”" in sentence
    assert sentence.endswith("被绕过程序改过：纠纷简要情况、协议涉及金额")


def test_a_field_emptied_or_filled_is_found(forged):
    database, sql = forged
    sql("UPDATE mediation SET facts = NULL, closing_note = '没有写过'")
    (sentence,) = found(database)
    assert "主要事实和争议事项" in sentence
    assert "结案说明" in sentence


@pytest.mark.parametrize(
    "value",
    ["'2024-06-05 '", "'昨天'", "5", "x'00'", "1.5", "''"],
    ids=["blank", "text", "int", "blob", "real", "empty"],
)
def test_a_value_that_no_date_is_is_found_and_not_a_traceback(forged, value):
    database, sql = forged
    sql(f"UPDATE mediation SET accepted_on = {value}")
    (sentence,) = found(database)
    assert "受理日期" in sentence
    sql("UPDATE mediation SET accepted_on = '2024-06-05'")
    sql(f"UPDATE mediator SET created_at = {value}")
    assert len(found(database)) == 2


def test_a_record_put_in_is_found(forged):
    database, sql = forged
    sql("INSERT INTO mediation_term (id, text, position, owner_id) VALUES (77, '另付十万元', 1, 1)")
    (sentence,) = found(database)
    assert sentence == "人民调解的协议条款第 77 条不是由本程序写入的"


@pytest.mark.parametrize("which", ["first", "last", "all"])
def test_a_record_taken_out_is_found(forged, which):
    database, sql = forged
    where = {"first": "id = 1", "last": "id = 2", "all": "1"}[which]
    sql(f"DELETE FROM mediation_party WHERE {where}")
    findings = found(database)
    assert len(findings) == (2 if which == "all" else 1)
    assert all("被绕过程序删除了" in sentence for sentence in findings)


def test_a_number_put_back_is_found(forged):
    """The counter is part of the history: no number is given twice unseen."""
    database, sql = forged
    sql("UPDATE counter SET last = 0")
    assert found(database) == ["编号计数第 1 条被绕过程序改过：last"]


def test_a_broken_link_is_found(forged):
    database, sql = forged
    sql("UPDATE mediation SET committee_id = 99")
    assert any("指向的记录不存在" in sentence for sentence in found(database))


# ---- the history ----


@pytest.mark.parametrize(
    "column", ["at", "who", "name", "kind", "target", "undo_top", "changes", "digest", "chain"]
)
def test_a_changed_step_is_named(forged, column):
    database, sql = forged
    value = "1234" if column in ("target", "undo_top", "changes") else "'改了'"
    sql(f"UPDATE step SET {column} = {value} WHERE id = 3")
    findings = found(database)
    assert findings
    assert "第 3 步" in findings[0]


def test_a_changed_content_is_named(forged):
    database, sql = forged
    sql("UPDATE change SET content = replace(content, '张三', '王五')")
    findings = found(database)
    assert any(
        "第 2 步“登记纠纷”" in sentence and "的记载被改过" in sentence for sentence in findings
    )


def test_a_changed_content_and_record_together_are_found(forged):
    database, sql = forged
    sql("UPDATE change SET content = replace(content, '通道', '院墙')")
    for name in ("summary", "facts", "found_by"):
        sql(f"UPDATE mediation SET {name} = replace({name}, '通道', '院墙')")
    findings = found(database)
    assert findings
    assert all("记载被改过" in sentence or "绕过程序" in sentence for sentence in findings)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "5", "null", '{"summary": 5}', '{"summary": []}', "[[1]]"]
)
def test_a_content_that_cannot_be_read_is_found_and_not_a_traceback(forged, content):
    database, sql = forged
    for row in (1, 12):
        sql("UPDATE change SET content = ? WHERE id = ?", (content, row))
    assert found(database)


@pytest.mark.parametrize(
    "change",
    ["digest = 'zz'", "digest = ''", "table_name = 'nothing'", "row_id = 99", "action = 'edit'",
     "action = 'remove'", "step_id = 4", "step_id = 99", "step_id = 0", "step_id = x'00'",
     "digest = CAST(digest AS BLOB)", "action = CAST(action AS BLOB)", "row_id = x'38'",
     "table_name = CAST(table_name AS BLOB)", "content = CAST(content AS BLOB)",
     "table_name = CAST(x'ff1e' AS TEXT)", "digest = digest || char(30)",
     "content = content || char(30)"],
)  # fmt: skip
def test_a_changed_entry_is_found(forged, change):
    database, sql = forged
    sql(f"UPDATE change SET {change} WHERE id = 8")
    assert found(database)


def test_a_text_that_is_no_utf8_is_found_wherever_it_stands_and_said_in_words(forged):
    database, sql = forged
    for where in (
        "change SET action = {} WHERE row_id = 1 AND table_name = 'mediation'",
        "change SET content = {} WHERE id = 8",
        "step SET name = {} WHERE id = 4",
        "counter SET kind = {}",
        "mediator SET caption = {} WHERE id = 2",
    ):
        sql("UPDATE " + where.format("CAST(x'ff' AS TEXT)"))
    findings = "".join(found(database))
    for said in (
        "对人民调解第 1 条的记载被改过",
        "对人民调解员的任职第 2 条的记载被改过",
        "第 4 步“?”",
        "编号计数第 1 条被绕过程序改过",
        "人民调解员第 2 条“?”被绕过程序改过",
    ):
        assert said in findings
    assert findings.encode()  # no half character in it
    with database.read() as session:  # whose connection the check had
        assert session.connection().connection.dbapi_connection.text_factory is str


def test_who_meets_a_text_that_is_no_utf8_hears_of_the_check(forged):
    database, sql = forged
    sql("UPDATE mediation SET caption = CAST(x'ff' AS TEXT)")
    with pytest.raises(Trouble, match="检查仓库"), database.read() as session:
        session.scalars(select(Case)).all()


def test_a_removed_entry_is_named(forged):
    database, sql = forged
    sql("DELETE FROM change WHERE step_id = 3")
    assert any("第 3 步" in sentence and "不全" in sentence for sentence in found(database))


@pytest.mark.parametrize("step", [1, 3, 6])
def test_a_removed_step_is_found(forged, step):
    database, sql = forged
    sql(f"DELETE FROM step WHERE id = {step}")
    findings = found(database)
    if step == 6:
        assert any("截去" in sentence for sentence in findings)
    else:
        assert any(f"第 {step} 步" in sentence and "消失" in sentence for sentence in findings)


def test_a_removed_step_with_its_changes_is_found(forged):
    database, sql = forged
    sql("DELETE FROM step WHERE id = 3")
    sql("DELETE FROM change WHERE step_id = 3")
    assert any("消失" in sentence for sentence in found(database))


def test_steps_put_in_another_order_are_found(forged):
    database, sql = forged
    for before, after in ((3, 99), (4, 3), (99, 4)):
        sql(f"UPDATE step SET id = {after} WHERE id = {before}")
        sql(f"UPDATE change SET step_id = {after} WHERE step_id = {before}")
    assert any("第 3 步" in sentence and "历史链" in sentence for sentence in found(database))


def test_changes_put_in_another_order_are_found(forged):
    database, sql = forged
    several = "SELECT step_id FROM change GROUP BY step_id HAVING count(*) > 2 LIMIT 1"
    first = f"SELECT min(id) FROM change WHERE step_id = ({several})"
    sql(f"UPDATE change SET id = id + 1000 WHERE id = ({first})")
    assert found(database)


def test_the_newest_step_taken_away_leaves_the_tables_to_tell(forged):
    database, sql = forged
    sql("DELETE FROM change WHERE step_id = 6")
    sql("DELETE FROM step WHERE id = 6")
    assert any("被绕过程序改过" in sentence for sentence in found(database))


def test_the_newest_step_taken_back_wholly_is_a_former_state(forged):
    """What no chain can tell; see this file's first lines."""
    database, sql = forged
    with database.read() as session:
        changes = session.execute(select(CHANGE).where(CHANGE.c.step_id == 6)).all()
        head = session.scalar(select(STEP.c.chain).order_by(STEP.c.id.desc()).limit(1))
    for row in changes:
        for name, (before, _) in json.loads(row.content).items():
            sql(f"UPDATE {row.table_name} SET {name} = ? WHERE id = ?", (before, row.row_id))
    sql("DELETE FROM change WHERE step_id = 6")
    sql("DELETE FROM step WHERE id = 6")
    assert found(database) == []
    with database.read() as session:
        heads = session.scalars(select(STEP.c.chain)).all()
    assert head not in heads, "an anchor outside would tell"


def test_a_chain_written_without_the_key_is_found(forged, monkeypatch):
    """Somebody who can write the file but computes the digests with another key."""
    database, _ = forged
    monkeypatch.setattr(database, "chain_key", bytes(32))
    findings = found(database)
    assert len(findings) >= 6


# ---- lawful erasure ----


def destroyed(database):
    """A case removed for good, and what the history held of it erased."""
    with database.step("销毁") as session:
        case = session.get(Case, 1)
        rows = (case, *case.parties, *case.mediators, *case.meetings, *case.terms)
        gone = [(type(row).__tablename__, row.id) for row in rows]
        session.delete(case)
    with database.engine.begin() as connection:
        for table, row_id in gone:
            erase(connection, database.chain_key, table, row_id)
    return gone


def test_lawfully_erased_content_leaves_the_proof_standing(forged):
    database, _ = forged
    destroyed(database)
    assert found(database) == []
    with database.read() as session:
        rows = session.execute(select(CHANGE).where(CHANGE.c.table_name == "mediation")).all()
    assert {row.content for row in rows} == {None}
    assert rows[-1].action == "remove"


def test_an_erased_step_cannot_be_undone(forged):
    database, _ = forged
    destroyed(database)
    before = check(database)
    assert database.offered("undo") is None
    with pytest.raises(Trouble, match="没有可以撤销的操作"):
        database.undo()
    assert check(database) == before


@pytest.mark.parametrize(
    "change",
    [
        "row_id = 2",
        "action = 'edit'",
        "table_name = 'place'",
        "erased = NULL",
        "erased = 'x'",
        "digest = 'x'",
        "content = x'00'",
    ],
)
def test_an_erased_entry_cannot_be_changed(forged, change):
    database, sql = forged
    destroyed(database)
    sql(f"UPDATE change SET {change} WHERE table_name = 'mediation' AND action = 'add'")
    assert any("的记载被改过" in sentence for sentence in found(database))


def test_erasing_what_is_still_there_is_found(forged):
    """Content may go only with its record, or a record could be changed unseen afterwards."""
    database, sql = forged
    with database.engine.begin() as connection:
        erase(connection, database.chain_key, "mediation", 1)
    sql("UPDATE mediation SET summary = '另一种说法'")
    (sentence,) = found(database)
    assert sentence.endswith("的历史内容被抹去，无从核对")


@pytest.mark.parametrize(
    "was",
    [
        "UPDATE change SET table_name = 'gone'",
        "UPDATE change SET content = replace(content, 'state', 'gone')",
    ],
)
def test_a_step_of_an_older_shape_cannot_be_undone(forged, was):
    """A migration may have dropped the table or the column that the step speaks of."""
    database, sql = forged
    sql(was)
    with pytest.raises(Trouble, match="旧版本"):
        database.undo()


# ---- the work itself ----


def test_the_check_tells_how_far_it_is_and_can_be_cancelled(forged):
    database, _ = forged
    told = []
    check(database, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert all(done <= total for done, total in told)

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        check(database, cancel)
    assert check(database).sound


def test_the_check_writes_nothing(forged):
    database, sql = forged
    before = sql("PRAGMA data_version").fetchone()
    check(database)
    assert sql("PRAGMA data_version").fetchone() == before


def test_a_small_office_is_sound_after_reopening(store):
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
