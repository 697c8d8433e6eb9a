"""Text, whole numbers, dates, times, yes/no and small files."""

import base64
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from db.store.kinds.kind import HIDDEN, Kind, legible
from db.store.secrecy import WHAT, marked
from db.store.trouble import Trouble

_TOWN = re.compile(r"^[^\W\d_]{2,20}?(?:镇|乡|街道)")
_DATE = re.compile(
    r"^(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?$|^(?P<c>\d{8})$"
)
_SHORT = re.compile(r"^(?P<y>\d{2})(?P<mark>年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?$")
_MONTHS = 12
_MONTH = re.compile(r"^(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})月?$")
_WRITTEN = re.compile(
    r"^[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日$"
)
_ARABIC = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_EITHER_WAY = re.compile(r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})$")


def narrow(text: str) -> str:
    """Full-width digits, letters and marks made half-width, blanks at the ends removed."""
    return unicodedata.normalize("NFKC", legible(text)).strip()


_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?![\d,])")


def without_marks(text: str) -> str:
    """A number's text, half-width, without thousands marks and without blanks beside a unit.

    A mark that parts no thousands stays, and the number is refused: 1,2 may be 1.2, or 1 and 2.
    """
    whole = _THOUSANDS.sub(lambda found: re.sub("[, ]", "", found[0]), narrow(text))
    return re.sub(r"(?<!\d) +| +(?!\d)", "", whole)


def _in_figures(day: str) -> str:
    """二〇二四年六月十五日 as 2024年6月15日; anything else as it is."""
    if not _WRITTEN.match(day):
        return day
    tens = re.compile(r"(\d?)十(\d?)")
    return tens.sub(lambda found: f"{found[1] or 1}{found[2] or 0}", day.translate(_ARABIC))


def _secrecy(text: str | None) -> list[str]:
    found = marked(text or "")
    return [f"文字里有{WHAT}“{found}”：本机不得存储国家秘密，属于的请立即删去"] if found else []


@dataclass(frozen=True)
class TextKind(Kind):
    """One line of text."""

    code: ClassVar[str] = "text"
    as_stored: ClassVar[bool] = True

    def parse(self, text: str) -> str | None:
        """Lines are joined: a name pasted from a document may carry a line end."""
        return " ".join(legible(text).split()) or None

    def masked(self, text: str) -> str:
        """An address down to the town, of anything else nothing."""
        town = _TOWN.match(text)
        return f"{town[0]}{HIDDEN}" if town else super().masked(text)

    def problems(self, value: str | None) -> list[str]:
        """A mark of state secrets is doubted."""
        return _secrecy(value)


@dataclass(frozen=True)
class LongTextKind(Kind):
    """Several lines of text."""

    code: ClassVar[str] = "long_text"
    as_stored: ClassVar[bool] = True

    def parse(self, text: str) -> str | None:
        """Line ends are kept, in one form."""
        return "\n".join(line.rstrip() for line in legible(text).strip().splitlines()) or None

    def problems(self, value: str | None) -> list[str]:
        """A mark of state secrets is doubted."""
        return _secrecy(value)


_MOST = 10**15  # the first number with too many digits


@dataclass(frozen=True)
class WholeKind(Kind):
    """A whole number."""

    code: ClassVar[str] = "whole"

    def parse(self, text: str) -> int | None:
        """Accepts full-width digits and thousands marks."""
        plain = without_marks(text)
        if not plain:
            return None
        if not re.fullmatch(r"[+-]?\d{1,15}", plain):
            raise Trouble(f"“{text.strip()}”不是整数，请只填数字", wrong_input=True)
        return int(plain)

    def from_json(self, value: Any) -> int | None:
        """A JSON whole number, or text."""
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise Trouble(f"“{value}”不是整数", wrong_input=True)
        if isinstance(value, float):  # 1e308 is one, and no number of anything
            return self.parse(f"{value:.0f}" if abs(value) < _MOST else str(value))
        return None if value is None else self.parse(str(value))


@dataclass(frozen=True)
class DateKind(Kind):
    """A calendar day."""

    code: ClassVar[str] = "date"
    as_stored: ClassVar[bool] = True

    def sample(self) -> str:
        """How one is written, for a hint: a day of this year, as most that are typed."""
        return self.format(date.today().replace(month=6, day=5))

    def format(self, value: date | None) -> str:
        """ISO: sortable, short, unambiguous."""
        return value.isoformat() if value else ""

    def parse(self, text: str) -> date | None:
        """2024-06-05, 2024/6/5, 2024.6.5, 20240605, 2024年6月5日, 二〇二四年六月五日; 24.6.5 too.

        Days that Americans and others write first are not guessed: 3/5/2024 is refused, and so is
        a year of two digits that may be a month.
        """
        plain = narrow(text).replace(" ", "")
        if not plain:
            return None
        short = _SHORT.match(plain)
        told = short and (short["mark"] == "年" or int(short["y"]) > _MONTHS)
        match = short if told else _DATE.match(_in_figures(plain))
        either = _EITHER_WAY.match(plain)
        if either:
            first, second = (
                f"{int(either['a'])}月{int(either['b'])}日",
                f"{int(either['b'])}月{int(either['a'])}日",
            )
            raise Trouble(
                f"“{text.strip()}”看不出是{first}还是{second}，请把年写在前面，如 2024-06-05",
                wrong_input=True,
            )
        if not match:
            raise Trouble(
                f"“{text.strip()}”不是日期，请写成 2024-06-05 或 2024年6月5日", wrong_input=True
            )
        if match is not short and match["c"]:
            year, month, day = plain[:4], plain[4:6], plain[6:]
        else:
            year, month, day = _century(match["y"]), match["m"], match["d"]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise Trouble(f"日历上没有“{text.strip()}”这一天", wrong_input=True) from None

    def to_json(self, value: date | None) -> str | None:
        """ISO 8601."""
        return value.isoformat() if value else None

    def masked(self, text: str) -> str:
        """The year: a birth date beside a masked ID number would complete it."""
        return f"{text[:4]}-**-**" if text else ""


@dataclass(frozen=True)
class MonthKind(DateKind):
    """A calendar month, kept as its first day."""

    as_stored: ClassVar[bool] = False

    def format(self, value: date | None) -> str:
        """2024年6月, as monthly sheets are called."""
        return f"{value.year:04}年{value.month}月" if value else ""

    def parse(self, text: str) -> date | None:
        """2024年6月, 2024-06, 2024/6, 2024.6; or any of its days."""
        match = _MONTH.match(narrow(text).replace(" ", ""))
        day = super().parse(f"{match['y']}-{match['m']}-1" if match else text)
        return day.replace(day=1) if day else None


def _century(year: str) -> str:
    """Two digits as people mean them: up to ten years ahead, as certificates run, else past."""
    if len(year) > len("24"):
        return year
    return f"20{year}" if int(year) <= date.today().year % 100 + 10 else f"19{year}"


@dataclass(frozen=True)
class YesNoKind(Kind):
    """Yes or no."""

    code: ClassVar[str] = "yes_no"
    _words: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("是", "有", "对", "√", "✓", "1", "true", "yes", "y"), True),
        **dict.fromkeys(("否", "无", "不", "×", "0", "false", "no", "n"), False),
    }

    def format(self, value: bool | None) -> str:
        """是 or 否."""
        return "" if value is None else ("是" if value else "否")

    def parse(self, text: str) -> bool | None:
        """是/否, 有/无, √/×, 1/0."""
        plain = narrow(text).lower()
        if not plain:
            return None
        try:
            return self._words[plain]
        except KeyError:
            raise Trouble(f"“{text.strip()}”应填“是”或“否”", wrong_input=True) from None

    def from_json(self, value: Any) -> bool | None:
        """A JSON boolean, or text."""
        return value if isinstance(value, bool) or value is None else self.parse(str(value))


@dataclass(frozen=True)
class TimeKind(Kind):
    """A day and a time of day, to the second; written by the program."""

    code: ClassVar[str] = "time"

    def format(self, value: datetime | None) -> str:
        """2024-06-05 09:12, with the seconds where there are some."""
        if value is None:
            return ""
        return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")

    def parse(self, text: str) -> datetime | None:
        """ISO 8601, seconds optional; a time of another zone is turned into the office's own."""
        plain = narrow(text)
        if not plain:
            return None
        try:
            time = datetime.fromisoformat(plain)
            return (time.astimezone() if time.tzinfo else time).replace(tzinfo=None, microsecond=0)
        except (ValueError, OverflowError):
            raise Trouble(f"“{plain}”不是时间，请写成 2024-06-05 09:12", wrong_input=True) from None

    def to_json(self, value: datetime | None) -> str | None:
        """ISO 8601."""
        return self.format(value) or None


@dataclass(frozen=True)
class FileKind(Kind):
    """The bytes of a small file, kept in the record; chosen in a dialog, never typed."""

    picture: bool = False
    code: ClassVar[str] = "file"

    def format(self, value: bytes | None) -> str:
        """Its size."""
        return f"{max(1, round(len(value) / 1024))} KB" if value else ""

    def parse(self, text: str) -> bytes | None:
        """Base64, as JSON holds it."""
        try:
            return base64.b64decode(text, validate=True) or None
        except ValueError:
            raise Trouble("文件内容应为 Base64", wrong_input=True) from None

    def to_json(self, value: bytes | None) -> str | None:
        """Base64."""
        return base64.b64encode(value).decode() if value else None
