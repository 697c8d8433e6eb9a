"""Money in whole fen: shown in yuan, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from db.store.kinds.basic import without_marks
from db.store.kinds.kind import Kind
from db.store.trouble import Trouble

_AMOUNT = re.compile(r"^[¥￥]?(?P<n>[+-]?\d+(?:\.\d*)?)(?P<unit>万|亿)?(?:元|圆)?整?$")
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}
_MOST = 10**15


@dataclass(frozen=True)
class MoneyKind(Kind):
    """An amount; the value is a whole number of fen."""

    code: ClassVar[str] = "money"

    def format(self, value: int | None) -> str:
        """Yuan with thousands marks and two places: 12,800.00."""
        return "" if value is None else f"{Decimal(value) / 100:,.2f}"

    def parse(self, text: str) -> int | None:
        """Yuan: 12800, 12,800.00, ¥1.28万, 1.28万元."""
        plain = without_marks(text)
        if not plain:
            return None
        match = _AMOUNT.match(plain)
        try:
            fen = Decimal(match["n"]) * 100 * _TIMES[match["unit"]] if match else None
        except InvalidOperation:
            fen = None
        if fen is None or fen != fen.to_integral_value() or abs(fen) > _MOST:
            raise Trouble(f"“{text.strip()}”不是金额，请以元填写，最多两位小数", wrong_input=True)
        return int(fen)

    def problems(self, value: int | None) -> list[str]:
        """A negative amount is doubted."""
        return ["金额是负数，请核对"] if value is not None and value < 0 else []

    def from_json(self, value: Any) -> int | None:
        """A JSON number or text, in yuan."""
        return None if value is None else self.parse(str(value))

    def to_json(self, value: int | None) -> str | None:
        """Yuan as text, so that no reader turns it into a binary fraction."""
        return None if value is None else f"{Decimal(value) / 100:.2f}"


def in_capitals(fen: int) -> str:
    """The amount in the capital numerals that are printed beside figures: 壹万贰仟捌佰元整."""
    import cn2an  # 0.1 s, which no start should pay

    return str(cn2an.an2cn(f"{Decimal(fen) / 100:.2f}", "rmb"))
