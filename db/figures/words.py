"""How a number is said in print: exactly, 余, 近, 以上, in per cent, in 万元."""

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum


class Style(Enum):
    """The rounding of a printed number; the value itself stays exact."""

    EXACT = "确数"
    OVER = "余"
    """300余 only when the true value is above 300; 300 itself stays exact."""
    NEAR = "近"
    """近300 only when the true value is below 300."""
    AT_LEAST = "以上"
    """300以上 from 300 on: 以上 includes the number (民法典第一千二百五十九条)."""


NOTHING = "—"
"""Where there is no value: a denominator of zero, a register that was not kept."""
_TEN_THOUSAND = 10_000
_TENTH = Decimal("0.1")


def said(number: int, unit: str = "", style: Style = Style.EXACT, step: int = 0) -> str:
    """300件, 300余家次, 近60条, 2万余人次.

    Args:
        number: the true value.
        unit: put behind it.
        style: its rounding.
        step: what counts as round; 0 takes the place of the first digit (50, 300, 2万), for 近
            that of the second, so that 301 is never 近400.
    """
    digits = len(str(abs(number)))
    step = step or 10 ** max(digits - (2 if style is Style.NEAR else 1), 0)
    if style is Style.EXACT or number <= 0 or step <= 1:
        return f"{number}{unit}"
    below = number // step * step
    if style is Style.NEAR:
        return f"{number}{unit}" if below == number else f"近{_plain(below + step)}{unit}"
    if not below:
        return f"{number}{unit}"
    if style is Style.AT_LEAST:
        return f"{_plain(below)}{unit}以上"
    return f"{number}{unit}" if below == number else f"{_plain(below)}余{unit}"


def percent(part: int, whole: int) -> Decimal | None:
    """In per cent to one decimal; 100 only when all, 0 only when none; None without a whole."""
    if not whole:
        return None
    share = Decimal(part * 100) / Decimal(whole)
    rounded = share.quantize(_TENTH, ROUND_HALF_UP)
    if rounded == 100 and part != whole:
        rounded += _TENTH if part > whole else -_TENTH
    if not rounded and part:
        rounded = _TENTH.copy_sign(share)
    return rounded


def said_percent(rate: Decimal | None) -> str:
    """100%, 107.4%; a dash where there is none."""
    if rate is None:
        return NOTHING
    whole = rate == rate.to_integral_value()
    return f"{rate:.0f}%" if whole else f"{rate:.1f}%"


def scaled(number: int, scale: int) -> Decimal:
    """A sum in the unit in which it is printed, to two places: fen as 万元 by 1,000,000."""
    return (Decimal(number) / scale).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _plain(number: int) -> str:
    """20000 as 2万."""
    whole, rest = divmod(number, _TEN_THOUSAND)
    return f"{whole}万" if whole and not rest else str(number)
