"""Finding a person while typing, in a register of 100,000, against the bare indexed query."""

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import text
from stdnum.cn import ric

from db.registers import Person
from db.store.database import Database
from db.store.finder import candidates

PERSONS = 100_000
TYPED = 200
_OFFERED = 8
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "一二三四五六七八九十伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国建文"
_BARE = """
SELECT person.id, person.caption, person.sex, place.caption, person.phone
FROM person LEFT JOIN place ON place.id = person.place_id
WHERE +person.deleted_at IS NULL AND person.{0} BETWEEN ? AND ?
ORDER BY person.{0}, person.id LIMIT 8
"""


def run() -> list[tuple[str, float, str]]:
    """p95 over each prefix of names and ID numbers, as a ratio to bare SQL.

    Both ask on one connection for the same columns in the same order, the bare query by a
    prepared statement.
    """
    with tempfile.TemporaryDirectory() as folder:
        database, _ = Database.create(Path(folder) / "store.db", "bench", "bench-bench")
        with database:
            people = fill(database)
            some = random.Random(1).sample(people, TYPED)
            return [
                compare(database, field, [person[field] for person in some])
                for field in ("name", "id_number")
            ]


def compare(database: Database, field: str, words: list[str]) -> tuple[str, float, str]:
    """Interleaved; the first round only brings the pages into memory."""
    prefixes = [word[:length] for word in words for length in range(1, len(word) + 1)]
    mine: list[float] = []
    bare: list[float] = []
    with database.read() as session:
        cursor: Any = session.connection().connection.cursor()
        statement = _BARE.format(field)
        for ours, theirs in (([], []), (mine, bare)):
            for prefix in prefixes:
                start = time.perf_counter()
                found = candidates(session, Person, prefix, _OFFERED, field=field)
                ours.append(time.perf_counter() - start)
                start = time.perf_counter()
                rows = cursor.execute(statement, (prefix, prefix + "\U0010ffff")).fetchall()
                theirs.append(time.perf_counter() - start)
                assert [one.id for one in found] == [row[0] for row in rows]
    note = (
        f"p95 {p95(mine):.3f} ms against {p95(bare):.3f} ms of bare SQL, "
        f"{len(prefixes):,} prefixes, {PERSONS:,} persons"
    )
    return f"a person by {field}, key by key", p95(mine) / p95(bare), note


def p95(seconds: list[float]) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def fill(database: Database) -> list[dict[str, Any]]:
    """Past history and forms: the bench is about reading. Gives the persons' columns."""
    rng = random.Random(7)
    with database.step("村") as session:
        from db.registers import Place

        session.add_all(Place.fresh(name=f"{number}村", kind="2") for number in range(8))
    people = [_person(rng, number) for number in range(PERSONS)]
    names = ", ".join(people[0])
    marks = ", ".join(f":{name}" for name in people[0])
    with database.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO person ({names}) VALUES ({marks})"), people)  # noqa: S608
    return people


def _person(rng: random.Random, number: int) -> dict[str, Any]:
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    born = f"{rng.randint(1940, 2006)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    body = f"520403{born.replace('-', '')}{number % 1000:03}"
    id_number, phone = body + str(ric.calc_check_digit(body + "0")), f"138{number:08}"
    return {
        "id": number + 1,
        "uid": f"{number:032x}",
        "caption": f"{name}（{born[:4]}年生）",
        "found_by": f"{name}\n{id_number}\n{phone}",
        "name": name,
        "id_number": id_number,
        "sex": str(number % 2 + 1),
        "born_on": born,
        "place_id": number % 8 + 1,
        "phone": phone,
        "created_at": "2024-01-01 00:00:00",
        "created_by": "bench",
    }


if __name__ == "__main__":
    for line in run():
        print(*line)
