"""What the search box finds, register by register."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from db.store.lines import Line
    from db.store.record import Record

_SHOWN = 5
_LOOKED_AT = 200
"""Of so many hits in a register the nearest are told from those that merely hold the words."""


class Hit(NamedTuple):
    """A record: what it is called, what its list says, where it was found if neither tells."""

    id: int
    caption: str
    beside: str
    where: str


@dataclass(frozen=True)
class Hits:
    """What one register holds of the words; ``exact`` when one has a number or name that is them.

    ``number`` counts all, ``rows`` are the first of them.
    """

    register: str
    title: str
    unit: str
    number: int
    rows: list[Hit]
    exact: bool


def find(database: "Database", words: str) -> list[Hits]:
    """The first hits in each register that people search, those with the very number first.

    The index is asked once which registers hold the words; only these are then looked into.
    """
    from db.registers import in_force
    from db.store.search.index import registers_with

    found = []
    with database.read() as session:
        known = registers_with(session.connection(), words)
        for cls in in_force(session):
            if cls.__tablename__ in known and not cls.single and database.rights.may_see(cls):
                hits = _in(session, cls, words)
                found += [hits] if hits.number else []
    return sorted(found, key=lambda hits: not hits.exact)


def _in(session: "Session", cls: "type[Record]", words: str) -> Hits:
    from db.store.links import captions
    from db.store.listing import Listing

    listing = Listing(cls, search=words)
    number, ids = listing.first(session, _LOOKED_AT)
    if number > _LOOKED_AT:
        ids = ids[:_SHOWN]
    near = _nearness(session, cls, ids, words)
    shown = sorted(ids, key=lambda one: near.get(one, 3))[:_SHOWN]
    called = captions(session, cls.__tablename__, shown)
    rows = [
        _hit(session, cls, called[line[0]], line, words) for line in listing.lines(session, shown)
    ]
    return Hits(cls.__tablename__, cls.title, cls.unit, number, rows, 0 in near.values())


def _nearness(session: "Session", cls: Any, ids: list[int], words: str) -> dict[int, int]:
    """Of some records 0 for those called so or with that very number, 1 and 2 for what begins so.

    Every reading of a character is found: zs is in 万忠信, too, whose 信 may be read shen, and wei
    may be 于. Nobody who types that means them before 张三 and 魏.
    """
    from sqlalchemy import select

    from db.store.search.asked import asked
    from db.store.search.folding import fold
    from db.store.search.grams import SHORT

    meant, typed = fold(words), asked(words)
    near = {}
    told = select(cls.id, cls.caption, cls.found_by).where(cls.id.in_(ids))
    for number, caption, found_by in session.execute(told):
        lines = f"{caption}\n{found_by}".splitlines()
        if meant in map(fold, lines):
            near[number] = 0
            continue
        short = [line for line in lines if 0 < len(line) <= SHORT and typed.begins(line)]
        if short:
            near[number] = 1 if any(map(typed.usually_begins, short)) else 2
    return near


def _hit(session: "Session", cls: Any, caption: str, line: "Line", words: str) -> Hit:
    from db.store.search.asked import asked
    from db.store.search.where import where

    number, cells = line
    specs = (spec for spec in cls.fields.values() if spec.listed)
    told = [
        f"{text} {spec.unit}" if spec.counts and text else text
        for spec, text in zip(specs, cells, strict=True)
    ]
    beside = [text for text in told if text and text not in caption]
    shown, meant, place = (caption, *beside), asked(words), ""
    if not all(any(map(word.marks, shown)) for word in meant.words):
        place = where(session.get_one(cls, number), meant, shown)
    return Hit(number, caption, "　".join(t for t in beside if t not in place), place)
