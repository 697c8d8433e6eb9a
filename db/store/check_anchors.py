"""The check's look at anchors: how far papers outside this computer prove the history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.store.anchors import Anchor, anchor_code, beginning_of, known, place_of, places
from db.store.history import STEP


@dataclass
class Proof:
    """How far the history is proven from outside.

    Attributes:
        anchors: how many papers and files with a code the registers know.
        step, day: the newest step that one of them, or a code that was asked for, proves.
        sentence: all of it in words.
        codes: what was asked for, in words, one by one.
        findings: anchors that this history does not hold any more.
    """

    anchors: int = 0
    step: int = 0
    day: str = ""
    sentence: str = ""
    codes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def prove(connection: Connection, codes: Iterable[str] = ()) -> Proof:
    """Hold the history against the anchors that are known, and the codes that people typed."""
    anchors = list(known(connection))
    there = places(connection, (one.chain for one in anchors))
    lost = [_lost(one) for one in anchors if one.chain not in there]
    kept = [one for one in anchors if one.chain in there]
    asked = list(_asked(connection, codes))
    best = max(kept, key=lambda one: (there[one.chain].step, one.day), default=None)
    reached = [(there[one.chain].step, there[one.chain].at) for one in kept]
    reached += [(step, at) for _, step, at in asked if step]
    step, at = max(reached, default=(0, ""))
    steps = connection.scalar(select(func.count()).select_from(STEP)) or 0
    return Proof(
        anchors=len(anchors),
        step=step,
        day=at[:10],
        sentence=_sentence(connection, best, step, at, steps),
        codes=tuple(said for said, _, _ in asked),
        findings=(*lost, *(said for said, found, _ in asked if not found)),
    )


def _asked(connection: Connection, codes: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    for code in codes:
        if beginning_of(code) is None:
            yield f"“{code}”不是校验码：应是四组、每组四个字母或数字", 0, ""
            continue
        place = place_of(connection, code)
        if place is None:
            gone = "印出之后历史被截去或改写过，或者它不是本仓库印出的"
            yield f"校验码 {code} 在历史里找不到：{gone}", 0, ""
        else:
            said = f"校验码 {code} 是第 {place.step} 步（{place.at}）的：到这一步为止的历史由它证明"
            yield said, place.step, place.at


def _lost(one: Anchor) -> str:
    code = anchor_code(one.chain)
    return f"{one.said}（{one.day}）上的校验码 {code} 在历史里找不到：之前的历史被截去或改写过"


def _sentence(connection: Connection, best: Anchor | None, step: int, at: str, steps: int) -> str:
    if not step:
        return "还没有印出过带校验码的纸，历史只有本机的历史链作证；请打印“史册校验页”存放"
    first = connection.scalar(select(STEP.c.at).order_by(STEP.c.id).limit(1)) or ""
    said = f"自 {first[:10]} 至 {at[:10]}（第 {step} 步）的历史可由本机以外的校验码证明"
    if best is not None:
        paper = f"{best.said}（{best.day}），上面应印着 {anchor_code(best.chain)}"
        said += f"，请取出核对：{paper}"
    left = steps - step
    return f"{said}；其后 {left} 步只有本机的历史链作证" if left else said
