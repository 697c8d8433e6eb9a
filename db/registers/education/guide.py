"""法律明白人: who serves a village as a guide to the law, trained, at work, looked at each year."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Mapped, Session

from db.store.fields import Ahead, IdNumber, LongText, Phone, Section, choice, field
from db.store.kinds.identity import implied_by_id_number
from db.store.problems import Level, Problem
from db.store.record import Child, Record

_who = Section("基本情况")
_named = Section("认定")
_training = Section("培训")
_service = Section("服务")
_review = Section("年度考核")
_exit = Section("退出")


class GuideTraining(Child):
    """A training that the guide went through."""

    __tablename__ = "legal_guide_training"
    owner: ClassVar = "legal_guide"
    name_field: ClassVar = "what"

    day: Mapped[date] = field("培训日期", listed=True)
    what: Mapped[str] = field("培训内容", listed=True)
    hours: Mapped[int | None] = field("学时", unit="学时", listed=True)
    result: Mapped[str | None] = choice("成绩", "training_result", listed=True)


class GuideDeed(Child):
    """Services of one kind on a day or, summed up, in a period that ends on it."""

    __tablename__ = "legal_guide_deed"
    owner: ClassVar = "legal_guide"
    name_field: ClassVar = "kind"

    day: Mapped[date] = field("服务日期", listed=True, help="按月汇总的填月末")
    kind: Mapped[str] = choice("服务种类", "guide_service", listed=True, default="1")
    number: Mapped[int] = field("次数", unit="次", listed=True, default=1)
    note: Mapped[str | None] = field("服务说明", listed=True)

    def rules(self) -> Iterator[Problem]:
        """At least once."""
        if self.number is not None and self.number < 1:  # type: ignore[redundant-expr]
            yield Problem("number", "次数应大于零")


class GuideReview(Child):
    """The review of one year."""

    __tablename__ = "legal_guide_review"
    owner: ClassVar = "legal_guide"
    name_field: ClassVar = "year"

    year: Mapped[int] = field("考核年度", listed=True)
    result: Mapped[str] = choice("考核结果", "guide_result", listed=True, default="2")
    reviewed_on: Mapped[date | None] = field("考核日期", listed=True)
    note: Mapped[str | None] = field("考核说明")

    @classmethod
    def begins(cls, record: Any) -> dict[str, Any]:
        """The year after the last one reviewed; this one, if there was none."""
        this = date.today().year
        last = max((row.year for row in record.reviews if row.year), default=this - 1)
        return {"year": last + 1} if last < this else {}

    def rules(self) -> Iterator[Problem]:
        """A year of four digits: by it the reviews of a year are counted."""
        year: int | None = self.year
        if year is not None and not 1990 <= year <= date.today().year + 1:
            yield Problem("year", "考核年度请写四位数的年份，如 2024")


class LegalGuide(Record):
    """A 法律明白人 of a village; who was also a mediator counts once in either role."""

    __tablename__ = "legal_guide"
    title: ClassVar = "法律明白人"
    unit: ClassVar = "名"
    group: ClassVar = "普法"
    icon: ClassVar = "people"
    name_field: ClassVar = "name"

    person_id: Mapped[int | None] = _who.link(
        "人员",
        "person",
        carries=(
            "name",
            "id_number",
            "sex",
            "born_on",
            "ethnic_group",
            "political_status",
            "education",
            "phone",
        ),
    )
    name: Mapped[str] = _who.field("姓名", listed=True, searched=True, quick=True)
    id_number: Mapped[IdNumber | None] = _who.field(
        "身份证号", searched=True, sensitive=True, index=True, quick=True
    )
    sex: Mapped[str | None] = _who.choice("性别", "sex", listed=True, filtered=True, counted=True)
    born_on: Mapped[date | None] = _who.field("出生日期", sensitive=True, ahead=Ahead.REFUSED)
    ethnic_group: Mapped[str | None] = _who.choice("民族", "ethnic_group", counted=True)
    political_status: Mapped[str | None] = _who.choice("政治面貌", "political_status", counted=True)
    education: Mapped[str | None] = _who.choice("文化程度", "education", counted=True)
    phone: Mapped[Phone | None] = _who.field("电话", listed=True, sensitive=True, quick=True)
    village_id: Mapped[int] = _who.link(
        "所在村居", "place", listed=True, filtered=True, counted=True, quick=True
    )
    village_group: Mapped[str | None] = _who.field("村民组", listed=True, quick=True)
    identities: Mapped[str | None] = _named.choices(
        "身份类别", "guide_identity", counted=True, quick=True
    )
    way: Mapped[str | None] = _named.choice("推荐方式", "guide_way", counted=True)
    certified_on: Mapped[date] = _named.field(
        "认定日期", listed=True, dated=True, index=True, quick=True
    )
    certificate_number: Mapped[str | None] = _named.field(
        "证书编号", listed=True, searched=True, quick=True
    )
    badge: Mapped[bool] = _named.field("已发徽章", default=False)
    posted_on: Mapped[date | None] = _named.field("公示日期")
    trainings: Mapped[list[GuideTraining]] = _training.children("培训记录", GuideTraining)
    deeds: Mapped[list[GuideDeed]] = _service.children("服务记录", GuideDeed)
    reviews: Mapped[list[GuideReview]] = _review.children("考核记录", GuideReview)
    left_on: Mapped[date | None] = _exit.field("退出日期", dated=True)
    left_reason: Mapped[str | None] = _exit.field(
        "退出原因",
        shown_when=lambda guide: guide.left_on is not None,
        needed_when=lambda guide: guide.left_on is not None,
    )
    active: Mapped[bool] = _exit.field(
        "在任",
        listed=True,
        filtered=True,
        computed=lambda guide: guide.left_on is None,
        default=True,
    )
    note: Mapped[LongText | None] = _exit.field("备注")

    def implied(self, name: str) -> dict[str, Any]:
        """The ID number tells sex and birth date."""
        return implied_by_id_number(self.id_number) if name == "id_number" else {}

    def serves_on(self, day: date) -> bool:
        """Whether the guide was in post at the end of the day."""
        since: date | None = self.certified_on  # not yet typed, in a new record
        return since is not None and since <= day and (self.left_on is None or self.left_on > day)

    def rules(self) -> Iterator[Problem]:
        """Days in their order; each year is reviewed once."""
        since: date | None = self.certified_on
        if since and self.left_on and self.left_on < since:
            yield Problem("left_on", "退出日期早于认定日期，请核对")
        years = [row.year for row in self.reviews if row.year]
        if len(years) != len(set(years)):
            yield Problem("reviews", "同一年度考核了两次，请核对", Level.WARN)
        yield from self._reviewed_out_of_post()
        last = max(filter(None, (row.day for row in self.deeds)), default=None)
        if self.left_on and last and last > self.left_on:
            yield Problem("deeds", "有服务记录晚于退出日期，请核对", Level.WARN)

    def _reviewed_out_of_post(self) -> Iterator[Problem]:
        since: date | None = self.certified_on
        for place, row in enumerate(self.reviews):
            if since and row.year and row.year < since.year:
                words = f"{row.year}年度早于认定日期（{since}），请核对"
                yield Problem(f"reviews[{place}].year", words, Level.WARN)
            elif self.left_on and row.year and row.year > self.left_on.year:
                words = f"{row.year}年度晚于退出日期（{self.left_on}），请核对"
                yield Problem(f"reviews[{place}].year", words, Level.WARN)

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """One person holds the post once; one certificate number is one certificate."""
        others = (LegalGuide.id != (self.id or 0), LegalGuide.deleted_at.is_(None))
        who = []
        if self.id_number:
            who.append(LegalGuide.id_number == self.id_number)
        if self.person_id is not None:
            who.append(LegalGuide.person_id == self.person_id)
        if who and self.left_on is None:
            same = select(LegalGuide.caption).where(or_(*who), LegalGuide.left_on.is_(None))
            for caption in session.scalars(same.where(*others).limit(1)):
                sentence = f"“{caption}”已是在任的法律明白人，不必再登记"
                yield Problem("id_number" if self.id_number else "name", sentence)
        if self.certificate_number:
            number = LegalGuide.certificate_number == self.certificate_number
            for caption in session.scalars(
                select(LegalGuide.caption).where(and_(number, *others)).limit(1)
            ):
                yield Problem("certificate_number", f"证书编号与“{caption}”的相同，请核对")
