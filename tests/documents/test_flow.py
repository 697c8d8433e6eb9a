"""Pages: nothing is lost or reordered, bonds hold, signatures never stand alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.flow import Bond, Box, Gap, PageEnd, paginate, tie_last_lines

PAGE = 100.0


def box(height, bond=Bond.FREE, *, text=True):
    made = Box()
    made.height, made.bond, made.is_text = height, bond, text
    return made


BOXES = st.lists(
    st.builds(
        box, st.floats(1, PAGE), st.sampled_from([Bond.FREE, Bond.FREE, Bond.WEAK, Bond.STRONG])
    ),
    max_size=40,
)


@given(BOXES)
def test_every_box_is_placed_once_in_order_and_no_page_is_too_full(boxes):
    pages = paginate(boxes, PAGE)
    assert [one for page in pages for one in page] == boxes
    for page in pages:
        assert sum(one.height for one in page) <= PAGE + 0.1
    assert all(pages) or not boxes


@given(BOXES)
def test_bonds_hold_while_what_they_bind_fits_a_page(boxes):
    pages = paginate(boxes, PAGE)
    where = {id(one): number for number, page in enumerate(pages) for one in page}
    group, groups = [], []
    for one in boxes:
        group.append(one)
        if one.bond is Bond.FREE:
            groups.append(group)
            group = []
    for group in groups:
        if sum(one.height for one in group) <= PAGE:
            assert len({where[id(one)] for one in group}) == 1


def test_white_space_vanishes_at_the_top_of_a_page():
    first, second = box(95), box(10)
    assert paginate([Gap(30), first, Gap(5), Gap(20), second], PAGE)[1:] == [[second]]


def test_a_page_ends_where_it_is_told_to_but_never_empty():
    first, second = box(10), box(10)
    assert paginate([PageEnd(), first, PageEnd(), PageEnd(), second, PageEnd()], PAGE) == [
        [first],
        [second],
    ]


def test_a_weak_bond_gives_way_before_a_strong_one():
    boxes = [box(40, Bond.STRONG), box(20, Bond.WEAK), box(45, Bond.STRONG), box(20)]
    assert paginate(boxes, PAGE) == [boxes[:2], boxes[2:]]


def test_tying_counts_lines_of_text_only():
    boxes = [box(10), box(10), box(10, text=False), box(10)]
    tie_last_lines(boxes, 2)
    assert [one.bond for one in boxes] == [Bond.FREE, Bond.STRONG, Bond.STRONG, Bond.STRONG]


def test_no_page_at_all_is_one_empty_page():
    assert paginate([], PAGE) == [[]]


@pytest.mark.parametrize("height", [PAGE + 1, 5 * PAGE])
def test_what_is_higher_than_a_page_and_cannot_be_cut_still_comes_out(height):
    high, small = box(height), box(10)
    assert paginate([small, high, small], PAGE) == [[small], [high], [small]]
