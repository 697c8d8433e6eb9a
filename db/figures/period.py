"""The spans of time that figures are asked for: month, quarter, half-year, year, any days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from db.store.trouble import Trouble

_DAY = timedelta(days=1)
_LENGTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_NUMERALS = "一二三四"


@dataclass(frozen=True)
class Period:
    """From one day to another, both included.

    Whole calendar months, quarters, half-years and years know the one before them as such; any
    other span has the equally long one before it.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """A period does not end before it begins.

        Raises:
            Trouble: it does.
        """
        if self.last < self.first:
            word = f"期间的止日（{self.last}）早于起日（{self.first}）"
            raise Trouble(word, wrong_input=True)

    @staticmethod
    def year(year: int) -> "Period":
        """A calendar year."""
        return _months(year, 1, 12)

    @staticmethod
    def half(year: int, half: int) -> "Period":
        """A half-year, 1 or 2."""
        return _months(year, 6 * _within(half, 2, "半年") - 5, 6)

    @staticmethod
    def quarter(year: int, quarter: int) -> "Period":
        """A quarter, 1 to 4."""
        return _months(year, 3 * _within(quarter, 4, "季度") - 2, 3)

    @staticmethod
    def month(year: int, month: int) -> "Period":
        """A calendar month."""
        return _months(year, _within(month, 12, "月份"), 1)

    @staticmethod
    def to_date(day: date) -> "Period":
        """A day's year up to it."""
        return Period(date(day.year, 1, 1), day)

    @property
    def kind(self) -> str:
        """Month, quarter, half, year; ``range`` for any other span."""
        months = self._whole_months()
        kind = _LENGTHS.get(months, "range")
        return kind if months and (self.first.month - 1) % months == 0 else "range"

    @property
    def name(self) -> str:
        """2024年3月, 2024年第四季度, 2024年上半年, 2024年; other spans by their days."""
        year, month = self.first.year, self.first.month
        match self.kind:
            case "month":
                return f"{year}年{month}月"
            case "quarter":
                return f"{year}年第{_NUMERALS[(month - 1) // 3]}季度"
            case "half":
                return f"{year}年{'上' if month == 1 else '下'}半年"
            case "year":
                return f"{year}年"
        if self.first == date(self.last.year, 1, 1) and self._whole_months():
            return f"{year}年1至{self.last.month}月"
        return f"{self.first} 至 {self.last}"

    @property
    def eve(self) -> date:
        """The day before the first: at its end a stock is the opening balance."""
        return self.first - _DAY

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def cumulative(self) -> "Period":
        """累计: from January of the year in which it ends."""
        return Period.to_date(self.last)

    def before(self) -> "Period":
        """上期: the one before it."""
        return self._moved(-1)

    def after(self) -> "Period":
        """下期: the one after it."""
        return self._moved(1)

    def year_ago(self) -> "Period":
        """去年同期; a span that ends with February ends with it a year ago as well."""
        if self._whole_months():
            return _months(self.first.year - 1, self.first.month, self._whole_months())
        return Period(_year_before(self.first), _year_before(self.last))

    def months(self) -> Iterator["Period"]:
        """The calendar months that it touches, cut at its ends."""
        place, end = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        for one in range(place, end + 1):
            month = _months(one // 12, one % 12 + 1, 1)
            yield Period(max(month.first, self.first), min(month.last, self.last))

    def _moved(self, by: int) -> "Period":
        """As many of its own lengths later."""
        months = self._whole_months()
        if months:
            place = self.first.year * 12 + self.first.month - 1 + by * months
            return _months(place // 12, place % 12 + 1, months)
        length = (self.last - self.eve) * by
        return Period(self.first + length, self.last + length)

    def _whole_months(self) -> int:
        """How many calendar months it is; 0 when it is not whole months."""
        if self.first.day != 1 or (self.last + _DAY).day != 1:
            return 0
        years = self.last.year - self.first.year
        return years * 12 + self.last.month - self.first.month + 1


def _months(year: int, month: int, count: int) -> Period:
    if not date.min.year < year < date.max.year:
        raise Trouble(f"没有{year}年这个期间", wrong_input=True)
    following = year * 12 + month - 1 + count
    last = date(following // 12, following % 12 + 1, 1) - _DAY
    return Period(date(year, month, 1), last)


def _within(number: int, most: int, what: str) -> int:
    if not 1 <= number <= most:
        raise Trouble(f"{what}应在 1 至 {most} 之间", wrong_input=True)
    return number


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
