"""Where a village's legal adviser came less often than expected."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.expected import expected
from db.registers.education import LECTURE, LegalAdviser
from db.registers.place import Place


@dataclass(frozen=True)
class Gap:
    """A month with too few hours, or a quarter with too few lectures.

    Attributes:
        adviser_id, adviser, village: who and where.
        period: 2024年3月, 2024年第二季度.
        done, wanted: hours, or lectures.
        lectures: whether lectures are meant.
    """

    adviser_id: int
    adviser: str
    village: str
    period: str
    done: int
    wanted: int
    lectures: bool = False

    @property
    def sentence(self) -> str:
        """陈某某 天龙村 2024年3月：服务 2 小时，应不少于 4 小时."""
        what = f"讲座 {self.done} 次" if self.lectures else f"服务 {self.done} 小时"
        unit = "次" if self.lectures else "小时"
        where = f"{self.adviser} {self.village} {self.period}"
        return f"{where}：{what}，应不少于 {self.wanted} {unit}"


def gaps(session: Session, year: int, today: date) -> list[Gap]:
    """What was missed in the year, in months and quarters that are over.

    Only those are asked for that the contract covers from end to end; each village served is
    looked at for itself.
    """
    query = select(LegalAdviser).where(live(LegalAdviser)).order_by(LegalAdviser.id)
    names = {row.id: row.name for row in session.execute(select(Place.id, Place.name))}
    return [
        gap
        for adviser in session.scalars(query)
        for row in adviser.villages
        for gap in _of_village(adviser, row.village_id, names[row.village_id], year, today)
    ]


def _of_village(
    adviser: LegalAdviser, village_id: int, village: str, year: int, today: date
) -> Iterator[Gap]:
    wanted = expected()
    hours: dict[int, int] = defaultdict(int)
    lectures: dict[int, int] = defaultdict(int)
    for duty in adviser.duties:
        if duty.village_id == village_id and duty.day.year == year:
            hours[duty.day.month] += duty.hours or 0
            lectures[(duty.day.month - 1) // 3] += duty.work == LECTURE
    for month in range(1, 13):
        over = _asked(adviser, date(year, month, 1), _end(year, month), today)
        if over and hours[month] < wanted.hours_a_month:
            period = f"{year}年{month}月"
            yield Gap(adviser.id, adviser.name, village, period, hours[month], wanted.hours_a_month)
    for quarter in range(4):
        first, last = date(year, 3 * quarter + 1, 1), _end(year, 3 * quarter + 3)
        done = lectures[quarter]
        if _asked(adviser, first, last, today) and done < wanted.lectures_a_quarter:
            period = f"{year}年第{'一二三四'[quarter]}季度"
            yield Gap(
                adviser.id,
                adviser.name,
                village,
                period,
                done,
                wanted.lectures_a_quarter,
                lectures=True,
            )


def _asked(adviser: LegalAdviser, first: date, last: date, today: date) -> bool:
    return last < today and adviser.serves_on(first) and adviser.serves_on(last)


def _end(year: int, month: int) -> date:
    following = date(year + (month == 12), month % 12 + 1, 1)
    return following - timedelta(days=1)
