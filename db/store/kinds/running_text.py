"""Numbers of people within running text: ID numbers, bank cards and telephones, found and masked.

An address is not among them: what looks like one (天龙村一组12号) is as often where the dispute is,
and its 号 a paper's or a case's, so that a mask would take the matter itself away.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric, uscc

from db.store.kinds.identity import IdNumberKind, PhoneKind

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－＋（）　", "0123456789Xx-+() ")
"""Sign for sign: what is found there stands at the same place in the text."""
_FRONT, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_GAP = r"[ \-_.·*]?"
_ID = re.compile(
    rf"{_FRONT}([1-9](?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}[89]|2{_GAP}0)(?:{_GAP}\d){{2}}"
    rf"{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2])(?:{_GAP}\d){{5}}{_GAP}[\dXx])([1-7][1-4](?:B\d)?)?{_END}"
)
"""As a disability certificate's number it has the kind, the degree and a reissue behind it."""
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_OLD_ID = re.compile(
    rf"{_FRONT}{_PROVINCE}\d{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{_END}"
)
"""Of 15 digits: division, year without its century, month, day, sequence."""
_CARD = re.compile(rf"{_FRONT}[34569]\d{{3}}([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}(?:\1\d{{1,3}})?{_END}")
_PHONE = re.compile(
    rf"(?:(?<![0-9A-Za-z+])\+?86[ -]?|{_FRONT})"
    rf"(?:1[3-9]\d{{9}}|1[3-9]\d([ -])\d{{4}}\1\d{{4}}){_END}"
    rf"|{_FRONT}0\d{{2,3}}[- ]\d{{7,8}}{_END}|\(0\d{{2,3}}\) ?\d{{7,8}}{_END}"
)
_LONG = re.compile(r"[0-9０-９][0-9０-９ \-_.·*)－）　]{10}")
_PERHAPS = re.compile(r"[0-9０-９](?:[ \-_.·*)－）　]{0,2}[0-9０-９]){9}")
"""What every one of these numbers holds: ten digits among eleven signs, which no day does.

The first is found in a quarter of the time, and hardly a text has it.
"""


@dataclass(frozen=True)
class Within:
    """A number of somebody's within a text: from where to where, what it is, what may be seen."""

    start: int
    end: int
    what: str
    shown: str


def _is_id(found: re.Match[str]) -> bool:
    """With gaps it may be other numbers in a row, which have no check digit."""
    digits = re.sub(_GAP, "", found[1]).upper()
    return len(digits) == len(found[1]) or digits[-1] == ric.calc_check_digit(digits)


def _is_card(found: re.Match[str]) -> bool:
    """UnionPay's also when mistyped: nothing else begins with 62 and is so long."""
    digits = re.sub("[ -]", "", found[0])
    if len(digits) == 18 and uscc.is_valid(digits):
        return False
    return digits.startswith("62") or luhn.is_valid(digits)


def _id_seen(found: re.Match[str]) -> str:
    return IdNumberKind().masked(found[1]) + "*" * len(found[2] or "")


def _card_seen(found: re.Match[str]) -> str:
    """The first two and the last four digits, by which its owner knows it."""
    last = re.split(r"(?=(?:\d[ -]?){4}$)", found[0])[-1]
    return f"{found[0][:2]}{'*' * (len(found[0]) - 2 - len(last))}{last}"


_Shape = tuple[
    re.Pattern[str], str, Callable[[re.Match[str]], bool], Callable[[re.Match[str]], str]
]
_IDENTIFYING: tuple[_Shape, ...] = (
    (_ID, "身份证号", _is_id, _id_seen),
    (_CARD, "银行卡号", _is_card, _card_seen),
    (_OLD_ID, "十五位身份证号", bool, lambda found: IdNumberKind().masked(found[0])),
)
_PHONES: _Shape = (_PHONE, "电话", bool, lambda found: PhoneKind().masked(found[0]))


def identifying(text: str) -> list[Within]:
    """ID numbers of 18 and of 15 digits and bank cards, none of them within another."""
    return list(_found(text, _IDENTIFYING))


def without_numbers(text: str) -> str:
    """Running text in which ID numbers, bank cards and telephones are masked, as long as before."""
    if not _LONG.search(text) or not _PERHAPS.search(text):
        return text
    for one in _found(text, (*_IDENTIFYING, _PHONES)):
        text = text[: one.start] + one.shown + text[one.end :]
    return text


def _found(text: str, shapes: tuple[_Shape, ...]) -> Iterator[Within]:
    plain = text.translate(_WIDE)
    taken: list[tuple[int, int]] = []
    for pattern, what, is_one, seen in shapes:
        for found in pattern.finditer(plain):
            start, end = found.span()
            if is_one(found) and not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                yield Within(start, end, what, seen(found))
