"""Resident ID numbers, unified social credit codes and telephone numbers.

All three warn and never refuse: a real card may look wrong to an algorithm.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from stdnum.cn import ric, uscc

from db.store.kinds.basic import narrow
from db.store.kinds.kind import Kind

_ID = re.compile(r"^\d{17}[\dX]$")
_USCC = re.compile(r"^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$")
_PHONES = (
    re.compile(r"^1[3-9]\d{9}$"),
    re.compile(r"^0\d{2,3}-?\d{7,8}(-\d{1,6})?$"),
    re.compile(r"^(400|800)-?\d{3}-?\d{4}$"),
    re.compile(r"^1\d{2,4}$"),
)


@dataclass(frozen=True)
class IdNumberKind(Kind):
    """A resident ID number (GB 11643-1999), kept with 18 characters and a capital X.

    The first six digits are the division at issue and are never looked up: a card keeps the code
    of a county that no longer exists.
    """

    code: ClassVar[str] = "id_number"
    as_stored: ClassVar[bool] = True

    def parse(self, text: str) -> str | None:
        """Blanks and full-width digits are cleaned; a 15-digit number becomes its 18-digit form."""
        plain = _squeezed(text)
        if re.fullmatch(r"\d{15}", plain):
            longer = plain[:6] + "19" + plain[6:]
            return longer + ric.calc_check_digit(longer + "0")
        return plain or None

    def masked(self, text: str) -> str:
        """The first two and the last three characters: neither county nor birth date is seen."""
        if len(text) < 10:
            return super().masked(text)
        return f"{text[:2]}{'*' * (len(text) - 5)}{text[-3:]}"

    def problems(self, value: str | None) -> list[str]:
        """What an algorithm can doubt: length, birth date, check digit."""
        if not value:
            return []
        if not _ID.match(value):
            return [f"身份证号应为 18 位，现在是 {len(value)} 个字符，请核对证件"]
        if birth_date(value) is None:
            return ["身份证号里的出生日期不存在，请核对证件"]
        if value[-1] != ric.calc_check_digit(value):
            return ["身份证号校验位不符，请核对证件"]
        return []


def _squeezed(text: str) -> str:
    """Half-width capitals without blanks and hyphens."""
    return narrow(re.sub(r"[\s-]", "", narrow(text)).upper())


def birth_date(number: str) -> date | None:
    """The birth date in an 18-character resident ID number, None when there is none."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born <= date.today() else None


def sex(number: str) -> str | None:
    """Code of the sex in an 18-character resident ID number (17th digit odd: male)."""
    if len(number) != 18 or not number[16].isdigit():
        return None
    return "1" if int(number[16]) % 2 else "2"


def implied_by_id_number(number: str | None) -> dict[str, Any]:
    """Sex and birth date, for forms that fill ``sex`` and ``born_on`` from a well-formed number."""
    if not number or not _ID.match(number):
        return {}
    found = {"sex": sex(number), "born_on": birth_date(number)}
    return {name: value for name, value in found.items() if value is not None}


def age_on(born: date, day: date) -> int:
    """Full years of age on ``day``; the birthday itself counts."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True)
class CreditCodeKind(Kind):
    """A unified social credit code (GB 32100-2015)."""

    code: ClassVar[str] = "credit_code"
    as_stored: ClassVar[bool] = True

    def parse(self, text: str) -> str | None:
        """Blanks removed, letters in capitals."""
        return _squeezed(text) or None

    def problems(self, value: str | None) -> list[str]:
        """Early codes exist that fail the check, hence a doubt and no refusal."""
        if not value:
            return []
        if not _USCC.match(value):
            return ["统一社会信用代码应为 18 位数字和字母（不含 I、O、S、V、Z），请核对证照"]
        if value[-1] != uscc.calc_check_digit(value[:17]):
            return ["统一社会信用代码校验位不符，请核对证照"]
        return []


@dataclass(frozen=True)
class PhoneKind(Kind):
    """A telephone number, kept as text; 无 stands for somebody who has none."""

    code: ClassVar[str] = "phone"
    as_stored: ClassVar[bool] = True

    def parse(self, text: str) -> str | None:
        """Blanks removed."""
        return narrow(re.sub(r"\s", "", narrow(text))) or None

    def masked(self, text: str) -> str:
        """138****1234; 无 hides nothing."""
        if len(text) < 10:
            return text if text == "无" else super().masked(text)
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"

    def problems(self, value: str | None) -> list[str]:
        """Mobile, landline with area code, service and short numbers are known."""
        if not value or value == "无" or any(shape.match(value) for shape in _PHONES):
            return []
        if re.fullmatch(r"\d{7,8}", value):
            return ["固定电话请加区号，如 0851-34222222"]
        return ["电话号码位数不对，请核对；没有电话可填“无”"]
