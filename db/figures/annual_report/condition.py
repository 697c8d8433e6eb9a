"""When a statement is printed: ``services.handled > 0 and proposals.reply_rate == 100``.

Figures, numbers, comparisons, ``and``, ``or``, ``not``, ``+``, ``-`` and brackets are understood;
nothing else is ever run. A comparison with a figure that has no value does not hold.
"""

import ast
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from operator import add, eq, ge, gt, le, lt, ne, sub
from typing import Any

from db.store.trouble import Trouble

Number = int | Decimal | None
_CODE = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+(?:@last)?")
_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: eq, ast.NotEq: ne, ast.Lt: lt, ast.LtE: le, ast.Gt: gt, ast.GtE: ge,
}  # fmt: skip
_RECKON: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {ast.Add: add, ast.Sub: sub}


def codes_asked(condition: str) -> list[str]:
    """The figures that a condition speaks of."""
    return list(dict.fromkeys(_CODE.findall(condition)))


def holds(condition: str, numbers: Mapping[str, Number]) -> bool:
    """Whether a condition holds; a blank one does.

    Args:
        condition: as in a template.
        numbers: by code; one that is missing has no value.

    Raises:
        Trouble: it cannot be understood.
    """
    if not condition.strip():
        return True
    tree, codes = _parsed(condition)
    return bool(_value(tree, {name: numbers.get(code) for name, code in codes.items()}, condition))


@cache
def _parsed(condition: str) -> tuple[ast.expr, dict[str, str]]:
    codes = {f"f{place}": code for place, code in enumerate(codes_asked(condition))}
    names = {code: name for name, code in codes.items()}
    plain = _CODE.sub(lambda found: names[found.group()], condition)
    try:
        return ast.parse(plain.strip(), mode="eval").body, codes
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _not_understood(condition) from error


def _value(node: ast.expr, numbers: Mapping[str, Number], said: str) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.Name(id=name) if name in numbers:
            return numbers[name]
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return not _value(inner, numbers, said)
        case ast.BoolOp(op=op, values=parts):
            met = all if isinstance(op, ast.And) else any
            return met(_value(part, numbers, said) for part in parts)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _RECKON:
            one, other = _value(left, numbers, said), _value(right, numbers, said)
            return None if one is None or other is None else _RECKON[type(op)](one, other)
        case ast.Compare(left=first, ops=ops, comparators=others):
            sides = [_value(side, numbers, said) for side in (first, *others)]
            return all(
                _compared(op, *pair, said) for op, pair in zip(ops, pairwise(sides), strict=True)
            )
    raise _not_understood(said)


def _compared(op: ast.cmpop, one: Any, other: Any, said: str) -> bool:
    if type(op) not in _COMPARE:
        raise _not_understood(said)
    return one is not None and other is not None and _COMPARE[type(op)](one, other)


def _not_understood(condition: str) -> Trouble:
    return Trouble(
        f"条件“{condition}”看不懂：只能用指标代码、数字、比较（> >= < <= == !=）和 and、or、not",
        wrong_input=True,
    )
