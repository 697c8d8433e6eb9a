"""Every way on from a register fits both registers: what goes along exists there and is kept."""

import pytest

from db.registers import ALL
from db.registers.consultation import CAUSES
from db.store.codes import codes
from db.store.onward import begun_from
from db.store.record import register
from tests.filled import filled

WAYS = [(cls, way) for cls in ALL for way in cls.onward]
each_way = pytest.mark.parametrize(
    ("cls", "way"), WAYS, ids=[f"{cls.__tablename__}-{way.register}" for cls, way in WAYS]
)


def named(cls, path):
    """The field of a path, which may lead through child rows."""
    rows, _, name = path.rpartition(".")
    return (cls.fields[rows].kind.row if rows else cls).fields[name]


def sort_of(field):
    """What values a field has: a text may go on in one of several lines."""
    code = field.kind.code
    return ("text" if code == "long_text" else code, getattr(field.kind, "table", ""))


@each_way
def test_what_goes_along_is_of_one_sort_on_both_sides(cls, way):
    for along in way.along:
        there = along.target(register(way.register)).fields
        for mine, theirs in along.pairs:
            assert sort_of(cls.fields[mine]) == sort_of(there[theirs]), (mine, theirs)
            assert there[theirs].computed is None
            assert cls.fields[mine].kind.code != "state"


@each_way
def test_the_two_are_tied_by_one_link(cls, way):
    assert bool(way.link) != bool(way.back)
    link = named(cls, way.link) if way.link else named(register(way.register), way.back)
    assert link.kind.table == (way.register if way.link else cls.__tablename__)
    assert (way.link or way.back) not in [name for one in way.along for name, _ in one.pairs]


def begun(way, source, *, full=True):
    made = register(way.register).fresh()
    way.begin(source, made, full=full)
    return made


def test_what_begins_has_the_values_and_once_saved_the_two_are_tied(database):
    for cls, way in WAYS:
        with database.step("起头") as session:
            source = filled(cls, session)
            if way.link and "." not in way.link:
                setattr(source, way.link, None)
            session.add(source)
            session.flush()
        made = begun(way, source)
        for along in way.along:
            taker = getattr(made, along.rows)[0] if along.rows else made
            for mine, theirs in along.pairs:
                assert getattr(taker, theirs) == getattr(source, mine), (way, mine)
        typed = {
            name: value
            for name, field in type(made).fields.items()
            if field.computed is None and (value := getattr(made, name)) not in (None, "", [])
        }
        with database.step("接着登记") as session:
            kept = filled(type(made), session, **typed)
            session.add(kept)
            session.flush()
            if origin := begun_from(made):
                origin.tie(session, kept)
        with database.read() as session:
            again, source = session.get(type(kept), kept.id), session.get(cls, source.id)
            rows, _, name = way.link.rpartition(".")
            if way.back:
                assert getattr(again, way.back) == source.id
            elif rows:
                assert again.id in [getattr(row, name) for row in getattr(source, rows)]
            else:
                assert getattr(source, name) == again.id
                assert not way.offered(source), "what went on goes on no further"


def test_who_may_not_see_what_is_sensitive_begins_without_it(database):
    for cls, way in WAYS:
        with database.step("起头") as session:
            source = filled(cls, session)
            session.add(source)
            session.flush()
            made = begun(way, source, full=False)
            for along in way.along:
                row = getattr(made, along.rows)[0] if along.rows else made
                hidden = [name for name, field in type(row).fields.items() if field.sensitive]
                assert [name for name in hidden if getattr(row, name)] == []


def test_the_causes_that_a_consultation_tells_are_known():
    matters, causes = codes("consultation_matter"), codes("aid_cause")
    assert all(matters.get(code) and causes.get(cause) for code, cause in CAUSES.items())
