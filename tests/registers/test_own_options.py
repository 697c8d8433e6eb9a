"""The entries of an own choice: codes stay with names, nothing that was chosen loses its name."""

from hypothesis import given
from hypothesis import strategies as st

from db.registers.own.options import Option, entries, followed, kept, names_of, read, written

names = st.lists(st.text("甲乙丙丁+-1 ", min_size=1, max_size=4).map(str.strip).filter(bool),
                 min_size=1, max_size=6, unique=True)  # fmt: skip


def test_a_name_may_be_written_in_lines_or_between_marks():
    assert names_of("路口、集市\n校门；  \n桥头->大桥") == [
        ("路口", "路口"), ("集市", "集市"), ("校门", "校门"), ("桥头", "大桥"),
    ]  # fmt: skip


def test_a_renamed_entry_keeps_its_code_and_one_left_out_is_offered_no_more():
    first = followed([], "路口、集市、校门")
    now = followed(first, "校门、路口→路口和桥头、夜市")
    assert now == [
        Option("3", "校门"),
        Option("1", "路口和桥头"),
        Option("4", "夜市"),
        Option("2", "集市", offered=False),
    ]
    assert followed(now, "集市")[0] == Option("2", "集市"), "offered again under its old code"


@given(st.lists(names, min_size=1, max_size=5))
def test_whatever_is_written_codes_never_change_hands(texts):
    known, owner = [], {}
    for names_now in texts:
        known = followed(known, "、".join(names_now))
        assert read(kept(known)) == known
        assert [one.name for one in known if one.offered] == names_now
        assert len({one.code for one in known}) == len(known)
        for one in known:
            assert owner.setdefault(one.code, one.name) == one.name
        again = followed(known, written(known))
        assert again == known, "saving once more changes nothing"
    leaves = [one.name for one in entries(kept(known)) if one.in_force(None)]
    assert leaves == texts[-1]
