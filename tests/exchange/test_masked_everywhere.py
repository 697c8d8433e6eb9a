"""Every register, every file that leaves masked: no sensitive value stands in it in full."""

import json
import zipfile
from contextlib import suppress

import pytest

from db.registers import ALL
from db.store.database import Database
from db.store.kinds import LinkKind, LongTextKind, RowsKind, TextKind
from db.store.listing import Listing
from db.store.record import register
from db.store.record_history import story_of
from desktop.exchange.exporting import ENDINGS, export
from desktop.exchange.rows_out import Wish, batches
from tests.filled import filled
from tests.offices import settle

_LEAST = 4
"""Characters of what is a secret by itself: 男 or 2 stands everywhere."""


class EnoughError(Exception):
    """What was asked for is known; the step is not kept."""


def parts(record):
    yield record
    for spec in type(record).fields.values():
        if isinstance(spec.kind, RowsKind):
            yield from getattr(record, spec.name)


def words(record, *, sensitive):
    """What the record's fields say, the sensitive ones or the others; links say nothing."""
    for row in parts(record):
        for spec in type(row).fields.values():
            value = getattr(row, spec.name)
            if spec.sensitive == sensitive and not isinstance(spec.kind, RowsKind | LinkKind):
                yield from spec.kind.format(value).splitlines()


def secret_of(session, cls):
    return [
        spec
        for row in (cls, *(f.kind.row for f in cls.fields.values() if isinstance(f.kind, RowsKind)))
        for spec in row.fields.values()
        if spec.sensitive and not isinstance(spec.kind, RowsKind | LinkKind)
    ]


ID, MOBILE, APART = "520403198801010017", "13987654321", "139-8765-4321"
CARD, OLD_ID = "6228480402564890018", "520403880101001"
WRITTEN = f"，{ID}、{MOBILE}、{APART}、{CARD}、{OLD_ID}。"
SENSITIVE = [cls for cls in ALL if secret_of(None, cls)]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    made, _ = Database.create(
        tmp_path_factory.mktemp("masks") / "store.db", "张所长", "一二三四五六七八"
    )
    with made:
        settle(made)
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("out")


def whole(path):
    """All that stands in a file."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as inside:
        return "".join(inside.read(name).decode() for name in inside.namelist())


@pytest.mark.parametrize("cls", SENSITIVE, ids=[cls.__tablename__ for cls in SENSITIVE])
def test_no_masked_export_holds_a_sensitive_value(cls, database, folder):
    with database.step("登记") as session:
        record = filled(cls, session)
        session.add(record)
        session.flush()
        known = set(words(record, sensitive=False))
        secrets = {word for word in words(record, sensitive=True) if len(word) >= _LEAST}
        secrets = {word for word in secrets if not any(word in other for other in known)}
        plain, number = set(secrets), record.id
    assert secrets
    seen = ""
    for ending in ENDINGS:
        for shown in (True, False):
            path = folder / f"{cls.__tablename__}-{shown}{ending}"
            export(database, Wish(Listing(cls), shown=shown), path)
            told = whole(path)
            assert sorted(word for word in secrets if word in told) == []
        path = folder / f"{cls.__tablename__}-plain{ending}"
        export(database, Wish(Listing(cls), masked=False), path)
        seen += whole(path)
    with database.read() as session:
        told = str(story_of(session, cls, number, masked=True))
    assert sorted(word for word in secrets if word in told) == [], "nor does its history"
    for escaped in (word for word in plain if word not in seen):
        assert json.dumps(escaped)[1:-1] in seen, "a secret that no export holds proves nothing"


@pytest.mark.parametrize("cls", ALL, ids=[cls.__tablename__ for cls in ALL])
def test_numbers_that_people_wrote_into_a_text_are_masked_in_exports_and_lists(cls, database):
    with suppress(EnoughError), database.step("登记") as session:
        record = filled(cls, session)
        for row in parts(record):
            for spec in written_into(type(row)):
                setattr(row, spec.name, f"{getattr(row, spec.name) or ''}{WRITTEN}")
        session.add(record)
        session.flush()
        out = str([batch.rows for batch in batches(session, Wish(Listing(cls)))])
        listing = Listing(cls)
        seen = str(listing.lines(session, listing.page(session, 0, 100)))
        raise EnoughError  # the next register begins without it
    for number in (ID, MOBILE, APART, CARD, OLD_ID):
        assert number not in out
        assert number not in seen


def written_into(row):
    """The texts that people write, but for names of the office's own things: those are unique."""
    for spec in row.fields.values():
        text = isinstance(spec.kind, TextKind | LongTextKind)
        if text and not spec.sensitive and not row.__table__.c[spec.name].unique:
            yield spec


def test_every_link_that_is_exported_names_no_sensitive_field():
    """A link is told by its caption, so the field that a register is called by is no secret."""
    for cls in ALL:
        assert not register(cls.__tablename__).fields[cls.name_field].sensitive, cls.title
