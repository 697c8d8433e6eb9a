"""新媒体信息: posts about the law on the office's accounts; what is passed on is not counted."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import LongText, Section
from db.store.problems import Level, Problem
from db.store.record import Record

_post = Section("信息")
_people = Section("采编")
_reach = Section("传播")


class MediaPost(Record):
    """A post 新媒体信息; original or passed on."""

    __tablename__ = "media_post"
    title: ClassVar = "新媒体信息"
    unit: ClassVar = "条"
    group: ClassVar = "普法"
    icon: ClassVar = "outward"
    name_field: ClassVar = "title_text"
    newest_first: ClassVar = "published_on"

    title_text: Mapped[str] = _post.field("标题", listed=True, searched=True, quick=True)
    platform: Mapped[str] = _post.choice(
        "平台", "post_platform", listed=True, filtered=True, counted=True, default="01", quick=True
    )
    account: Mapped[str | None] = _post.field("账号", searched=True)
    published_on: Mapped[date] = _post.day("发布日期")
    form: Mapped[str] = _post.choice(
        "形式", "post_form", listed=True, filtered=True, counted=True, default="1", quick=True
    )
    theme_id: Mapped[int | None] = _post.link("主题", "law_theme", filtered=True, quick=True)
    repost: Mapped[bool] = _post.field(
        "转发",
        listed=True,
        filtered=True,
        counted=True,
        default=False,
        quick=True,
        help="转发别处的信息不计入发布条数",
    )
    repost_of: Mapped[str | None] = _post.field(
        "转发自", shown_when=lambda post: bool(post.repost), needed_when=lambda post: post.repost
    )
    link: Mapped[str | None] = _post.field("链接", quick=True)
    author: Mapped[str | None] = _people.field("作者", searched=True)
    reviewer: Mapped[str | None] = _people.field("审核人", help="通行“三审三校”，请写审核的人")
    reads: Mapped[int | None] = _reach.field("阅读", unit="次", summed=True, quick=True)
    plays: Mapped[int | None] = _reach.field("播放", unit="次", summed=True)
    likes: Mapped[int | None] = _reach.field("点赞", unit="次", summed=True)
    counted_on: Mapped[date | None] = _reach.field("传播数据截至")
    note: Mapped[LongText | None] = _reach.field("备注")

    def rules(self) -> Iterator[Problem]:
        """Two pairs of eyes; numbers that can be."""
        if self.author and self.author == self.reviewer:
            yield Problem("reviewer", "审核人与作者是同一人，请核对", Level.WARN)
        for name in ("reads", "plays", "likes"):
            if (getattr(self, name) or 0) < 0:
                yield Problem(name, f"{type(self).fields[name].label}不能是负数")

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The same post entered twice."""
        same = select(MediaPost.caption).where(
            MediaPost.title_text == self.title_text,
            MediaPost.platform == self.platform,
            MediaPost.published_on == self.published_on,
            MediaPost.id != (self.id or 0),
            MediaPost.deleted_at.is_(None),
        )
        for _caption in session.scalars(same.limit(1)):
            sentence = "同一平台同一天已登记过这个标题，请核对是否重复"
            yield Problem("title_text", sentence, Level.WARN)
