"""The search index: whatever a slow look through the records finds, by text and by sound."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import or_, select

from db.registers import Person, Place
from db.store.bulk import add_many
from db.store.check import check
from db.store.database import Database
from db.store.destroying import destroy
from db.store.links import captions
from db.store.listing import Listing
from db.store.progress import Cancelled
from db.store.search import index
from db.store.search.asked import asked
from db.store.search.folding import fold
from db.store.search.grams import tokens_of
from db.store.search.pinyin import readings, spellings, syllables
from tests.store.conftest import PASSWORD

SURNAMES = {
    "仇": "qiu", "单": "shan", "区": "ou", "解": "xie", "曾": "zeng", "朴": "piao", "查": "zha",
    "盖": "ge", "尉": "yu", "员": "yun", "缪": "miao", "乐": "yue", "宓": "fu", "翟": "zhai",
    "谌": "shen", "费": "bi", "召": "shao", "种": "chong", "华": "hua", "那": "na",
}  # fmt: skip
ALPHABET = "张三丰李四曾单区重庆行长 aB1２%_·・.（(“\"'\\-ü"
slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def found(database, cls, words):
    with database.read() as session:
        ids = Listing(cls, search=words).page(session, 0, 1000)
        return set(captions(session, cls.__tablename__, ids).values())


def register(database, cls, *names):
    with database.step("登记") as session:
        session.add_all(cls.fresh(name=name) for name in names)


@pytest.fixture
def people(database):
    with database.step("登记") as session:
        for name, number, phone in (
            ("张三", "520403198001010017", "13800001234"),
            ("张珊珊", "52040319900303003X", "13900005678"),
            ("阿依古丽·买买提", None, None),
            ("刘𠜎", None, None),
        ):
            session.add(Person.fresh(name=name, id_number=number, phone=phone))
    return database


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("张三", {"张三"}),
        ("张", {"张三", "张珊珊"}),
        ("zhangsan", {"张三"}),
        ("ZS", {"张三", "张珊珊"}),
        ("zss", {"张珊珊"}),
        ("zhang s", {"张三", "张珊珊"}),
        ("zhang三", {"张三"}),
        ("zhang3", {"张三"}),
        ("张s", {"张三", "张珊珊"}),
        ("0000123", {"张三"}),
        ("１３８００００", {"张三"}),
        ("003x", {"张珊珊"}),
        ("U+2070E", {"刘𠜎"}),
        ("𠜎", {"刘𠜎"}),
        ("阿依古丽・买买提", {"阿依古丽·买买提"}),
        ("aygl", {"阿依古丽·买买提"}),
        ("gulimaimaiti", {"阿依古丽·买买提"}),
        ("szhang", set()),
        ("sanzhang", set()),
        ("张三 13900005678", set()),
    ],
)
def test_people_are_found_as_they_are_typed(people, words, expected):
    assert {caption.split("（")[0] for caption in found(people, Person, words)} == expected


@slow
@given(
    names=st.sets(
        st.text(ALPHABET, min_size=1, max_size=6).map(str.strip).filter(bool), max_size=6
    ),
    word=st.text(ALPHABET, min_size=1, max_size=5),
)
def test_all_that_a_slow_search_finds_is_found(database, names, word):
    with database.step("村") as session:
        for place in session.query(Place):
            session.delete(place)
        session.flush()
        session.add_all(Place.fresh(name=name, kind="2") for name in names)
    with database.read() as session:
        query = select(Place.caption)
        for part in word.split():
            held = (
                column.contains(part, autoescape=True) for column in (Place.found_by, Place.caption)
            )
            query = query.where(or_(*held))
        assert set(session.scalars(query)) <= found(database, Place, word)


@slow
@given(
    name=st.text("张曾单区重庆行长乐阿女吕安西仇解覃赵高", min_size=1, max_size=4),
    data=st.data(),
)
def test_every_reading_and_its_initials_are_found(name, data):
    spoken = [data.draw(st.sampled_from(readings(letter))) for letter in name]
    for typed in ("".join(spoken), "".join(one[0] for one in spoken)[:3]):
        for meant in (asked(typed), asked(typed, typing=True)):
            assert meant.holds(name)
            assert answers(meant.match, tokens_of(name))


def answers(match, tokens):
    """Whether FTS5 would find a record of these tokens: a question is ANDs, ORs and beginnings."""
    python = match.replace(" AND ", " and ").replace(" OR ", " or ")
    parts = python.split('"')
    for place in range(1, len(parts), 2):
        begins = parts[place + 1].startswith(" *")
        parts[place + 1] = parts[place + 1].removeprefix(" *")
        some = any(one.startswith(parts[place]) for one in tokens)
        parts[place] = str(some if begins else parts[place] in tokens)
    return eval("".join(parts))  # noqa: S307 - of True, False, and, or, brackets


def test_a_syllable_is_one_while_it_is_typed():
    parted = {
        said
        for said in syllables()
        if all(len(way) > 1 for way in spellings(said, ends=True, typing=True))
    }
    assert parted == set()


def test_surnames_are_found_by_their_own_reading():
    lacking = {name: said for name, said in SURNAMES.items() if said not in readings(name)}
    assert lacking == {}
    assert {"ceng", "zeng"} <= set(readings("曾"))


@given(text=st.text(max_size=12), start=st.integers(0, 12), end=st.integers(0, 12))
def test_a_part_of_a_text_is_folded_to_a_part_of_it(text, start, end):
    assert fold(text[start:end]) in fold(text)
    assert [c.isspace() for c in fold(text)].count(True) == [c.isspace() for c in text].count(True)


def test_the_place_is_marked_in_the_words_that_people_see():
    line = "（2024）天人调字第３号 张三与李四邻里纠纷"
    marked = {w: [line[a:b] for a, b in asked(w).spans(line)] for w in ("3号 zs", "lisi", "2024)")}
    assert marked == {"3号 zs": ["３号", "张三"], "lisi": ["李四"], "2024)": ["2024）"]}
    assert asked("1234").spans("138****1234") == [(7, 11)]
    assert asked("13800001234").spans("138****1234") == []


def test_the_index_goes_with_every_step_back_and_forth(database):
    register(database, Place, "张家寨")
    with database.step("改名") as session:
        session.query(Place).one().name = "李家寨"
    assert (found(database, Place, "zjz"), found(database, Place, "ljz")) == (set(), {"李家寨"})
    database.undo()
    assert (found(database, Place, "zjz"), found(database, Place, "ljz")) == ({"张家寨"}, set())
    database.undo()
    assert found(database, Place, "寨") == set()
    database.redo()
    with database.step("导入") as session:
        add_many(session, [settled(Place.fresh(name=f"石板{n}组")) for n in "一二三"])
    assert found(database, Place, "sbez") == {"石板二组"}
    assert check(database).sound


def settled(record):
    record.settle()
    return record


def test_a_step_that_fails_leaves_the_index_as_it_was(database):
    with pytest.raises(RuntimeError):
        fail_half_way(database)
    assert found(database, Place, "张家寨") == set()
    assert check(database).sound


def fail_half_way(database):
    with database.step("登记") as session:
        session.add(Place.fresh(name="张家寨"))
        session.flush()
        raise RuntimeError


def test_what_is_destroyed_leaves_the_index_and_its_pages(database):
    register(database, Place, "张家寨", "独龙江")
    assert {letter: letter in pages(database) for letter in "寨江"} == {"寨": True, "江": True}
    with database.step("销毁") as session:
        destroy(session, [("place", 2)])
    assert {letter: letter in pages(database) for letter in "寨江"} == {"寨": True, "江": False}


def pages(database):
    """The index as it lies in the file; of a token that begins like the one before only the end."""
    with database.engine.connect().execution_options(reading=True) as connection:
        blocks = connection.exec_driver_sql(f"SELECT block FROM {index.INDEX}_data")  # noqa: S608
        return b"".join(blocks.scalars()).decode(errors="ignore")


def test_an_older_store_gets_its_index_when_it_is_opened(database):
    register(database, Place, "张家寨")
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {index.INDEX}")
        connection.exec_driver_sql("CREATE VIRTUAL TABLE search_0 USING fts5(tokens)")
    path, seen = database.path, []
    database.close()
    with Database.open(path, PASSWORD, progress=lambda done, of: seen.append((done, of))) as again:
        assert found(again, Place, "zjz") == {"张家寨"}
        assert check(again).sound
        with again.engine.connect().execution_options(reading=True) as connection:
            tables = "SELECT name FROM sqlite_master WHERE name IN ('search_0', 'search_1')"
            assert connection.exec_driver_sql(tables).scalars().all() == [index.INDEX]
    assert seen
    assert seen[-1][0] == seen[-1][1]


def test_an_index_cut_short_is_made_at_the_next_opening(database):
    register(database, Place, "张家寨")

    def cancel(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        database.index(cancel, anew=True)
    path = database.path
    database.close()
    with Database.open(path, PASSWORD) as again:
        assert found(again, Place, "zjz") == {"张家寨"}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM {0} WHERE rowid & 0xFFFFFFFF = 1",
        "INSERT OR REPLACE INTO {0} (rowid, tokens) SELECT id, '张' FROM {0}_docsize",
        "INSERT INTO {0} (rowid, tokens) SELECT max(id) + 9, '张' FROM {0}_docsize",
    ],
)
def test_an_index_that_disagrees_is_told_and_made_anew(database, damage):
    register(database, Place, "张家寨")
    with database.engine.begin() as connection:
        connection.exec_driver_sql(damage.format(index.INDEX))
    findings = check(database).findings
    assert [sentence for sentence in findings if "搜索用的索引与登记簿不符" in sentence] == findings
    assert len(findings) == 1
    database.index(anew=True)
    assert check(database).sound


def test_the_history_holds_nothing_of_the_index(people):
    with people.read() as session:
        told = session.connection().exec_driver_sql("SELECT DISTINCT table_name FROM change")
        assert not any(name.startswith("search") for name in told.scalars())
        assert index.registers_with(session.connection(), "zss") == {"person"}
