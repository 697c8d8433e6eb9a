"""Lists and links: what people search for is what they typed, whatever the marks."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import AnnualReport, Case, Committee, Drill, Mediator, Person, Place
from db.store.conditions import filter_from_text, find_field
from db.store.links import captions, meant, offered
from db.store.listing import Filter, Listing
from db.store.trouble import Trouble
from tests.offices import agreed_case, new_store

NAMES = ("百分百%号", "下划_线", "反斜\\杠", "单'引号", '双"引号', "普通村", "普通二村")


@pytest.fixture
def places(database):
    with database.step("登记") as session:
        for name in NAMES:
            session.add(Place.fresh(name=name))
    return database


def names(session, **options):
    ids = Listing(Place, **options).page(session, 0, 100)
    return set(captions(session, "place", ids).values())


@pytest.mark.parametrize("mark", ["%", "_", "\\", "'", '"'])
def test_marks_are_found_as_they_stand(places, mark):
    wanted = {name for name in NAMES if mark in name}
    with places.read() as session:
        assert names(session, search=mark) == wanted
        assert names(session, filters=(Filter("name", "~", mark),)) == wanted
        assert {name for _, name in offered(session, "place", mark)} == wanted
        found = captions(session, "place", [meant(session, "place", mark)])
        assert set(found.values()) == wanted


def test_every_word_must_be_there(places):
    with places.read() as session:
        assert names(session, search="普通 二") == {"普通二村"}
        assert names(session, search="普通　村") == {"普通村", "普通二村"}
        assert names(session, search="普通 没有") == set()
        assert names(session, search="  ") == set(NAMES)


def test_a_name_in_full_is_meant_before_a_part(places):
    with places.read() as session:
        assert (
            captions(session, "place", [meant(session, "place", "普通村")]).popitem()[1] == "普通村"
        )
        with pytest.raises(Trouble, match="不止一个"):
            meant(session, "place", "普通")
        with pytest.raises(Trouble, match="请先登记它"):
            meant(session, "place", "没有的村")


def test_deleted_records_are_not_offered_but_keep_their_name(places):
    with places.read() as session:
        number = meant(session, "place", "普通村")
    with places.step("删除") as session:
        session.get(Place, number).deleted_at = datetime.now()
    with places.read() as session:
        assert number not in dict(offered(session, "place"))
        assert captions(session, "place", [number, None]) == {number: "普通村"}
        with pytest.raises(Trouble, match="请先登记它"):
            meant(session, "place", "普通村")


def test_as_many_names_as_an_export_needs(places):
    with places.read() as session:
        assert len(captions(session, "place", range(100_000))) == len(NAMES)


@pytest.fixture
def cases(database):
    with database.step("登记") as session:
        for month in range(1, 7):
            case = agreed_case(1)
            case.accepted_on = date(2024, month, 5) if month < 6 else None
            case.terms[0].amount = month * 10_000
            session.add(case)
    return database


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ((Filter("accepted_on", ">=", date(2024, 3, 5)),), 3),
        ((Filter("accepted_on", ">=", date(2024, 4, 6)),), 1),
        ((Filter("accepted_on", "<=", date(2024, 3, 31)),), 3),
        ((Filter("accepted_on", "=", None),), 1),
        ((Filter("accepted_on", "!=", None),), 5),
        ((Filter("dispute_type", "=", "02"),), 6),
        ((Filter("dispute_type", "!=", "02"),), 0),
        ((Filter("source", "=", "' OR 1=1 --"),), 0),
    ],
)  # fmt: skip
def test_filters(cases, filters, count):
    with cases.read() as session:
        assert Listing(Case, filters=filters).count(session) == count
        assert len(Listing(Case, filters=filters).page(session, 0, 100)) == count


def test_pages_hold_every_record_once(cases):
    with cases.read() as session:
        listing = Listing(Case).sorted_by("accepted_on", descending=True)
        ids = [one for start in range(0, 8, 2) for one in listing.page(session, start, 2)]
        assert sorted(ids) == [1, 2, 3, 4, 5, 6]
        assert [number for numbers in listing.keys(session, 2) for number in numbers] == ids
        assert [number for number, _ in listing.lines(session, [*ids, 99])] == ids
        assert [record.id for record in listing.records(session)] == ids


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Sixty persons: same names, blank telephones, some in the bin, some that may only be kept."""
    with new_store(tmp_path_factory.mktemp("mixed")) as database:
        with database.step("登记") as session:
            for n in range(60):
                person = Person.fresh(name=f"王{n % 7}", sex=str(n % 2 + 1), phone=None)
                person.phone = f"13800000{n:03}" if n % 3 else None
                person.restricted_on = date(2024, 1, n // 2) if n % 11 == 10 else None
                person.deleted_at = datetime(2024, 1, 1) if n % 13 == 12 else None
                session.add(person)
        yield database


_FILTERS = st.sampled_from(
    (
        Filter("sex", "=", "1"),
        Filter("sex", "!=", "1"),
        Filter("phone", "=", None),
        Filter("phone", "~", "5"),
        Filter("name", ">=", "王3"),
        Filter("restricted_on", "!=", None),
    )
)


@given(
    search=st.sampled_from(("", "王", "王2", "138 4")),
    filters=st.lists(_FILTERS, max_size=2),
    sort=st.sampled_from((None, "name", "sex", "phone")),
    descending=st.booleans(),
    deleted=st.booleans(),
    only=st.none() | st.frozensets(st.integers(1, 60), max_size=20),
)
def test_few_are_sorted_and_many_are_walked_to_the_same_list(mixed, **asked):
    """Both ways, the count, and the plainest way there is: looking at each record."""
    asked["filters"] = tuple(asked["filters"])
    listing = Listing(Person, **asked)
    with mixed.read() as session, pytest.MonkeyPatch.context() as patch:
        few = [number for numbers in listing.keys(session) for number in numbers]
        assert listing.first(session, 3) == (len(few), few[:3])
        patch.setattr(Listing, "_few", lambda *_: None)
        assert listing.first(session, 3) == (len(few), few[:3])
        assert [number for numbers in listing.keys(session) for number in numbers] == few
        assert listing.count(session) == len(few)
        passing = session.query(Person.id).where(*(f.clause(Person) for f in listing.filters))
        numbers = {number for (number,) in passing}
        shown = [p for p in session.query(Person) if p.id in numbers and _stands_in(listing, p)]
    name = listing.sort or "caption"
    shown.sort(
        key=lambda p: (getattr(p, name) is not None, getattr(p, name), p.id),
        reverse=listing.descending and listing.sort is not None,
    )
    assert [person.id for person in shown] == few


def _stands_in(listing, person):
    asked = listing.deleted or listing.only is not None
    kept_only = person.restricted_on and not asked
    if kept_only and not any(f.name == "restricted_on" for f in listing.filters):
        return False
    words = all(word in person.found_by + person.caption for word in listing.search.split())
    chosen = listing.only is None or person.id in listing.only
    return words and chosen and bool(person.deleted_at) == listing.deleted


def test_links_are_shown_by_name(cases):
    with cases.read() as session:
        listing = Listing(Case)
        shown = [cells for _, cells in listing.lines(session, listing.page(session, 0, 2))]
        column = [spec.name for spec in listing.columns].index("committee_id")
        assert {row[column] for row in shown} == {"测试镇人民调解委员会"}
        assert listing.lines(session, []) == []


def test_a_field_is_found_by_label_or_name():
    assert find_field(Case, "受理日期") is find_field(Case, "accepted_on")
    with pytest.raises(Trouble, match="没有“电话”这一栏"):
        find_field(Case, "电话")


@pytest.mark.parametrize(
    ("typed", "name", "test", "value"),
    [
        ("受理日期>=2024-01-01", "accepted_on", ">=", "2024-01-01"),
        ("受理日期 <= 2024-01-01", "accepted_on", "<=", "2024-01-01"),
        ("状态=调解中", "state", "=", "调解中"),
        ("状态!=调解中", "state", "!=", "调解中"),
        ("纠纷名称~a=b", "dossier_name", "~", "a=b"),
        ("纠纷名称~a>=b", "dossier_name", "~", "a>=b"),
        ("纠纷名称=a~b", "dossier_name", "=", "a~b"),
    ],
)
def test_a_condition_in_words(typed, name, test, value):
    spec, found, text = filter_from_text(Case, typed)
    assert (spec.name, found, text) == (name, test, value)


@pytest.mark.parametrize("typed", ["", "状态", "=x", "没有这一栏=3", "当事人=张三", "!!"])
def test_a_condition_nobody_understands_is_told(typed):
    with pytest.raises(Trouble):
        filter_from_text(Case, typed)


def test_registers_without_a_date_are_ordered_by_name(database):
    with database.step("登记") as session:
        session.add(Committee.fresh(name="丙", short_name="丙", kind="1"))
    with database.read() as session:
        for cls in (Committee, Mediator):
            ids = Listing(cls).page(session, 0, 9)
            names = captions(session, cls.__tablename__, ids)
            found = [names[number] for number in ids]
            assert found == sorted(found)


def test_how_many_has_thousands_marks_and_a_year_has_none(database):
    with database.step("登记") as session:
        session.add(Drill.fresh(name="演练", held_on=date(2024, 5, 14), kind="1", people=12345))
    with database.read() as session:
        ((_, words),) = Listing(Drill).lines(session, [1])
    assert words[-1] == "12,345"
    assert Drill.fields["people"].shown(None) == ""
    assert AnnualReport.fields["year"].shown(2024) == "2024"
