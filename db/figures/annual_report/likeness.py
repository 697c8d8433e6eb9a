"""How alike two short Chinese texts are: pairs of signs they share, rare ones weighing more."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_KEPT = re.compile(r"[\u4e00-\u9fff]+")
_PLAIN = re.compile(r"全年|本年|年度|共计|累计|达到?|开展|组织|进行|各类|有效|积极|同时|以及|其中")
_SAME = (
    ("调委会", "人民调解委员会"),
    ("发放", "核发"),
    ("解答", "接受"),
    ("受理", "办理"),
    ("配备", "共有"),
    ("设立", "建成"),
    ("设置", "设有"),
    ("普法", "法治宣传"),
    ("排查化解", "化解"),
    ("成功率", "化解率"),
    ("净增", "上年增加"),
    ("覆盖群众", "受众"),
    ("受教育群众", "受众"),
)


@lru_cache(maxsize=4096)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs, in words that all reports share."""
    for other, usual in _SAME:
        text = text.replace(other, usual)
    text = _PLAIN.sub(" ", text)
    return frozenset(
        word[place : place + 2] for word in _KEPT.findall(text) for place in range(len(word) - 1)
    )


class Likeness:
    """Compares texts; what stands in many of the known texts says little."""

    def __init__(self, known: Iterable[str]) -> None:
        texts = [pairs_of(text) for text in known]
        counted = Counter(pair for one in texts for pair in one)
        self._most = math.log(1 + len(texts))
        self._weights = {
            pair: math.log((1 + len(texts)) / number) for pair, number in counted.items()
        }

    def _weight(self, pairs: Iterable[str]) -> float:
        return sum(self._weights.get(pair, self._most) for pair in pairs)

    def of(self, one: str, other: str) -> float:
        """From 0 to 1: half how much they share of both, half of the shorter."""
        first, second = pairs_of(one), pairs_of(other)
        shared = self._weight(first & second)
        if not shared:
            return 0.0
        sides = self._weight(first), self._weight(second)
        return shared / sum(sides) + shared / min(sides) / 2
