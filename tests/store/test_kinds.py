"""How people's text becomes values: the published vectors, and what people really type."""

from datetime import date, datetime

import pytest

from db.store.fields import Field
from db.store.kinds import (
    CreditCodeKind,
    DateKind,
    FileKind,
    IdNumberKind,
    Kind,
    LongTextKind,
    MoneyKind,
    PhoneKind,
    TextKind,
    TimeKind,
    WholeKind,
    YesNoKind,
)
from db.store.kinds.money import in_capitals
from db.store.trouble import Trouble

ID, CREDIT, PHONE, MONEY, DAY = (
    IdNumberKind(),
    CreditCodeKind(),
    PhoneKind(),
    MoneyKind(),
    DateKind(),
)

# ---- dates and times ----


@pytest.mark.parametrize(
    "typed",
    [
        "2024-06-05",
        "2024/6/5",
        "2024.6.5",
        "20240605",
        "2024年6月5日",
        "二〇二四年六月五日",
        "２０２４年６月５日",
        " 2024 年 6 月 5 日 ",
        "２０２４．０６．０５",
        "２０２４０６０５",
        "24.6.5",
        "24年6月5日",
    ],
)
def test_a_date_in_any_form(typed):
    assert DAY.parse(typed) == date(2024, 6, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "20241301",
        "05-6-5",
        "2024-6",
        "2024年6月",
        "明天",
        "0000-01-01",
        "20240605日",
        "2024-06-05 09:00",
        "99999-01-01",
    ],
)
def test_a_date_that_is_none_is_refused_in_words(typed):
    with pytest.raises(Trouble) as caught:
        DAY.parse(typed)
    assert typed in caught.value.sentence
    assert caught.value.wrong_input


def test_two_digits_are_a_year_as_people_mean_it():
    assert DAY.parse("58.3.5") == date(1958, 3, 5)
    assert DAY.parse("05年3月5日") == date(2005, 3, 5)
    ahead = date.today().year + 5
    assert DAY.parse(f"{ahead % 100}/2/28") == date(ahead, 2, 28)


def test_leap_days_are_days():
    assert DAY.parse("2024-02-29") == date(2024, 2, 29)
    assert DAY.format(date(2024, 2, 29)) == "2024-02-29"


def test_a_time_is_local_and_whole_seconds():
    kind = TimeKind()
    assert kind.parse("2024-06-05 09:12") == datetime(2024, 6, 5, 9, 12)
    assert kind.parse("2024-06-05T09:12:33.987") == datetime(2024, 6, 5, 9, 12, 33)
    abroad = kind.parse("2024-06-05T09:12+08:00")
    assert abroad.tzinfo is None
    assert kind.format(datetime(2024, 6, 5, 9, 12, 33)) == "2024-06-05 09:12:33"
    assert kind.format(datetime(2024, 6, 5, 9, 12)) == "2024-06-05 09:12"
    for wrong in ("9:12", "2024-06-05 25:00", "昨天上午", "0001-01-01T00:00+14:00"):
        with pytest.raises(Trouble):
            kind.parse(wrong)


# ---- money, in whole fen ----


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12800", 1_280_000),
        ("12,800.00", 1_280_000),
        ("1,200元", 120_000),
        ("12 800 元", 1_280_000),
        ("12，800.5", 1_280_050),
        ("¥12,800", 1_280_000),
        ("￥1.28万", 1_280_000),
        ("1.28万元", 1_280_000),
        ("１２８００元整", 1_280_000),
        ("0.01", 1),
        ("0", 0),
        ("1.", 100),
        ("-30", -3000),
        ("0.123456万", 123_456),
        ("1亿元", 10_000_000_000),
        (" ", None),
    ],
)
def test_money(typed, fen):
    assert MONEY.parse(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "1.001",
        "0.1234567万",
        "一万",
        "12.800.00",
        "1e5",
        "12800美元",
        "1万2",
        "--1",
        "nan",
        "∞",
        "1" * 18,
        "约500",
        "1,2",
        "1 2元",
        "1,28万",
    ],
)
def test_money_that_is_none_is_refused_in_words(typed):
    with pytest.raises(Trouble, match="不是金额"):
        MONEY.parse(typed)


def test_money_from_json_is_never_a_binary_fraction():
    assert MONEY.from_json(12800) == 1_280_000
    assert MONEY.from_json(12800.5) == 1_280_050
    assert MONEY.to_json(1_280_050) == "12800.50"
    with pytest.raises(Trouble):
        MONEY.from_json(0.1 + 0.2)
    with pytest.raises(Trouble):
        MONEY.from_json(True)


def test_a_negative_amount_is_doubted():
    assert MONEY.problems(-1)
    assert MONEY.problems(0) == []


@pytest.mark.parametrize(
    ("fen", "capitals"),
    [
        (1_280_000, "壹万贰仟捌佰元整"),
        (1_280_050, "壹万贰仟捌佰元伍角"),
        (1_280_005, "壹万贰仟捌佰元零伍分"),
        (100_300, "壹仟零叁元整"),
        (10_000_000_000, "壹亿元整"),
        (50, "伍角"),
        (1, "壹分"),
        (0, "零元整"),
        (10**15, "壹拾万亿元整"),
    ],
)
def test_amounts_in_capitals(fen, capitals):
    assert in_capitals(fen) == capitals


# ---- the rest ----


def test_whole_numbers():
    kind = WholeKind()
    assert kind.parse("１，２３４") == 1234
    assert kind.parse("-3") == -3
    assert kind.parse("") is None
    assert kind.from_json(3.0) == 3
    assert kind.parse("12 800") == 12800
    for wrong in ("1.5", "三", "1e3", "1" * 16, "½", "1,2", "1 2", "1,0000", "2-3"):
        with pytest.raises(Trouble, match="整数"):
            kind.parse(wrong)
    for wrong in (True, 1.5, float("nan"), float("inf"), 1e308, 1e15, 2**70):
        with pytest.raises(Trouble):
            kind.from_json(wrong)


PEOPLE = Field("人数", kind=WholeKind(), unit="人")


@pytest.mark.parametrize(
    "typed", ["1200", "1,200人", "1200 人", "１，２００人", "1200名", " 1 200 人 "]
)
def test_a_number_may_have_its_unit_behind_it(typed):
    assert PEOPLE.parse(typed) == 1200


@pytest.mark.parametrize("typed", ["约2人", "2-3人", "2人3次", "2人以上", "1,2人", "人", "2.5人"])
def test_what_is_not_one_number_is_refused_as_it_was_typed(typed):
    with pytest.raises(Trouble, match="整数") as caught:
        PEOPLE.parse(typed)
    assert typed in caught.value.sentence


def test_another_unit_is_not_taken_for_the_own_one():
    with pytest.raises(Trouble, match="“2人次”不是以“人”计的整数，请核对后只填数字"):
        PEOPLE.parse("2人次")
    assert Field("次数", kind=WholeKind(), unit="%").parse("80％") == 80
    with pytest.raises(Trouble, match="不是整数"):  # without a unit it may be the number of a paper
        Field("序号", kind=WholeKind()).parse("2人")


def test_yes_and_no():
    kind = YesNoKind()
    assert [kind.parse(word) for word in ("是", "√", "有", "１", "Yes")] == [True] * 5
    assert [kind.parse(word) for word in ("否", "×", "无", "０", "No")] == [False] * 5
    assert kind.parse(" ") is None
    assert kind.from_json(False) is False
    with pytest.raises(Trouble, match="应填"):
        kind.parse("也许")


def test_a_line_of_text_is_one_line():
    assert TextKind().parse(" 张三\n李四\t王五　赵六 ") == "张三 李四 王五 赵六"
    assert TextKind().parse("　\n") is None


def test_long_text_keeps_its_lines():
    assert LongTextKind().parse("\n  一、甲方\r\n二、乙方 \r\r三\n\n") == "一、甲方\n二、乙方\n\n三"


@pytest.mark.parametrize(
    "kind", [Kind(), TextKind(), LongTextKind(), IdNumberKind(), CreditCodeKind(), PhoneKind()]
)
def test_what_nobody_sees_is_taken_out(kind):
    """NUL, halves of surrogate pairs, zero-width marks and the like come with pasted text."""
    assert kind.parse("\ufeff1\x002\u200b3\ud8004\u202e5\x1b") == "12345"
    assert kind.parse("\u200b\x00") is None


def test_rare_and_long_characters_stay():
    assert TextKind().parse("𬀩珺玥〇") == "𬀩珺玥〇"
    assert TextKind().parse("芦\U000e0100") == "芦\U000e0100"  # an ideographic variant is seen
    assert len(LongTextKind().parse("天" * 10**6)) == 10**6


@pytest.mark.parametrize("typed", ["\x00", "1\ud800", "\u200b"])
@pytest.mark.parametrize(
    "kind", [DateKind(), TimeKind(), MoneyKind(), WholeKind(), YesNoKind(), FileKind()]
)
def test_no_character_makes_a_traceback(kind, typed):
    try:
        value = kind.parse(typed)
    except Trouble as trouble:
        value = trouble.sentence.encode() and None
    assert value in (None, 1, 100, True)


def test_a_file_travels_as_base64():
    kind = FileKind()
    assert kind.parse(kind.to_json(b"\x00\xff")) == b"\x00\xff"
    assert kind.format(b"x" * 3000) == "3 KB"
    with pytest.raises(Trouble, match="Base64"):
        kind.parse("不是")
