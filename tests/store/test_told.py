"""Rows that SQLite compares with the history: the same text, and no forged value slips by."""

import hmac
from datetime import date, datetime
from hashlib import sha256
from heapq import merge
from operator import attrgetter

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
)
from sqlalchemy.pool import StaticPool

from db.registers import Place
from db.store import check as checking
from db.store import check_read
from db.store.check_chain import walk
from db.store.check_read import Reading
from db.store.check_told import content_of, untold
from db.store.history import CHANGE, STEP, Digests
from db.store.history_values import dumps, whole_row

EVERY = Table(
    "every",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", String),
    Column("it's", String),
    Column("must", String, nullable=False),
    Column("number", Integer),
    Column("yes", Boolean),
    Column("day", Date),
    Column("at", DateTime),
    Column("bytes", LargeBinary),
)
ENGINE = create_engine("sqlite://", module=sqlcipher, poolclass=StaticPool)
EVERY.create(ENGINE)
CHANGE.create(ENGINE)
STEP.create(ENGINE)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ROWS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 2**40),
        "text": st.none() | TEXTS,
        "it's": st.none() | TEXTS,
        "must": TEXTS,
        "number": st.none() | st.integers(-(2**63), 2**63 - 1),
        "yes": st.none() | st.booleans(),
        "day": st.none() | st.dates(),
        "at": st.none() | st.datetimes(min_value=datetime(1000, 1, 1)),
        "bytes": st.none() | st.binary(),
    }
)
PLAIN = {
    "id": 7, "text": '张"三\\\n', "it's": "5", "must": "", "number": 5, "yes": True,
    "day": date(2024, 7, 1), "at": datetime(2024, 7, 1, 9, 30), "bytes": b"\x00\xff",
}  # fmt: skip


@pytest.fixture
def told():
    """A row and its entry, in a transaction that nobody keeps."""
    with ENGINE.connect() as connection:
        put(connection, PLAIN)
        entry = dumps(whole_row(EVERY, PLAIN))
        row = {"step_id": 1, "table_name": "every", "row_id": 7, "action": "add", "digest": ""}
        connection.execute(insert(CHANGE), {**row, "content": entry})
        yield connection
        connection.rollback()


def put(connection, row):
    connection.execute(insert(EVERY), row)


def in_doubt(connection):
    """How many rows there are, and those that the check replays or says that nobody told."""
    reading = Reading([EVERY])
    list(reading.batches(connection))
    doubts = set(reading.doubts["every"])
    gone = len(doubts) - (reading.sizes["every"] if 7 in doubts else 0)
    if reading.sizes["every"] != reading.told.get("every", 0) - gone:
        doubts |= {row_id for (row_id,) in connection.exec_driver_sql(untold(EVERY))}
    return reading.sizes["every"], {"every": doubts}


@given(ROWS)
def test_a_row_is_told_in_sql_as_the_history_tells_it(row):
    with ENGINE.connect() as connection:
        put(connection, row)
        said = connection.exec_driver_sql(f"SELECT {content_of(EVERY)} FROM every t").scalar()  # noqa: S608
        connection.rollback()
    assert said == dumps(whole_row(EVERY, row))


def test_a_row_as_it_was_added_is_in_no_doubt(told):
    assert in_doubt(told) == (1, {"every": set()})


@pytest.mark.parametrize(
    "forged",
    [
        "text = CAST(text AS BLOB)",
        "text = jsonb(json_quote(text))",
        '"it\'s" = NULL',
        "number = '5,\"text\":1'",
        "must = x''",
        "number = 5.5",
        "yes = 2",
        "yes = 'true'",
        "day = '2024-07-02'",
        "bytes = hex(bytes)",
        "bytes = CAST('00ff' AS TEXT)",
        'text = \'1","yes":true\', yes = NULL',
    ],
)
def test_a_forged_value_is_in_doubt_also_where_it_looks_alike(told, forged):
    told.exec_driver_sql(f"UPDATE every SET {forged}")  # noqa: S608
    assert in_doubt(told) == (1, {"every": {7}})


@pytest.mark.parametrize(
    "entry",
    [
        "UPDATE change SET action = 'edit'",
        "UPDATE change SET content = NULL",
        "UPDATE change SET content = CAST(content AS BLOB)",
        "UPDATE change SET content = content || ' '",
        "UPDATE change SET table_name = 'other'",
        "INSERT INTO change SELECT 99, 2, table_name, row_id, 'edit', '{}', NULL, '' FROM change",
    ],
)
def test_a_row_that_is_not_told_by_one_entry_alone_is_in_doubt(told, entry):
    told.exec_driver_sql(entry)
    assert in_doubt(told) == (1, {"every": {7}})


def test_a_row_that_is_gone_is_in_doubt(told):
    told.exec_driver_sql("DELETE FROM every")
    assert in_doubt(told) == (0, {"every": {7}})


def test_entries_are_read_by_the_thousand_and_none_twice_or_never(told):
    rows = [{**PLAIN, "id": number} for number in range(8, 5008)]
    told.execute(insert(EVERY), rows)
    entry = {"step_id": 1, "table_name": "every", "action": "add", "digest": ""}
    content = ((row["id"], dumps(whole_row(EVERY, row))) for row in rows)
    told.execute(insert(CHANGE), [{**entry, "row_id": row, "content": c} for row, c in content])
    told.exec_driver_sql("UPDATE every SET number = 6 WHERE id IN (2006, 2007, 5007)")
    told.exec_driver_sql("UPDATE change SET digest = x'' WHERE row_id = 4200")
    reading = Reading([EVERY])
    first, third = reading.batches(told, share=0, of=2)
    (second,) = reading.batches(told, share=1, of=2)
    assert [len(batch.fields()[2::4]) for batch in (first, second)] == [2047, 2048]
    assert third.fields() is None  # and is read row by row
    assert [row[2] for row in third.rows(told)] == list(range(4102, 5008))
    assert reading.doubts == {"every": {2006, 2007, 5007}}
    assert (reading.sizes, reading.told) == ({"every": 5001}, {"every": 5001})


IDS = st.sampled_from([-(2**63), -1, 0, 1, 2047, 2048, 6000, 2**63 - 1]) | st.integers(-9999, 9999)


@given(st.sets(IDS, max_size=30), st.integers(1, 3))
def test_whatever_ids_were_forged_each_entry_is_in_one_share(ids, of):
    row = {"step_id": 1, "table_name": "every", "row_id": 7, "action": "add", "digest": ""}
    with ENGINE.connect() as connection:
        for number in ids:
            connection.execute(insert(CHANGE), {**row, "id": number, "content": str(number)})
        reading = Reading([EVERY])
        shares = [reading.batches(connection, share=share, of=of) for share in range(of)]
        merged = list(merge(*shares, key=attrgetter("first")))
        connection.rollback()
    read = [content for batch in merged for content in batch.fields()[2::4]]
    assert read == [str(number).encode() for number in sorted(ids)]


def test_what_no_step_tells_of_is_compared_all_the_same(told):
    reading = Reading([EVERY])
    walked = walk(told, bytes(32), reading.batches(told), lambda _: None)
    assert (walked.steps, reading.told) == (0, {"every": 1})
    assert walked.findings == ["历史被截去一段：有改动找不到所属的步骤"]


def test_what_was_read_side_by_side_is_one_state_of_the_store(database, monkeypatch):
    with database.step('"登记"\\\n\x7f\u2028') as session:  # as SQLite's JSON has it
        session.add(Place.fresh(name="天龙村", kind="1"))
    heads, seen = iter([1, 2, 2, 2]), []  # somebody saves while the threads begin

    def head(connection):
        seen.append(next(heads, None) or look(connection))
        return seen[-1]

    look = check_read.head
    for module in (checking, check_read):
        monkeypatch.setattr(module, "head", head)
    report = checking.check(database)
    assert (report.findings, len(seen)) == ([], 8)


@given(st.binary(min_size=32, max_size=32), TEXTS)
def test_the_digests_are_hmac(key, text):
    whole = hmac.digest(key, f"content\0{text}".encode(), sha256).hex()
    assert Digests(key).content(text.encode()) == whole
    entry = hmac.digest(key, f"every\0{7}\0add\0{whole}".encode(), sha256).hex()
    assert Digests(key).change("every", 7, "add", whole) == entry
    assert Digests(key).entry(b"every\0007\0add\0", text.encode()) == entry.encode()
