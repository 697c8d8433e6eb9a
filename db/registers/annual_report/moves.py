"""How an annual report gets from draft to the public; only what was frozen goes out."""

from collections.abc import Iterable
from typing import Any

from db.store.moves import Move
from db.store.problems import Problem

STATES = (
    ("draft", "起草"),
    ("final", "定稿"),
    ("reported", "已报送"),
    ("published", "已公开"),
)


def _frozen(report: Any) -> Iterable[Problem]:
    """What is final is frozen, in the words of now."""
    newest = report.newest
    if newest is None:
        yield Problem("versions", "还没有定稿版本，请先生成")
    elif newest.words != report.words_digest():
        yield Problem("versions", "生成版本以后又改过文字，请重新生成再定稿")


def _fit_for_all(report: Any) -> Iterable[Problem]:
    """Doubts of the check before publication are answered in writing."""
    newest = report.newest
    if newest is not None and newest.doubts and not report.cleared:
        word = f"公开前检查有提示：{newest.doubts.splitlines()[0]} 请改正，或写明可以公开的理由"
        yield Problem("cleared", word)


MOVES = (
    Move("finish", "定稿", ("draft",), "final", check=_frozen),
    Move("report", "报送", ("final",), "reported", asks=("reported_on", "reported_to"),
         needs=("reported_on", "reported_to")),
    Move("publish", "公开", ("reported",), "published",
         asks=("published_on", "published_at", "reviewed_by", "cleared"),
         needs=("published_on", "published_at", "reviewed_by"), check=_fit_for_all),
    Move("revise", "退回修改", ("final", "reported", "published"), "draft",
         asks=("returned",), needs=("returned",), forward=False),
)  # fmt: skip
