"""Twenty-nine changes planted behind the program's back: each is found and named in a sentence."""
# ruff: noqa: S608 - a forger writes SQL

import shutil
from datetime import date
from hashlib import sha256

import pytest

from db.registers import Case, Paper
from db.store.anchors import anchor_code
from db.store.attachments import NewFile, attach
from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.history import erase
from tests.offices import PASSWORD, agreed_case, new_store, settle, walk

DAY = date(2024, 7, 1)
PDF = b"%PDF-1.7 signed"
SIGNED = "人民调解协议书1"
SWAPPED = ";".join(
    f"UPDATE {table} SET {column} = {to} WHERE {column} = {was}"
    for was, to in ((4, 99), (5, 4), (99, 5))
    for table, column in (("step", "id"), ("change", "step_id"))
)
PLANTED = {
    "a summary changed": (
        "UPDATE mediation SET summary = '另一种说法' WHERE id = 1",
        "人民调解第 1 条", "被绕过程序改过：纠纷简要情况",
    ),
    "an amount put in": ("UPDATE mediation SET amount = 5 WHERE id = 2", "第 2 条", "协议涉及金额"),
    "a field emptied": ("UPDATE mediation SET facts = NULL WHERE id = 1", "主要事实和争议事项"),
    "a party's name": (
        "UPDATE mediation_party SET name = '王五' WHERE id = 1", "当事人第 1 条", "改过",
    ),
    "a party removed": (
        "DELETE FROM mediation_party WHERE id = 2", "第 2 条“李四”被绕过程序删除了",
    ),
    "a term put in": (
        "INSERT INTO mediation_term (id, text, position, owner_id) VALUES (77, '另付十万', 1, 1)",
        "协议条款第 77 条", "不是由本程序写入的",
    ),
    "a record unbinned": ("UPDATE mediation SET deleted_at = NULL WHERE id = 3", "第 3 条", "改过"),
    "a link broken": ("UPDATE mediation SET committee_id = 99 WHERE id = 1", "指向的记录不存在"),
    "a counter put back": ("UPDATE counter SET last = 0", "编号计数第 1 条被绕过程序改过"),
    "a counter removed": ("DELETE FROM counter", "编号计数第 1 条被绕过程序删除了"),
    "an office renamed": ("UPDATE office SET name = '别的所'", "本所资料第 1 条", "单位名称"),
    "a step's name": ("UPDATE step SET name = '别的' WHERE id = 4", "第 4 步“别的”", "历史链"),
    "a step's time": ("UPDATE step SET at = '2020-01-01T00:00:00' WHERE id = 4", "第 4 步", "2020"),
    "a step's person": ("UPDATE step SET who = '别人' WHERE id = 4", "第 4 步", "别人", "历史链"),
    "a step's chain": ("UPDATE step SET chain = 'ab' WHERE id = 4", "第 4 步", "历史链不符"),
    "a step removed": ("DELETE FROM step WHERE id = 4", "第 4 步至第 4 步从历史中消失了"),
    "a step removed whole": (
        "DELETE FROM change WHERE step_id = 4; DELETE FROM step WHERE id = 4",
        "第 4 步至第 4 步从历史中消失了",
    ),
    "steps reordered": (
        SWAPPED,
        "第 4 步", "与历史链不符",
    ),
    "the newest steps cut off": (
        "DELETE FROM step WHERE id > (SELECT max(id) - 1 FROM step)", "历史被截去一段",
    ),
    "an entry altered": (
        "UPDATE change SET content = replace(content, '张三', '王五') WHERE step_id = 3",
        "第 3 步", "的记载被改过",
    ),
    "an entry removed": (
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change WHERE step_id = 3)",
        "第 3 步", "改动记载不全",
    ),
    "an entry for another row": (
        "UPDATE change SET row_id = 99 WHERE table_name = 'mediation' AND action = 'add'",
        "第 99 条的记载被改过",
    ),
    "an attachment's content": (
        "UPDATE blob SET content = x'00' WHERE size = 5", "附件“现场.jpg”的内容被绕过程序改过",
    ),
    "an attachment's content lost": (
        "DELETE FROM blob WHERE size = 5", "附件“现场.jpg”的内容不见了",
    ),
    "an attachment of nobody": (
        "UPDATE attachment SET record_id = 999 WHERE name = '现场.jpg'", "所属的记录", "不存在",
    ),
    "an attachment's digest made no text": (
        "UPDATE blob SET sha256 = CAST(x'ff' AS TEXT) WHERE size = 5",
        "附件“现场.jpg”的内容不见了",
    ),
    "a paper's name made bytes": ("UPDATE paper SET name = x'00'", "文书签发第 1 条", "改过：文书"),
    "a paper's digest": (
        "UPDATE paper SET digest = 'aa'", f"附件“{SIGNED}.pdf”不是签发的那一份",
    ),
    "a paper's anchor": (
        f"UPDATE paper SET chain_head = '{'ab' * 32}'",
        f"校验码 {anchor_code('ab' * 32)} 在历史里找不到",
    ),
}  # fmt: skip
"""Name: the SQL, and what a sentence of the check must hold, all of it in one."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A closed store with three cases, one of them in the bin, attachments and a signed paper."""
    with new_store(tmp_path_factory.mktemp("kept")) as database:
        committee = settle(database)
        for _ in range(3):
            with database.step("登记纠纷") as session:
                session.add(agreed_case(committee))
        walk(database, 1, "accept", "agree")
        walk(database, 2, "accept")
        with database.step("删除") as session:
            case = session.get(Case, 3)
            case.deleted_at = case.created_at
        with database.step("签发") as session:
            digest = sha256(PDF).hexdigest()
            session.add(
                Paper.fresh(
                    name=SIGNED, form="人民调解协议书", pages=1, issued_on=DAY, digest=digest,
                    about_table="mediation", about_id=1,
                )
            )  # fmt: skip
            attach(session, "mediation", 1, [NewFile("现场.jpg", "image/jpeg", b"photo")])
            attach(session, "mediation", 1, [NewFile(f"{SIGNED}.pdf", "application/pdf", PDF)])
        assert check(database).findings == []
        return database.path


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_change_is_found_and_named_in_one_sentence(kept, tmp_path, name):
    for ending in ("", ".keys"):
        shutil.copyfile(f"{kept}{ending}", f"{tmp_path / 'store.db'}{ending}")
    sql, *words = PLANTED[name]
    with Database.open(tmp_path / "store.db", PASSWORD) as database:
        assert check(database).sound
        hand = connect(database.path, database.key)
        hand.execute("PRAGMA foreign_keys = OFF")
        for one in sql.split(";"):
            assert hand.execute(one).rowcount > 0
        hand.close()
        findings = check(database).findings
    assert any(all(word in sentence for word in words) for sentence in findings), findings


def test_a_number_that_no_record_holds_is_named(kept, tmp_path):
    """Taken out by the program itself, in a step: only the counter still knows of it."""
    for ending in ("", ".keys"):
        shutil.copyfile(f"{kept}{ending}", f"{tmp_path / 'store.db'}{ending}")
    with Database.open(tmp_path / "store.db", PASSWORD) as database:
        with database.step("删去") as session:
            session.delete(session.get(Case, 2))
        (sentence,) = check(database).findings
        assert sentence == "编号计数2024年“人调”给出过第 2 号，但没有记录用着它"
        database.undo()
        assert check(database).sound


def test_a_number_lawfully_destroyed_is_no_gap(kept, tmp_path):
    for ending in ("", ".keys"):
        shutil.copyfile(f"{kept}{ending}", f"{tmp_path / 'store.db'}{ending}")
    with Database.open(tmp_path / "store.db", PASSWORD) as database:
        with database.step("销毁") as session:
            case = session.get(Case, 2)
            rows = (case, *case.parties, *case.mediators, *case.meetings, *case.terms)
            gone = [(row.__tablename__, row.id) for row in rows]
            session.delete(case)
        with database.engine.begin() as connection:
            for table, row_id in gone:
                erase(connection, database.chain_key, table, row_id)
        assert check(database).findings == []
