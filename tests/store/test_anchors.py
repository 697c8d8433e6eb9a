"""Codes on paper: read back as typed, fixed until the record is touched, missed when cut off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.registers import Case
from db.registers.backup_log import ELSEWHERE, BackupLog
from db.store.anchors import anchor_code, beginning_of, chain_of, chain_of_content
from db.store.check import check
from db.store.engine import connect
from db.store.history import STEP, chain_head
from db.store.tally_of_month import month_of
from tests.offices import agreed_case, walk

chains = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(chains)
def test_a_code_is_the_beginning_of_its_chain(chain):
    code = anchor_code(chain)
    assert len(code) == 19
    assert chain.startswith(beginning_of(code))


@given(chains)
def test_a_code_is_read_however_it_is_typed(chain):
    code = anchor_code(chain)
    for typed in (code.lower(), code.replace("-", " "), code.replace("0", "o").replace("1", "l")):
        assert beginning_of(typed) == beginning_of(code)


@pytest.mark.parametrize("word", ["", "7K2M", "7K2M-04QX-9RDA-H31", "7K2M-04QX-9RDA-H31T-0"])
def test_what_is_no_code_is_told(database, word):
    assert beginning_of(word) is None
    report = check(database, codes=[word])
    assert not report.sound
    assert "不是校验码" in report.findings[0]


@pytest.fixture
def case(database):
    with database.step("登记纠纷") as session:
        found = agreed_case(1)
        session.add(found)
    return found.id


def chain(database, case):
    with database.read() as session:
        return chain_of(session, session.get(Case, case))


def test_the_code_of_a_record_stays_until_it_or_a_row_of_it_changes(database, case):
    first = chain(database, case)
    with database.step("另一件") as session:
        session.add(agreed_case(1))
    assert chain(database, case) == first
    with database.step("改协议条款") as session:
        session.get(Case, case).terms[0].text = "李四三日内清走杂物。"
    assert chain(database, case) != first


def log(database, chain, **values):
    with database.step("备份", lasting=True) as session:
        at = {"made_on": date(2024, 7, 1), "made_at": session.get(Case, 1).created_at}
        told = {
            "place": "E:",
            "file": "x.db",
            "handled_by": "甲",
            "sound": True,
            "result": "已核对",
        }
        session.add(BackupLog.fresh(kind=ELSEWHERE, chain_head=chain, **at, **told, **values))


def test_what_the_program_notes_down_moves_no_code_of_a_summary(database, case):
    with database.read() as session:
        before = chain_of_content(session)
    log(database, before)
    with database.read() as session:
        assert chain_of_content(session) == before
        assert chain_head(session) != before


def test_the_check_says_how_far_paper_proves_the_history(database, case):
    assert "只有本机" in check(database).proof.sentence
    with database.read() as session:
        head = chain_head(session)
        steps = session.scalar(select(STEP.c.id).order_by(STEP.c.id.desc()).limit(1))
    log(database, head)
    report = check(database)
    assert report.sound
    assert (report.proof.anchors, report.proof.step) == (1, steps)
    assert anchor_code(head) in report.proof.sentence
    assert report.proof.sentence.endswith("其后 1 步只有本机的历史链作证")


def test_a_code_from_paper_is_found_in_the_history(database, case):
    with database.read() as session:
        code = anchor_code(chain_head(session))
    walk(database, case, "accept")
    report = check(database, codes=[code.lower()])
    assert report.sound
    assert "由它证明" in report.proof.codes[0]


def test_newest_steps_cut_off_with_their_records_are_told_by_paper(database, case):
    """What no chain inside the file can tell: an older file put in the place of the store's."""
    with database.read() as session:
        before = session.scalar(select(STEP.c.id).order_by(STEP.c.id.desc()).limit(1))
    with database.step("登记纠纷") as session:
        session.add(agreed_case(1))
    with database.read() as session:
        code = anchor_code(chain_head(session))
    database.undo()  # the tables are as before; then the two steps are taken away
    hand = connect(database.path, database.key)
    hand.execute("DELETE FROM change WHERE step_id > ?", (before,))
    hand.execute("DELETE FROM step WHERE id > ?", (before,))
    hand.close()
    assert check(database).sound, "an older state, like a backup's"
    report = check(database, codes=[code])
    (sentence,) = report.findings
    assert f"校验码 {code} 在历史里找不到" in sentence


def test_a_known_anchor_that_is_gone_is_named(database, case):
    log(database, "ab" * 32)
    (sentence,) = check(database).findings
    assert sentence.startswith("备份和演练“备份到第二处")
    assert "截去或改写" in sentence


def test_a_month_is_told_from_history_alone(database, case):
    today = date.today()
    with database.read() as session:
        month = month_of(session, today)
        assert month.chain == chain_head(session)
        cases = next(one for one in month.registers if one.title == "人民调解")
        assert (cases.added, cases.removed, cases.total) == (1, 0, 1)
        assert month.steps == month.month_steps
        earlier = month_of(session, today.replace(year=today.year - 1))
    assert (earlier.steps, earlier.chain, earlier.registers) == (0, None, ())
