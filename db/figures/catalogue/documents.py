"""Documents and decisions: normative documents, clean-ups, reviews, major decisions, contracts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from db.figures.catalogue.coded import for_each
from db.figures.catalogue.governing import coverage
from db.figures.figure import Basis, Condition, Figure
from db.figures.governing.on_time import filings, reviews
from db.figures.measures import COUNT, Ratio, Reckoned, Sum, spell
from db.registers import CleanupRound, Contract, LegalityReview, MajorDecision, NormativeDocument
from db.registers.governing.gate import ISSUED, favourable

_PUBLISHED = Condition("已公布", NormativeDocument.state != "draft")
_ISSUED = Condition("已出具意见", LegalityReview.state == ISSUED)
_ADOPTED, _NOTHING_ASKED = ("1", "2"), "4"
"""全部采纳, 部分采纳 and 没有修改意见 in codes/review_adoption.toml."""


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _documents()
    yield from _cleanups()
    yield from _reviews()
    yield from coverage()
    yield from _contracts()


def _carried(link: Any, day: Any) -> ColumnElement[bool]:
    """The condition that a favourable review of the day, or of before, stands behind a record."""
    review = aliased(LegalityReview)
    return (
        select(review.id)
        .where(review.id == link, favourable(review, day, same_day=True))
        .correlate(link.class_)
        .exists()
    )


def _documents() -> Iterator[Figure]:
    cls = NormativeDocument
    made = Figure(
        code="normative.made",
        name="制定规范性文件",
        unit="件",
        cls=cls,
        measure=COUNT,
        tests=(_PUBLISHED,),
        bases=(Basis("published", "公布", (cls.published_on,)),),
    )
    yield made
    yield replace(
        made,
        code="normative.in_force",
        name="有效的规范性文件",
        measure=spell(cls.published_on, cls.over_on, "公布", "失去效力"),
        tests=(_PUBLISHED, Condition("有公布日期", cls.published_on.is_not(None))),
        bases=(),
        note="过了有效期、已修订或废止的不计",
    )
    carried = Condition("公布前经审核合法", _carried(cls.review_id, cls.published_on))
    reviewed = replace(
        made, code="normative.reviewed", name="经合法性审核的规范性文件",
        tests=(_PUBLISHED, carried),
    )  # fmt: skip
    yield reviewed
    yield replace(
        made, code="normative.reviewed_rate", name="规范性文件审核率", unit="%",
        measure=Ratio(reviewed, made),
    )  # fmt: skip
    dates = (
        cls.screened_first, cls.screened_second, cls.reviewed_first, cls.reviewed_second,
        cls.appraised_on,
    )  # fmt: skip
    whole = Condition("双筛查、双审核和评查都有日期", and_(*(day.is_not(None) for day in dates)))
    yield replace(
        made,
        code="normative.screened",
        name="经双筛查双审核的规范性文件",
        tests=(_PUBLISHED, whole),
    )
    yield Figure(
        code="normative.filed_on_time_rate",
        name="规范性文件按时报备率",
        unit="%",
        cls=cls,
        measure=Reckoned(filings, (("按时报备", "kept"), ("应报备", "due")), rate=True),
        note="期末还没有到报备期限的，不在分子也不在分母",
    )


def _cleanups() -> Iterator[Figure]:
    rounds = Figure(
        code="cleanups.rounds",
        name="规范性文件清理",
        unit="次",
        cls=CleanupRound,
        measure=COUNT,
        bases=(Basis("finished", "完成", (CleanupRound.day,)),),
    )
    yield rounds
    yield replace(
        rounds, code="cleanups.checked", name="清理规范性文件", unit="件",
        measure=Sum(CleanupRound.checked),
    )  # fmt: skip


def _reviews() -> Iterator[Figure]:
    cls = LegalityReview
    total = Figure(
        code="reviews.total",
        name="合法性审核",
        unit="件",
        cls=cls,
        measure=COUNT,
        tests=(Condition("没有撤回送审", cls.state != "withdrawn"),),
        bases=(
            Basis("issued", "出具意见", (cls.opinion_on,), (_ISSUED,)),
            Basis("sent", "送审", (cls.sent_on,)),
        ),
    )
    yield total
    yield from for_each(
        replace(total, code="reviews.*", name="合法性审核：*"),
        "review_category",
        "送审类别",
        cls.category.in_,
    )
    yield from for_each(
        replace(total, code="reviews.opinion.*", name="审核意见：*"),
        "review_opinion",
        "审核意见",
        cls.opinion.in_,
    )
    yield Figure(
        code="reviews.on_time_rate",
        name="合法性审核按时率",
        unit="%",
        cls=cls,
        measure=Reckoned(reviews, (("按时出具", "kept"), ("出具意见", "issued")), rate=True),
        note="约定了期限的按约定；退回补正的日子不计",
    )
    yield from _adopted(total)


def _adopted(total: Figure) -> Iterator[Figure]:
    """How many of the opinions that asked for something were followed."""
    cls = LegalityReview
    asked = Condition(
        "提出了修改意见，或认为不合法",
        (or_(cls.opinion.in_(("2", "3")), cls.adoption.in_((*_ADOPTED, "3"))))
        & cls.adoption.is_distinct_from(_NOTHING_ASKED),
    )
    whole = replace(
        total, code="reviews.asking", name="提出修改意见的审核", tests=(*total.tests, asked)
    )
    adopted = Condition("采纳或部分采纳", cls.adoption.in_(_ADOPTED))
    part = replace(
        whole, code="reviews.adopted", name="意见被采纳的审核", tests=(*whole.tests, adopted)
    )
    yield whole
    yield part
    yield replace(
        whole,
        code="reviews.adopted_rate",
        name="审核意见采纳率",
        unit="%",
        measure=Ratio(part, whole),
        note="部分采纳的也计；没有修改意见的不在分母",
    )


def _contracts() -> Iterator[Figure]:
    yield Figure(
        code="decisions.total",
        name="重大行政决策",
        unit="件",
        cls=MajorDecision,
        measure=COUNT,
        bases=(Basis("decided", "决定", (MajorDecision.decided_on,)),),
    )
    cls = Contract
    total = Figure(
        code="contracts.total",
        name="政府合同",
        unit="份",
        cls=cls,
        measure=COUNT,
        bases=(Basis("signed", "签订", (cls.signed_on,)),),
    )
    yield total
    yield replace(
        total, code="contracts.amount", name="政府合同金额", unit="万元", measure=Sum(cls.amount),
        scale=1_000_000,
    )  # fmt: skip
    carried = Condition("签订前经审核合法", _carried(cls.review_id, cls.signed_on))
    reviewed = replace(
        total, code="contracts.reviewed", name="经合法性审核的政府合同", tests=(carried,)
    )
    yield reviewed
    yield replace(
        total,
        code="contracts.reviewed_rate",
        name="政府合同审核率",
        unit="%",
        measure=Ratio(reviewed, total),
    )
