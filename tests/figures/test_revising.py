"""After the signature: what differs today is said, and corrected by a second revision."""

from datetime import datetime

import pytest

from db.figures.frozen import content_of
from db.figures.returns import (
    differences,
    discard,
    fill_in,
    give_reason,
    lock_again,
    open_return,
    revise,
    revisions,
    unlock,
)
from db.registers import Case, Return
from db.registers.mediation import Party
from db.store.trouble import Trouble
from tests.returns import (
    HEAD,
    QUARTER,
    TABLE,
    agreed_one,
    change,
    through,
)


def now(database, made):
    """The differences of today."""
    with database.read() as session:
        return differences(session, session.get(Return, made.id))


def held(database, made):
    with database.read() as session:
        return session.get(Return, made.id)


def total(found, column):
    return next(one for one in found if one.key == ("total", column))


def test_a_record_changed_after_the_signature_is_a_difference_with_its_id(after):
    database, made, cases = after
    assert now(database, made) == ()
    change(database, cases[0], dispute_type="01")
    change(database, cases[1], difficulty="3")
    found = now(database, made)
    moved = [one for one in found if one.key[0] == "total" and one.old != one.new]
    assert [row.id for one in moved for row in one.came if "01" in one.key[1]] == [cases[0]]
    assert [row.id for one in moved for row in one.went if "02" in one.key[1]] == [cases[0]]
    hard = total(found, "difficult")
    assert (hard.old, hard.new, [row.id for row in hard.came]) == ("0", "1", [cases[1]])
    assert content_of(held(database, made)).cells["total", "difficult"].words == "0"


def test_a_record_that_counts_for_another_is_a_difference_of_the_same_number(after):
    database, made, cases = after
    late = agreed_one(database)
    with database.step("删除") as session:
        session.get(Case, cases[2]).deleted_at = datetime(2024, 7, 1)
    one = total(now(database, made), "total")
    assert (one.old, one.new) == ("3", "3")
    assert ([row.id for row in one.came], [row.id for row in one.went]) == ([late], [cases[2]])


def test_a_record_that_carries_more_is_named(after):
    database, made, cases = after
    with database.step("补当事人") as session:
        case = session.get(Case, cases[0])
        case.parties.append(Party.fresh(role="2", name="王五"))
    one = total(now(database, made), "parties")
    assert (one.old, one.new) == ("6", "7")
    assert [(row.id, row.weight) for row in one.changed] == [(cases[0], 3)]
    assert one.sentence.endswith(f"数量有变 {one.changed[0].caption}）")


def test_a_correction_is_a_second_revision_with_its_differences(after):
    database, made, _ = after
    before = held(database, made).content
    agreed_one(database)
    with pytest.raises(Trouble, match="解锁"):
        revise(database, made.id)
    unlock(database, made.id, HEAD, "漏报一件")
    second = revise(database, made.id)
    assert revise(database, made.id).id == second.id == open_return(database, TABLE, QUARTER).id
    fill_in(database, second.id)
    give_reason(database, second.id, "total", "total", "六月的一件漏登")
    second = through(database, second.id)
    rows = {(one.row_key, one.column_key): one for one in second.corrections}
    assert (rows["total", "total"].old, rows["total", "total"].new) == ("3", "4")
    assert rows["total", "total"].why == "六月的一件漏登"
    assert "新增" in rows["total", "resolved"].why
    assert second.caption.endswith("（第2版）")
    first = held(database, made)
    assert (first.stage, first.content) == ("corrected", before)
    assert content_of(second).signing["previous"] == first.digest
    with database.read() as session:
        assert [one.id for one in revisions(session, second)] == [first.id, second.id]
    with pytest.raises(Trouble, match="更正"):
        open_return(database, TABLE, QUARTER)


def test_a_number_written_by_hand_is_corrected_for_the_reason_of_the_head(after):
    database, made, _ = after
    by_hand = next(key for key, cell in content_of(made).cells.items() if cell.by_hand)
    unlock(database, made.id, HEAD, "排查次数抄错")
    row, column = by_hand
    (one,) = fill_in(database, revise(database, made.id).id, {row: {column: 7}}).corrections
    assert (one.row_key, one.column_key, one.new, one.why) == (row, column, "7", "排查次数抄错")


def test_without_a_difference_nothing_is_corrected(after):
    database, made, _ = after
    unlock(database, made.id, HEAD, "看错了")
    second = revise(database, made.id)
    with pytest.raises(Trouble, match="没有不同"):
        fill_in(database, second.id)
    with pytest.raises(Trouble, match="先放弃更正"):
        lock_again(database, made.id)
    discard(database, second.id)
    assert lock_again(database, made.id).stage == "signed"
