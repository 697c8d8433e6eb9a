"""Numbers of persons, enterprises and telephones: published vectors, and what people type."""

from datetime import date

import pytest

from db.store.kinds import (
    CreditCodeKind,
    DateKind,
    IdNumberKind,
    MoneyKind,
    PhoneKind,
)
from db.store.kinds.identity import age_on, birth_date, implied_by_id_number, sex

ID, CREDIT, PHONE, MONEY, DAY = (
    IdNumberKind(),
    CreditCodeKind(),
    PhoneKind(),
    MoneyKind(),
    DateKind(),
)

# ---- resident ID numbers (GB 11643): published and synthetic ----


@pytest.mark.parametrize(
    ("number", "who"),
    [
        ("11010519491231002X", ("2", date(1949, 12, 31))),
        ("440524188001010014", ("1", date(1880, 1, 1))),
        ("520403188001010017", ("1", date(1880, 1, 1))),
        ("520403188001010025", ("2", date(1880, 1, 1))),
        ("520403188002290030", ("1", date(1880, 2, 29))),
        ("520403188102281043", ("2", date(1881, 2, 28))),
        ("52040318801231004X", ("2", date(1880, 12, 31))),
        ("520421188506060186", ("2", date(1885, 6, 6))),  # a county code no longer in force
        ("522526187711110271", ("1", date(1877, 11, 11))),  # a prefecture long dissolved
        ("810000199001010019", ("1", date(1990, 1, 1))),  # a residence permit, Hong Kong
    ],
)
def test_a_right_id_number_is_not_doubted(number, who):
    assert ID.parse(number) == number
    assert ID.problems(number) == []
    assert (sex(number), birth_date(number)) == who
    assert implied_by_id_number(number) == {"sex": who[0], "born_on": who[1]}


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("520403198001010017", "校验位"),  # 6 would be right
        ("520403188102291044", "出生日期"),  # 1881 is no leap year
        ("520403218001010010", "出生日期"),  # not yet born
        ("52040318800101001", "18 位"),
        ("5204031880010100171", "18 位"),
        ("52040318800101001A", "18 位"),
        ("无法提供", "18 位"),
    ],
)
def test_a_doubtful_id_number_is_kept_and_said(number, doubt):
    assert ID.parse(number) == number
    (sentence,) = ID.problems(number)
    assert doubt in sentence
    assert "核对" in sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("52040318801231004x", "52040318801231004X"),
        (" 520403 1880 0101 0017 ", "520403188001010017"),
        ("520403-18800101-0017", "520403188001010017"),
        ("５２０４０３１８８００１０１００１７", "520403188001010017"),
        ("５２０４０３１８８０１２３１００４ｘ", "52040318801231004X"),
        ("522526500101123", "522526195001011236"),
        ("", None),
        ("　", None),
    ],
)
def test_an_id_number_is_cleaned(typed, kept):
    assert ID.parse(typed) == kept


def test_the_birthday_itself_counts():
    assert age_on(date(1980, 6, 5), date(2024, 6, 4)) == 43
    assert age_on(date(1980, 6, 5), date(2024, 6, 5)) == 44
    assert age_on(date(1980, 2, 29), date(2023, 2, 28)) == 42
    assert age_on(date(1980, 2, 29), date(2023, 3, 1)) == 43


# ---- unified social credit codes (GB 32100) ----


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the standard's example
        "914403001922038216",
        "9144030071526726XG",
        "91330100799655058B",
        "91110000802100433B",
        "11500224691216248X",
        "11440700007062853F",
        "11520403000000000M",
        "12520403000000019F",
        "51520403MJ0000018Y",
        "54520403ME000001XE",
        "91520403MA00000151",
        "92520403MA0000023Q",
        "93520403MA0000031G",
        "91520403MA00004370",  # the remainder is 0, and so is the check digit
    ],
)
def test_a_right_credit_code_is_not_doubted(code):
    assert CREDIT.parse(code) == code
    assert CREDIT.problems(code) == []
    assert CREDIT.parse(f" {code[:2].lower()} {code[2:].lower()}") == code


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("91350211M0000XUF46", "校验位"),  # a real code of the early days
        ("91350100M0001TGQXM", "校验位"),  # another
        ("91350100M000100Y4Z", "不含 I、O、S、V、Z"),
        ("91350100M000100Y4", "18 位"),
    ],
)
def test_a_doubtful_credit_code_is_kept_and_said(code, doubt):
    assert CREDIT.parse(code) == code
    assert doubt in CREDIT.problems(code)[0]


# ---- telephones ----


@pytest.mark.parametrize(
    "number",
    [
        "13800138000",
        "0851-34222222",
        "085134222222",
        "0851-34222222-123",
        "400-800-1234",
        "12348",
        "110",
        "无",
    ],
)
def test_a_right_telephone_is_not_doubted(number):
    assert PHONE.parse(number) == number
    assert PHONE.problems(number) == []


@pytest.mark.parametrize(
    ("number", "doubt"),
    [("12345678901", "位数"), ("1380013800", "位数"), ("34222222", "加区号"), ("问村委会", "位数")],
)
def test_a_doubtful_telephone_is_kept_and_said(number, doubt):
    assert PHONE.parse(number) == number
    assert doubt in PHONE.problems(number)[0]


def test_a_telephone_is_cleaned():
    assert PHONE.parse(" １３８ ００１３ ８０００ ") == "13800138000"
    assert PHONE.parse("０８５１－３４２２２２２２") == "0851-34222222"
