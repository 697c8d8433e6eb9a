"""The forms of law education: what stands on them, when they are drafts, photos without a place."""

from datetime import date
from decimal import Decimal
from random import Random

import pypdfium2
import pytest

from db.figures import education as figures
from db.registers import LawEvent, LawTheme, LegalAdviser, LegalGuide, Place
from db.registers.education import AdviserDuty, AdviserVillage, EventTheme, EventUnit, EventVillage
from desktop.commands.demo import education
from desktop.commands.demo.people import People
from desktop.commands.demo.township import settle_township
from desktop.documents.forms import form
from desktop.documents.issue import draft
from desktop.exchange.attaching import take_in
from tests.counted import counted
from tests.filled import filled
from tests.offices import new_store, settle
from tests.pdf_text import text_of
from tests.pictures import located, photo

DAY = date(2024, 12, 31)
HELD = figures.Standing.HELD


@pytest.fixture
def store(tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        yield database


@pytest.fixture(scope="module")
def township(tmp_path_factory):
    """The demo's year of law education, and the papers it wants printed."""
    random = Random(7)
    people = People(random)
    with new_store(tmp_path_factory.mktemp("township")) as database:
        with database.step("建所") as session:
            settle_township(session, random, people)
        yield database, education.fill(database, random, people)


def pictures_of(pdf):
    """The photos' own bytes, as the file holds them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            bytes(one.get_data(decode_simple=True))
            for page in document
            for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
        ]


def keep(database, *records):
    with database.step("登记") as session:
        session.add_all(records)
    return records[-1].id


def event(**values):
    known = {
        "name": "民法典宣传",
        "starts_on": date(2024, 5, 16),
        "place": "场坝",
        "forms": "01,03",
        "contents": "02",
        "audience_number": 320,
        "state": "held",
    }
    made = LawEvent.fresh(**(known | values))
    made.units = [
        EventUnit.fresh(role="1", name="测试镇司法所"),
        EventUnit.fresh(role="3", name="镇妇联"),
    ]
    return made


def paper(database, code, subject):
    return draft(database, form(code), subject)


# an event


def test_an_event_says_how_many_it_reached_and_how_that_is_known(store):
    counted = keep(store, event())
    guessed = keep(store, event(name="另一场", estimated=True, estimate_basis="按场地坐席数"))
    first, second = (text_of(paper(store, "event_record", n).pdf) for n in (counted, guessed))
    assert "320人次（清点）" in first
    assert "320人次（估算：按场地坐席数）" in second
    for said in ("☑集中宣传", "□法治讲座", "☑以案释法", "测试镇司法所", "镇妇联", "民法典"):
        assert said in first


def test_a_planned_event_is_a_draft_and_says_why(store):
    number = keep(store, event(state="planned", audience_number=None))
    done = paper(store, "event_record", number)
    assert done.missing == ("活动还没有登记举办", "受众人数未填")
    assert "草稿" in text_of(done.pdf)


def test_photos_stand_two_by_two_with_captions_and_without_their_place(store):
    number = keep(store, event())
    bare = paper(store, "event_record", number)
    files = [("a.jpg", located()), *((f"{n}.jpg", photo(640 + n)) for n in range(7))]
    outcome = take_in(store, "law_event", number, files)
    assert len(outcome.added) == 8
    done = paper(store, "event_record", number)
    text = text_of(done.pdf)
    assert "活动照片" not in text_of(bare.pdf)
    assert "图6" in text
    assert "图7" not in text, "six at the most; the others stay with the record"
    assert b"SECRETPHONE" not in done.pdf
    with store.read() as session:
        sheet = form("event_record").render(session, session.get(LawEvent, number))
    pictures = pictures_of(sheet.pdf)
    assert len(pictures) == 6
    assert all(picture.startswith(b"\xff\xd8") for picture in pictures), "as JPEG"
    streams = b"".join(pictures)
    for told in (b"26,8.1234N", b"SECRETPHONE", b"Exif", b"GPS"):
        assert told not in streams


def test_one_photo_and_none_make_a_sheet_too(store):
    number = keep(store, event())
    take_in(store, "law_event", number, [("a.png", photo(300, 900, "PNG"))])
    assert "图1" in text_of(paper(store, "event_record", number).pdf)


# the plan


def test_the_plan_says_when_who_what_and_what_was_held(store):
    lead = keep(store, Place.fresh(name="镇普法办", kind="4"))
    theme = keep(
        store,
        LawTheme.fresh(
            name="民法典宣传月",
            starts_on=date(2024, 5, 1),
            ends_on=date(2024, 5, 31),
            laws="民法典",
            lead_id=lead,
            planned="进校园一场",
        ),
    )
    keep(store, LawTheme.fresh(name="国家宪法日", starts_on=date(2024, 12, 4)))
    keep(store, LawTheme.fresh(name="别年的主题", starts_on=date(2023, 12, 4)))
    coming = event(name="院坝会", state="planned", starts_on=date(2024, 5, 30))
    for one in (event(), coming, event(name="取消的一场", state="cancelled")):
        one.themes = [EventTheme.fresh(theme_id=theme)]
        keep(store, one)
    text = text_of(paper(store, "law_plan", date(2024, 3, 1)).pdf)
    for said in (
        "2024年度普法计划",
        "2024年共安排普法主题2个",
        "已开展活动1场，受众320人次",
        "5月民法典宣传月民法典镇普法办进校园一场",
        "院坝会（5月30日）",
        "5月16日民法典宣传（320人次）",
        "12月4日国家宪法日",
    ):
        assert said in text
    assert "别年的主题" not in text
    assert "取消的一场" not in text


def test_a_year_without_themes_is_a_draft(store):
    done = paper(store, "law_plan", date(2031, 5, 1))
    assert done.missing == ("2031年还没有普法主题",)


# the rolls


def test_the_roll_computes_growth_and_names_villages_with_too_few(store):
    village = keep(store, Place.fresh(name="天龙村"))
    keep(store, Place.fresh(name="打磨村"))
    for number, since in enumerate((date(2023, 1, 5),) * 2 + (date(2024, 3, 1),) * 2):
        known = {"village_id": village, "certified_on": since}
        keep(store, LegalGuide.fresh(name=f"明白人{number}", id_number=None, **known))
    left = {"village_id": village, "certified_on": date(2023, 1, 5)}
    keep(store, LegalGuide.fresh(name="退出的人", left_on=date(2024, 12, 31), **left))
    text = text_of(paper(store, "guide_roll", DAY).pdf)
    assert "在任法律明白人4名；上年末3名，净增1名，增长33.3%；当年新认定2名、退出1名。" in text
    assert "打磨村0000不足3名" in text
    assert "退出的人" not in text
    assert "退出的人" in text_of(paper(store, "guide_roll", date(2024, 12, 30)).pdf)


def test_advisers_who_came_too_seldom_are_named_with_the_months(store):
    village = keep(store, Place.fresh(name="天龙村"))
    term = {"contract_from": date(2024, 1, 1), "contract_to": date(2024, 12, 31)}
    adviser = LegalAdviser.fresh(name="陈律师", unit_name="测试律师事务所", **term)
    adviser.villages = [AdviserVillage.fresh(village_id=village)]
    adviser.duties = [
        AdviserDuty.fresh(day=date(2024, month, 9), village_id=village, hours=4, work="2")
        for month in (1, 2, 3, 5)
    ]
    keep(store, adviser)
    text = text_of(paper(store, "adviser_service", date(2024, 7, 1)).pdf)
    assert "服务16小时，讲座4次；1处服务不足。" in text
    assert "4月、6月时长" in text.replace("\n", "")
    assert "季度讲座" not in text
    done = paper(store, "adviser_service", date(2023, 7, 1))
    assert done.missing == ("2023年没有为村（社区）服务的法律顾问",)


def test_the_demo_has_the_seeds_year(township):
    database, papers = township
    year = (date(2024, 1, 1), DAY)
    with database.read() as session:
        assert figures.thin_villages(session, DAY) == []
        assert all(theme.standing is HELD for theme in figures.outlook(session, 2024, DAY))
        assert not any(one.thin_months for one in figures.advice(session, 2024, DAY))
    told = {
        "education.events": 32,
        "education.reach": 20_480,
        "education.posts": 53,
        "education.activities": 54,
        "consultations.events": 160,
        "consultations.activities": 100,
        "education.places.01": 6,
        "education.rooms": 6,
        "education.guides": 112,
        "education.guides.growth": 58,
        "education.guides.growth_rate": Decimal("107.4"),
    }
    assert {code: counted(database, code, *year).value for code in told} == told
    for code, subject, signed in papers:
        done = paper(database, code, subject)
        assert not done.missing, code
        with database.read() as session:
            about = session.get(LawEvent, subject) if code == "event_record" else subject
            assert (form(code).render(session, about).stamp is not None) == signed


def test_each_village_of_an_event_signs_on_a_page_of_its_own(store):
    with store.step("登记") as session:
        first, second = (Place.fresh(name=name, kind="2") for name in ("甲村", "乙村"))
        session.add_all([first, second])
        session.flush()
        name = "民法典宣传月暨国家宪法日进村寨进集市进校园集中法治宣传和法律咨询活动"  # two lines
        planned = event(name=name, state="planned", audience_number=None, village_id=first.id)
        planned.villages = [EventVillage.fresh(village_id=second.id)]
        session.add(planned)
    done = paper(store, "event_sign_in", planned.id)
    assert done.pages == 2
    assert not done.missing
    with pypdfium2.PdfDocument(done.pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    for words, village in zip(pages, ("甲村", "乙村"), strict=True):
        assert village in words
        assert "民法典宣传月" in words
        assert "本村居签到" in words
        assert "38" in words
    assert "场坝" in pages[0]
    assert "场坝" not in pages[1]  # the place that is known is the first village's
    alone = paper(store, "event_sign_in", keep(store, event(name="另一场", place="校园")))
    assert alone.pages == 1
    assert "本村居" not in text_of(alone.pdf)


def test_no_id_number_stands_on_a_roll(township):
    database, _papers = township
    with database.read() as session:
        numbers = [guide.id_number for guide in session.query(LegalGuide).limit(20)]
    text = text_of(paper(database, "guide_roll", DAY).pdf)
    assert all(numbers)
    assert not any(number in text for number in numbers)


def test_signatures_stay_with_the_table_where_closer_rows_make_the_room(store):
    with store.step("登记") as session:
        event = filled(LawEvent, session)
        session.add(event)
    assert draft(store, form("event_record"), event.id).pages == 1
