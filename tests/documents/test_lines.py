"""The line breaker: what GB/T 15834 forbids never happens, nothing is lost, lines fill."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from desktop.documents.fonts import Face
from desktop.documents.galley import Galley, Run, Style, filled
from desktop.documents.lines import PAD, STRETCH, Measure, set_lines, units

SIZE = 10.0

# GB/T 15834-2011 5.1, written down once more: the test must not believe the module.
CLOSERS = "、。，．：；？！）］｝】〕〉》」』”’·～％,.:;?!)]}%"
OPENERS = "（［｛【〔〈《「『“‘￥([{"
BOTH = "/"
HANGING = "、。，．：；？！,.:;?!"


def advances(text):
    """Hanzi and Chinese marks one em, Latin half, newline nothing."""
    return [0.0 if char == "\n" else SIZE / 2 if char < "\u2000" else SIZE for char in text]


def broken(text, ems, **kind):
    lines = set_lines(text, advances(text), Measure(ems * SIZE, SIZE, **kind))
    return [text[line.start : line.end] for line in lines]


HANZI = st.text("枫桥调解协议书甲乙方当事人民委员会", min_size=1, max_size=12)
WORDS = st.one_of(
    HANZI,
    HANZI,
    st.sampled_from(
        ["2024年", "2月5日", "1152件", "54元", "18,600.00元", "97.5%", "￥3000", "第37号", "GB/T",
         "A4", "12万元", "3个月", "WTO", "——", "……", "和/或", "阿不都·热合曼", "14:30", "5～7日"]
    ),
    HANZI.map("（{}）".format),
    HANZI.map("“{}。”".format),
    HANZI.map("《{}》、".format),
    st.sampled_from("，。；：？！、"),
    st.just(" "),
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=40).map("".join)
CLEAN = TEXTS.map(lambda text: re.sub(r"([，。；：？！、”》）—…%])[，。；：？！、]+", r"\1", text))
WIDTHS = st.integers(min_value=16, max_value=40)


@settings(max_examples=400)
@example("字" * 20 + " ，后", 20)
@given(CLEAN, WIDTHS)
def test_nothing_is_lost_but_spaces_at_the_turn(text, ems):
    assert "".join(broken(text, ems)).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=120), st.integers(min_value=1, max_value=40))
def test_nothing_is_lost_in_any_text(text, ems):
    lost = str.maketrans("", "", " \n" + PAD)
    assert "".join(broken(text, ems)).translate(lost) == text.translate(lost)


@settings(max_examples=400)
@example("字" * 15 + "。”  ，后", 16)
@example("字" * 15 + "（ 内）", 16)
@given(CLEAN, WIDTHS)
def test_no_line_begins_with_a_closer_or_ends_with_an_opener(text, ems):
    lines = broken(text.strip(CLOSERS + BOTH + " "), ems)
    for line in lines[1:]:
        assert line[0] not in CLOSERS + BOTH
    for line in lines[:-1]:
        assert line.rstrip()[-1] not in OPENERS + BOTH


@settings(max_examples=400)
@example("字" * 15 + "——后……后", 16)
@example("字" * 15 + "……后", 16)
@given(CLEAN, WIDTHS)
def test_numbers_units_dashes_and_dots_are_never_torn(text, ems):
    assume(not re.search(r"\d{4,},", text))  # two amounts run together are no number
    whole = re.compile(r"\d[年月日件元号]|\d万元|\d个月|——|……|\d%|￥\d|\d\d|[A-Za-z]{2}|·")
    at = 0
    for line in broken(text, ems)[:-1]:
        at = text.index(line, at) + len(line)
        assert not any(found.start() < at < found.end() for found in whole.finditer(text))


@given(CLEAN, WIDTHS, st.booleans(), st.sampled_from(["justify", "left", "right", "center"]))
def test_lines_keep_their_measure_and_hang_one_small_closer_at_most(text, ems, hang, align):
    widths = advances(text)
    measure = Measure(ems * SIZE, SIZE, indent=2 * SIZE, align=align, hang=hang)
    for line in set_lines(text, widths, measure):
        shown = text[line.start : line.end]
        assert line.x >= -0.02
        assert line.x + line.width <= ems * SIZE + 0.02
        over = sum(widths[line.start : line.end]) - line.width
        if over > 0.02 and line.gap == 0:
            assert hang
            assert shown[-1] in HANGING
            assert over <= SIZE + 0.02


@given(CLEAN, WIDTHS)
def test_justified_lines_reach_the_edge_unless_they_would_gape(text, ems):
    widths = advances(text)
    lines = set_lines(text, widths, Measure(ems * SIZE, SIZE))
    for line in lines[:-1]:
        natural = sum(widths[line.start : line.end])
        gape = (ems * SIZE - natural) / max(line.end - line.start - 2, 1)
        if gape <= STRETCH * SIZE:
            assert line.x + line.width == pytest.approx(ems * SIZE, abs=0.05)
        assert 0 <= line.gap <= STRETCH * SIZE
    last = lines[-1]
    full = sum(widths[last.start : last.end]) > ems * SIZE  # its mark hangs: a whole line
    assert last.gap == 0 or full


def test_twenty_eight_characters_fill_a_line_and_the_comma_hangs():
    assert broken("字" * 28 + "，" + "后" * 3, 28) == ["字" * 28 + "，", "后后后"]
    assert broken("字" * 28 + "，" + "后" * 3, 28, hang=False) == ["字" * 27, "字，后后后"]


@pytest.mark.parametrize("closer", CLOSERS)
def test_each_closer_stays_with_what_it_closes(closer):
    lines = broken("字" * 28 + closer + "后" * 3, 28, hang=False)
    assert lines == ["字" * 27, f"字{closer}后后后"]


@pytest.mark.parametrize("opener", OPENERS)
def test_each_opener_stays_with_what_it_opens(opener):
    lines = broken("字" * 27 + opener + "内" * 3, 28)
    assert lines == ["字" * 27, f"{opener}内内内"]


def test_two_closers_take_their_character_with_them():
    assert broken("字" * 27 + "完。”后", 28) == ["字" * 27, "完。”后"]
    assert broken("字" * 26 + "完。”后", 28) == ["字" * 26, "完。”后"]


def test_an_opening_bracket_moves_to_the_next_line():
    assert broken("字" * 27 + "（内）", 28) == ["字" * 27, "（内）"]


@pytest.mark.parametrize("piece", ["2024年", "1152件", "54元", "186.4万元", "第37号", "3个工作日"])
def test_a_number_and_its_unit_move_together(piece):
    text = "字" * 27 + piece
    assert broken(text, 28) == ["字" * 27, piece]


def test_a_day_moves_whole_into_a_narrow_column_that_can_hold_it():
    assert broken("已反馈，2024-05-05前回复", 6) == ["已反馈，", "2024-05-05前", "回复"]
    assert len(broken("2024-05-05", 4)) == 2


def test_an_ordinal_is_never_torn_from_what_it_counts():
    assert broken("第二十届人大第四次会议", 8) == ["第二十届人大", "第四次会议"]


def test_an_identity_number_stays_whole_where_a_line_can_hold_it():
    assert broken("字" * 25 + "520403198703120028后", 28)[1].startswith("520403198703120028")


@pytest.mark.parametrize(
    "text",
    ["520403198703120028", "https://example.org/a/very/long/path/which/no/line/can/hold",
     "9" * 90, "阿" * 40, "！" * 50, "（" * 50, "——" * 30, "￥" + "9" * 40 + "元。"],
)  # fmt: skip
@pytest.mark.parametrize("ems", [1, 3, 6, 10])
def test_what_is_too_long_for_a_line_breaks_and_never_overflows(text, ems):
    widths = advances(text)
    lines = set_lines(text, widths, Measure(ems * SIZE, SIZE, hang=False))
    assert "".join(text[line.start : line.end] for line in lines) == text
    for line in lines:
        one = line.end - line.start == 1
        assert one or sum(widths[line.start : line.end]) <= ems * SIZE + 0.02


def test_a_long_address_breaks_behind_its_marks():
    lines = broken("见https://example.org/aaaaaaaa/bbbbbbbb/cccccccc", 12)
    assert all(line[-1] in "/.:" for line in lines[:-1])


def test_first_line_indent_and_hanging_indent():
    text = "字" * 60
    lines = set_lines(text, advances(text), Measure(280, SIZE, indent=20, hanging=10))
    assert [line.end - line.start for line in lines] == [26, 27, 7]
    assert [line.x for line in lines] == [20, 10, 10]


def test_alignment():
    for align, x in (("left", 0), ("justify", 0), ("center", 45), ("right", 90)):
        (line,) = set_lines("字", [SIZE], Measure(100, SIZE, align=align))
        assert line.x == x


def test_empty_text_is_one_empty_line_and_newlines_are_kept():
    assert broken("", 10) == [""]
    assert broken("甲\n\n乙", 10) == ["甲", "", "乙"]


def test_the_mark_that_closes_a_paper_is_never_torn():
    assert broken("当事人各持一份。（以下空白）", 12) == ["当事人各持一份。", "（以下空白）"]


def test_units_cover_the_text_without_gaps():
    text = "（2024）天人调字第37号，“甲方”支付￥1,000元——WTO…… 和/或\n乙"
    ends = list(units(text))
    assert "".join(text[start:end] for start, end in ends) == text
    assert [text[start:end] for start, end in ends][:3] == ["（2024）", "天", "人"]
    assert "￥1,000元" in [text[start:end] for start, end in ends]


def test_a_fill_in_space_has_its_least_width_and_centres_its_value():
    style = Style(Face.FANG_SONG, 10)
    galley = Galley(["违约金", filled("2000元", 8), "整"], style)
    assert galley.natural == pytest.approx(30 + 80 + 10)
    assert galley.advances[3] == pytest.approx(galley.advances[-2])
    (line,) = galley.lines(Measure(400, 10))
    assert line.start == 0
    assert Galley([filled("", 6)], style).natural == pytest.approx(60)
    assert Galley([filled("一二三四五六七八九", 6)], style).natural == pytest.approx(90)


def test_runs_of_different_size_share_a_line_by_their_own_widths():
    galley = Galley(["甲", Run("乙", Style(Face.HEI, 20)), Run("丙", bold=True)], Style(size=10))
    assert galley.advances == [10, 20, 10]
    assert galley.size == 20
