"""The options that name a period, and the period that they mean."""

import argparse
from typing import TYPE_CHECKING

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.figures.period import Period


def calendar_arguments(parser: argparse.ArgumentParser) -> None:
    """What names a calendar period; see ``asked_period``."""
    parser.set_defaults(first=None, last=None)
    parser.add_argument(
        "--year", type=int, metavar="年份", help="如 2024；不写季度、月份、半年即全年"
    )
    parser.add_argument("--quarter", type=int, metavar="季度", help="1 至 4")
    parser.add_argument("--month", type=int, metavar="月份", help="1 至 12")
    parser.add_argument("--half", type=int, metavar="半年", help="1 上半年，2 下半年")


def period_arguments(parser: argparse.ArgumentParser) -> None:
    """The same, and whether it is counted from January on."""
    calendar_arguments(parser)
    parser.add_argument("--cumulative", action="store_true", help="累计：从当年一月算起")


def asked_period(args: argparse.Namespace) -> "Period":
    """The period that the call means.

    Raises:
        Trouble: it names none, or several.
    """
    from db.figures.period import Period
    from db.store.kinds import DateKind

    parts = [args.quarter, args.month, args.half]
    days = [args.first, args.last]
    if sum(part is not None for part in (*parts, args.first or args.last)) > 1:
        raise Trouble("季度、月份、半年和自定期间只能选一种", wrong_input=True)
    if any(days):
        if args.year is not None or not all(days):
            raise Trouble("自定期间请写 --from 日期 --to 日期，不写 --year", wrong_input=True)
        first, last = map(DateKind().parse, days)
        if first is None or last is None:
            raise Trouble("自定期间的起止日期都要写", wrong_input=True)
        period = Period(first, last)
    elif args.year is None:
        raise Trouble("请写统计哪一年，如 --year 2024 --quarter 4", wrong_input=True)
    else:
        ways = zip((Period.quarter, Period.month, Period.half), parts, strict=True)
        chosen = (way(args.year, part) for way, part in ways if part is not None)
        period = next(chosen, None) or Period.year(args.year)
    return period
