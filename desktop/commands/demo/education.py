"""天龙镇's law education in 2024 as the seed has it, written by way of the registers' own moves."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import LawEvent, LawTheme, LegalActivity, MediaPost
from db.registers import Place as Village
from db.registers.education import (
    EventMaterial,
    EventTheme,
    EventUnit,
    propose,
)
from db.store.attachments import attachments_of, describe
from db.store.codes import codes
from db.store.database import Database
from db.store.moves import way_to
from desktop.commands.demo import law_people, law_places
from desktop.commands.demo.law_pictures import PICTURES
from desktop.commands.demo.law_year import HAPPENINGS, PHOTOGRAPHED, TOPICS, Happening
from desktop.commands.demo.people import People
from desktop.commands.demo.township import VILLAGES
from desktop.exchange.attaching import take_in

YEAR = 2024
LAST_DAY = date(YEAR, 12, 31)
POSTS, REPOSTS, ACTIVITIES = 53, 5, 54
_ADVICE_AT_ACTIVITIES = 100
_TEAM, _LEADING = "天龙镇司法所", "镇普法办"
_UNREVIEWED = 2
_PLANNED = {"node": "赶场集中宣传一场，村级宣传栏更新", "topic": "院坝会、入户宣传，推送图文"}
_POST_TITLES = (
    "一图读懂{}",
    "{}：这些知识请收好",
    "以案释法 | {}",
    "【普法课堂】{}",
    "{}，村民这样问、我们这样答",
)


def fill(database: Database, random: Random, people: People) -> list[tuple[str, int | date, bool]]:
    """The year; gives the papers to print: form code, subject, whether the office signs.

    32 events reaching 20,480, 53 posts of its own, 6 boards, 6 rooms, 112 法律明白人 against 54,
    54 activities, 260 consultations at events and activities together.
    """
    with database.read() as session:
        villages = _villages(session)
    with database.step("安排全年普法主题") as session:
        themes = _themes(session)
    with database.step("登记普法工作人员") as session:
        staff = law_people.two_staff(session, people)
    with database.step("登记普法活动") as session:
        photographed = _events(session, random, villages, themes, staff)
    with database.step("登记新媒体信息") as session:
        session.add_all(_posts(random, people, themes))
    with database.step("登记法治文化阵地和工作室") as session:
        session.add_all(law_places.places(random, people, villages, themes))
        session.add_all(law_places.rooms(people, villages))
    with database.step("登记法律服务活动") as session:
        session.add_all(_activities(random, people, villages))
    with database.step("登记法律明白人") as session:
        law_people.add_guides(session, random, people, villages)
    with database.step("登记村法律顾问") as session:
        law_people.add_advisers(session, random, people, villages)
    _attach(database, photographed)
    return [
        ("event_record", photographed, True),
        ("law_plan", LAST_DAY, True),
        ("guide_roll", LAST_DAY, True),
        ("place_roll", LAST_DAY, True),
        ("adviser_service", LAST_DAY, True),
    ]


def _villages(session: Session) -> list[int]:
    """The six villages by id, in the order of the township."""
    known = {row.name: row.id for row in session.execute(select(Village.name, Village.id))}
    return [known[name] for name, _code, _short in VILLAGES]


def _themes(session: Session) -> dict[str, LawTheme]:
    lead = session.scalar(select(Village).where(Village.name == _LEADING))
    if lead is None:
        lead = Village.fresh(name=_LEADING, kind="4")
        session.add(lead)
        session.flush()
    made = propose(session, YEAR)
    made += [
        LawTheme.fresh(
            kind=topic.kind,
            name=topic.name,
            starts_on=topic.first,
            ends_on=topic.last,
            laws=topic.laws,
            code=topic.code,
        )
        for topic in TOPICS
    ]
    for theme in made:
        theme.lead_id = lead.id
        theme.planned = _PLANNED["topic" if theme.kind != "node" else "node"]
    session.add_all(made)
    return {theme.code or theme.name: theme for theme in made}


def _events(
    session: Session,
    random: Random,
    villages: list[int],
    themes: dict[str, LawTheme],
    staff: tuple[int, int],
) -> int:
    """The events, held and all but the last reviewed; gives the one that has photos."""
    photographed = 0
    for place, happening in enumerate(HAPPENINGS):
        event = _event(random, happening, villages, themes)
        event.registrar_id, event.reviewer_id = staff
        event.reviewed_on = event.starts_on + timedelta(days=5)
        session.add(event)
        last = place >= len(HAPPENINGS) - _UNREVIEWED
        if last:
            event.reviewer_id = event.reviewed_on = None
        for move in way_to(event, "held" if last else "reviewed"):
            move.make(event, session)
        if happening.name == PHOTOGRAPHED:
            session.flush()
            photographed = event.id
    return photographed


def _event(
    random: Random, happening: Happening, villages: list[int], themes: dict[str, LawTheme]
) -> LawEvent:
    in_town = happening.village is None
    number = happening.number
    topics = codes("law_topic")
    told = "、".join(topics.name(code) for code in happening.contents.split(","))
    event = LawEvent.fresh(
        name=happening.name,
        starts_on=date(YEAR, *happening.day),
        hours="9:00至11:30" if in_town else "14:30至16:30",
        place=happening.place,
        village_id=villages[happening.village or 0],
        forms=happening.forms,
        settings="04" if "天龙中学" in happening.place else "02",
        contents=happening.contents,
        contents_text=(
            f"围绕{told}，在{happening.place}开展宣传，结合身边案例讲解，"
            "解答群众提问，引导群众遇事找法、解决问题靠法。"
        ),
        audience=happening.audience,
        audience_number=number,
        estimated=happening.guessed,
        estimate_basis="按发出的资料份数和现场人流估算" if happening.guessed else None,
        consultations=happening.advice or None,
        banners=random.randrange(1, 5) if in_town else 1,
        boards=random.randrange(2, 9) if in_town else None,
        broadcasts=random.randrange(2, 6) if "09" in happening.forms else None,
        staff_number=random.randrange(3, 9) if in_town else 2,
        volunteers=random.randrange(2, 7) if in_town else None,
        guides_number=random.randrange(2, 8),
        accessible="1"
        if "05" in happening.audience
        else "4"
        if "06" in happening.audience
        else None,
    )
    event.themes = [EventTheme.fresh(theme_id=themes[code].id) for code in happening.themes]
    event.units = [EventUnit.fresh(role="1", name=_TEAM)]
    if in_town:
        event.units.append(EventUnit.fresh(role="3", name="镇综治中心"))
    copies = number * 2 // 3 // 10 * 10
    event.materials = [EventMaterial.fresh(kind="1", copies=copies, what="宣传单")]
    if copies > 300:
        event.materials.append(EventMaterial.fresh(kind="5", copies=copies // 4, what="环保袋"))
    return event


def _posts(random: Random, people: People, themes: dict[str, LawTheme]) -> list[MediaPost]:
    """Posts around the themes, two pairs of eyes on each; a few passed on from elsewhere."""
    writer, editor = people.somebody().name, people.somebody().name
    order = sorted(themes.values(), key=lambda theme: theme.starts_on)
    made = []
    for number in range(POSTS + REPOSTS):
        theme = order[number % len(order)]
        repost = number >= POSTS
        day = min(theme.starts_on + timedelta(days=number // len(order) * 4), LAST_DAY)
        made.append(
            MediaPost.fresh(
                title_text=_POST_TITLES[number % len(_POST_TITLES)].format(theme.name),
                platform=random.choice(("01", "01", "02", "03", "05")),
                account="天龙镇发布",
                published_on=day,
                form=random.choice("1112"),
                theme_id=theme.id,
                repost=repost,
                repost_of="区司法局公众号" if repost else None,
                author=writer,
                reviewer=editor,
                reads=random.randrange(180, 2400),
                likes=random.randrange(3, 90),
                counted_on=LAST_DAY,
            )
        )
    return made


def _activities(random: Random, people: People, villages: list[int]) -> list[LegalActivity]:
    """One or more a week, through all villages; 100 consultations in all."""
    lawyers = [people.somebody().name for _ in range(3)]
    where = ("村委会", "文化广场", "公共法律服务工作室", "卫生室旁")
    made = []
    for number in range(ACTIVITIES):
        name = VILLAGES[number % len(VILLAGES)][0]
        advice = _ADVICE_AT_ACTIVITIES // ACTIVITIES + (number < _ADVICE_AT_ACTIVITIES % ACTIVITIES)
        made.append(
            LegalActivity.fresh(
                held_on=date(YEAR, 1, 4) + timedelta(days=number * 358 // ACTIVITIES),
                kind=random.choice("11222345"),
                place=f"{name}{random.choice(where)}",
                village_id=villages[number % len(villages)],
                servers=f"{random.choice(lawyers)}律师、司法所 1 人",
                people_served=advice + random.randrange(8, 40),
                consultations=advice,
                matters="土地承包、婚姻家庭、劳动报酬等方面的咨询和法律常识讲解",
            )
        )
    return made


def _attach(database: Database, event_id: int) -> None:
    table = LawEvent.__tablename__
    take_in(database, table, event_id, [(name, draw()) for name, _said, draw in PICTURES])
    with database.step("写照片说明") as session:
        for one, (_name, said, _draw) in zip(
            attachments_of(session, table, event_id), PICTURES, strict=True
        ):
            describe(session, one.id, purpose=said, taken_on=date(YEAR, 5, 16))
