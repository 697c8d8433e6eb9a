"""What others may see of a sensitive value: enough to tell rows apart, never who it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.registers import ALL
from db.store.kinds import (
    HIDDEN,
    ChoicesKind,
    DateKind,
    IdNumberKind,
    LongTextKind,
    MoneyKind,
    PhoneKind,
    RowsKind,
    TextKind,
    without_numbers,
)


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        (IdNumberKind(), "520403188001010017", "52*************017"),
        (IdNumberKind(), "护照1", HIDDEN),
        (PhoneKind(), "13812341234", "138****1234"),
        (PhoneKind(), "0851-34222222", "085******2222"),
        (PhoneKind(), "34222222", HIDDEN),
        (PhoneKind(), "无", "无"),
        (DateKind(), "1880-01-01", "1880-**-**"),
        (TextKind(), "安顺市平坝区天龙镇天龙村一组", "安顺市平坝区天龙镇***"),
        (TextKind(), "天龙村一组", HIDDEN),
        (TextKind(), "6217000012345678", HIDDEN),
        (LongTextKind(), "欠债五万元", HIDDEN),
        (MoneyKind(), "1,200.00", HIDDEN),
        (ChoicesKind("people_category"), "残疾人", HIDDEN),
        (TextKind(), "", ""),
    ],
)
def test_masks(kind, text, seen):
    assert kind.masked(text) == seen


def fields(cls):
    for spec in cls.fields.values():
        yield from fields(spec.kind.row) if isinstance(spec.kind, RowsKind) else [spec]


KINDS = {f.kind for cls in ALL for f in fields(cls) if f.sensitive}


@given(st.text(min_size=1, max_size=30))
def test_no_mask_shows_the_whole(text):
    for kind in KINDS:
        assert kind.masked(text) != text or text == "无"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "张三（520403188001010017），电话13812341234。",
            "张三（52*************017），电话138****1234。",
        ),
        ("x=52040318800101001X", "x=52*************01X"),
        ("138-1234-1234、138 1234 1234", "138******1234、138******1234"),
        ("座机0851-34222222，2024-05-06", "座机085******2222，2024-05-06"),
        ("统一代码 91520403MA0000528P 不是人", "统一代码 91520403MA0000528P 不是人"),
        ("摘要 a13812341234b", "摘要 a13812341234b"),
        ("电话+86 13812341234、8613812341234", "电话+86********1234、861******1234"),
        ("（0851）34222222、0851 34222222", "(08*******2222、085******2222"),
        ("身份证520403 18800101 0017", "身份证52***************017"),
        ("身份证５２０４０３１８８００１０１００１７", "身份证52*************017"),
        ("金额600000 2024-05-06 1234", "金额600000 2024-05-06 1234"),
        ("残疾证52040318800101001743B1", "残疾证52*************017****"),
        ("老身份证520403880101001、520403881301001", "老身份证52**********001、520403881301001"),
        ("卡6228480402564890018", "卡62*************0018"),
        ("卡6228 4804 0256 4890 018。", "卡62****************0 018。"),
        ("卡4563-5101-0000-8886、误4563510100008887", "卡45*************8886、误4563510100008887"),
        (
            "信用代码 911101080000000370、订单20240506123412341",
            "信用代码 911101080000000370、订单20240506123412341",
        ),
    ],
)
def test_numbers_within_text_are_masked_and_others_are_not(text, seen):
    assert without_numbers(text) == seen
