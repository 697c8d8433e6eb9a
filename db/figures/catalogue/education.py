"""Law education: events, reach, posts, activities, places, rooms, guides.

An event counts once, whoever held it together. An activity that was part of a held event counts in
the event alone: the event is its primary register.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, exists, extract, not_
from sqlalchemy.orm import aliased

from db.figures.catalogue.coded import for_each
from db.figures.figure import FIRST, LAST, Basis, Condition, Figure
from db.figures.measures import COUNT, Growth, Sum, has_row, of_rows, spell
from db.figures.words import Style
from db.registers import (
    CulturePlace,
    LawEvent,
    LegalActivity,
    LegalGuide,
    LegalRoom,
    MediaPost,
    Mediator,
)
from db.registers.education import COUNTED, GuideReview, GuideTraining, PlaceUpdate

HELD = Condition("已举办", LawEvent.state.in_(COUNTED))
EVENT_DAY = Basis("held", "举办", (LawEvent.starts_on,))
ACTIVITY_DAY = Basis("held", "举办", (LegalActivity.held_on,))
_POST_DAY = Basis("published", "发布", (MediaPost.published_on,))


def at_held_event(link: Any) -> ColumnElement[bool]:
    """The condition that a link points at an event that was held."""
    event = aliased(LawEvent)
    return exists().where(event.id == link, event.deleted_at.is_(None), event.state.in_(COUNTED))


ALONE = Condition("不属于已举办的普法活动", not_(at_held_event(LegalActivity.event_id)))


def figures() -> Iterator[Figure]:
    """All of them."""
    yield from _events()
    yield from _posts()
    yield from _activities()
    yield from _standing()
    yield from _guides()


def _events() -> Iterator[Figure]:
    events = Figure(
        code="education.events",
        name="普法活动",
        unit="场",
        cls=LawEvent,
        measure=COUNT,
        tests=(HELD,),
        bases=(EVENT_DAY,),
    )
    yield events
    for code, name, unit, column in (
        ("staff", "参加普法活动的工作人员", "人次", LawEvent.staff_number),
        ("volunteers", "参加普法活动的志愿者", "人次", LawEvent.volunteers),
        ("copies", "发放普法资料", "份", LawEvent.copies),
    ):
        yield replace(events, code=f"education.{code}", name=name, unit=unit, measure=Sum(column))
    reach = replace(
        events,
        code="education.reach",
        name="普法受众",
        unit="人次",
        measure=Sum(LawEvent.audience_number),
        style=Style.OVER,
    )
    yield reach
    yield replace(
        reach,
        code="education.reach.estimated",
        name="普法受众中估算的",
        style=Style.EXACT,
        tests=(HELD, Condition("人数是估算的", LawEvent.estimated.is_(True))),
    )


def _posts() -> Iterator[Figure]:
    original = Condition("不是转发", MediaPost.repost.is_(False))
    posts = Figure(
        code="education.posts",
        name="新媒体信息",
        unit="条",
        cls=MediaPost,
        measure=COUNT,
        tests=(original,),
        bases=(_POST_DAY,),
        style=Style.OVER,
        note="转发的不计",
    )
    yield posts
    yield replace(
        posts, code="education.posts.reads", name="新媒体信息阅读", unit="次",
        measure=Sum(MediaPost.reads),
    )  # fmt: skip


def _activities() -> Iterator[Figure]:
    activities = Figure(
        code="education.activities",
        name="法律服务活动",
        unit="次",
        cls=LegalActivity,
        measure=COUNT,
        tests=(ALONE,),
        bases=(ACTIVITY_DAY,),
        style=Style.OVER,
    )
    yield activities
    yield replace(
        activities,
        code="education.activities.people",
        name="法律服务活动服务对象",
        unit="人",
        measure=Sum(LegalActivity.people_served),
        style=Style.EXACT,
    )
    yield from for_each(
        replace(
            activities,
            code="education.activities.kind.*",
            name="法律服务活动：*",
            style=Style.EXACT,
        ),
        "legal_activity_kind",
        "类型",
        LegalActivity.kind.in_,
    )


def _standing() -> Iterator[Figure]:
    places = Figure(
        code="education.places",
        name="法治文化阵地",
        unit="个",
        cls=CulturePlace,
        measure=spell(CulturePlace.built_on, CulturePlace.removed_on, "建成", "拆除"),
        note="破损的也计",
    )
    yield places
    yield from for_each(
        replace(places, code="education.places.*", name="*"),
        "culture_place_kind",
        "类型",
        CulturePlace.kind.in_,
    )
    updates = of_rows(CulturePlace, PlaceUpdate, PlaceUpdate.day.between(FIRST, LAST))
    yield replace(
        places,
        code="education.updates",
        name="阵地内容更新",
        unit="次",
        measure=Sum(updates),
        note="",
    )
    yield Figure(
        code="education.rooms",
        name="公共法律服务工作室",
        unit="个",
        cls=LegalRoom,
        measure=spell(LegalRoom.set_up_on, LegalRoom.closed_on, "挂牌", "撤销"),
    )


def _guides() -> Iterator[Figure]:
    guides = Figure(
        code="education.guides",
        name="法律明白人",
        unit="名",
        cls=LegalGuide,
        measure=spell(LegalGuide.certified_on, LegalGuide.left_on, "认定", "退出"),
    )
    yield guides
    yield replace(
        guides,
        code="education.guides.growth",
        name="法律明白人较上年同期增加",
        measure=Growth(guides),
    )
    yield replace(
        guides,
        code="education.guides.growth_rate",
        name="法律明白人增长率",
        unit="%",
        measure=Growth(guides, rate=True),
    )
    mediating = exists().where(
        Mediator.person_id == LegalGuide.person_id, Mediator.deleted_at.is_(None), Mediator.active
    )
    yield replace(
        guides,
        code="education.guides.mediators",
        name="兼任人民调解员的法律明白人",
        tests=(Condition("现在也是在任的人民调解员", mediating),),
    )
    trained = has_row(LegalGuide, GuideTraining, GuideTraining.day.between(FIRST, LAST))
    of_the_year = GuideReview.year == extract("year", LAST)
    reviewed = has_row(LegalGuide, GuideReview, of_the_year)
    for code, name, test in (
        ("untrained", "本期没有参加培训的法律明白人", Condition("本期没有培训记录", not_(trained))),
        ("unreviewed", "当年没有考核的法律明白人", Condition("当年没有考核记录", not_(reviewed))),
    ):
        yield replace(guides, code=f"education.guides.{code}", name=name, tests=(test,))
    yield replace(
        guides,
        code="education.guides.trained",
        name="本期参加培训的法律明白人",
        measure=COUNT,
        tests=(Condition("本期有培训记录", trained),),
    )
