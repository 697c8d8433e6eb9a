"""How what was measured with several sizes grows: a line for each thing, a column for each size."""

import re
from collections.abc import Sequence

from tests.bench.alone import Row

_SIZED = re.compile(r"([\d,]+) (?:cases|persons|records): (.+)")


def growth(rows: Sequence[tuple[str, Row]]) -> list[str]:
    """The lines of a table in Markdown, with its head; none where only one size was measured."""
    found: dict[tuple[str, str], dict[int, str]] = {}
    for name, row in rows:
        if sized := _SIZED.match(row.what):
            ours = re.split(r" against |, ", row.note)[0]
            cells = found.setdefault((name, sized[2]), {})
            cells[int(sized[1].replace(",", ""))] = f"{ours} ({row.told})"
    sizes = sorted({size for cells in found.values() for size in cells})
    if len(sizes) < 2:
        return []
    lines = [
        f"| {name} | {what} | {' | '.join(cells.get(size, '') for size in sizes)} |"
        for (name, what), cells in found.items()
        if len(cells) > 1
    ]
    head = " | ".join(f"{size:,}" for size in sizes)
    return ["", f"| Bench | What | {head} |", f"|---|---|{'--:|' * len(sizes)}", *lines]
