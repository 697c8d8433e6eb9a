"""Every code table: it loads, its codes are one each, and its names lead back to them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from db.store import codes as module
from db.store.codes import CodeTable, Entry, codes
from db.store.kinds import ChoiceKind
from db.store.places import RESOURCES
from db.store.trouble import Trouble

TABLES = sorted(path.stem for path in (RESOURCES / "codes").glob("*.toml"))


def test_there_are_tables():
    assert {"dispute_type", "dispute_source", "committee_kind", "party_role"} <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_whole(name):
    table = codes(name)
    assert table.title
    twice = [
        code
        for code, number in Counter((e.code, e.valid_from) for e in table.entries).items()
        if number > 1
    ]
    assert twice == []
    known = {entry.code for entry in table.entries}
    for entry in table.entries:
        assert entry.code == entry.code.strip() != ""
        assert entry.name == entry.name.strip() != ""
        assert not entry.parent or entry.parent in known
        assert not (entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from)


@pytest.mark.parametrize("name", TABLES)
def test_every_leaf_is_found_by_its_code_and_name(name):
    kind = ChoiceKind(name)
    for entry in codes(name).leaves():
        assert kind.parse(entry.code) == entry.code
        assert kind.parse(entry.name) == entry.code
        assert kind.parse(kind.format(entry.code)) == entry.code


def test_dispute_types_are_15_types_with_18_leaves():
    table = codes("dispute_type")
    leaves = table.leaves()
    assert len(leaves) == 18
    assert len([entry for entry in table.entries if not entry.parent]) == 15
    headings = Counter(entry.parent for entry in leaves if entry.parent)
    assert sorted(headings.values()) == [2, 3]
    assert {table.name(code) for code in headings} == {"劳动争议纠纷", "消费纠纷"}


def test_a_heading_cannot_be_chosen():
    with pytest.raises(Trouble, match="不在"):
        ChoiceKind("dispute_type").parse("劳动争议纠纷")


def test_a_part_of_one_name_is_enough_and_of_two_is_not():
    assert ChoiceKind("dispute_type").parse("邻里") == "02"
    with pytest.raises(Trouble, match="可选"):
        ChoiceKind("dispute_type").parse("纠纷")


def test_of_several_names_with_the_text_the_one_that_begins_with_it_is_meant():
    table = codes("aid_opinion")
    assert table.name(table.find("符合条件")).startswith("符合")
    assert table.find("建议") is None


def test_a_code_nobody_knows_is_shown_as_it_is():
    assert ChoiceKind("dispute_type").format("99x") == "99x"


def test_entries_come_into_force_and_go():
    last, first = date(2021, 12, 31), date(2022, 1, 1)
    table = CodeTable(
        "t",
        "试",
        "",
        (
            Entry("1", "一直在"),
            Entry("2", "旧", valid_to=last),
            Entry("3", "新", valid_from=first),
            Entry("4", "旧的下级", parent="1", valid_to=last),
        ),
    )
    assert [e.code for e in table.leaves(last)] == ["2", "4"]
    assert [e.code for e in table.leaves(first)] == ["1", "3"]
    assert [e.code for e in table.leaves(first - timedelta(days=1))] == ["2", "4"]
    assert [e.code for e in table.leaves()] == ["1", "3"]
    assert table.name("2") == "旧"
    assert table.find("旧") is None


@pytest.mark.parametrize(
    "content", ["", "title =", 'title = "x"', 'title = "x"\n[[entry]]\ncode = "1"', b"\xff\xfe"]
)
def test_a_damaged_table_is_told(content, tmp_path, monkeypatch):
    (tmp_path / "codes").mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "codes" / "damaged.toml").write_bytes(data)
    monkeypatch.setattr(module, "RESOURCES", tmp_path)
    with pytest.raises(Trouble, match=r"damaged\.toml"):
        codes("damaged")
    with pytest.raises(Trouble, match=r"missing\.toml"):
        codes("missing")
