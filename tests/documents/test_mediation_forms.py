"""The papers of a mediation case: the labels of the official forms, who signs, what is missing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from db.registers import Case, Committee
from db.registers.mediation import CaseMediator, Evidence, Inquiry, Meeting, Party
from db.store.database import Database
from desktop.documents.form import Sheet
from desktop.documents.forms import form, forms_for
from tests.offices import agreed, new_store, settle

COMPANY = "安顺市某某农业科技发展有限责任公司天龙镇分公司"
NUMBER = "空2024-0007"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with new_store(tmp_path) as database:
        agreed(database, applied_on=date(2024, 6, 3), claims="1. 清走杂物\n2. 赔偿医药费")
        with database.step("补") as session:
            case = session.get(Case, 1)
            company = Party.fresh(role="2", kind="organization", name=COMPANY, address="产业园")
            company.representative, company.representative_post = "王𬀩珺", "经理"
            case.parties.append(company)
            case.meetings = [
                Meeting.fresh(
                    held_on=date(2024, 6, 7), place="村委会", present="张三、被申请人李四，孙八",
                    invited="赵六、周九", text="双方各自陈述。\n" * 60, recorder="乙调解员",
                ),
                Meeting.fresh(
                    held_on=date(2024, 6, 11), place="镇上", text="双方达成一致。", outcome="1",
                    recorder="乙调解员",
                ),
            ]  # fmt: skip
            case.inquiries = [
                Inquiry.fresh(
                    held_on=date(2024, 6, day), asked=who, place="村里", text="问：", inquirer="甲"
                )
                for day, who in ((6, "吴十"), (8, "郑一"))
            ]
            case.evidence = [
                Evidence.fresh(
                    name=name,
                    provider="张三",
                    pages=pages,
                    proves="受伤",
                    received_on=date(2024, 6, 6),
                )
                for name, pages in (("照片", 2), ("病历", 5))
            ]
        yield database


def change(store: Database, **values: object) -> None:
    with store.step("改") as session:
        case = session.get(Case, 1)
        for name, value in values.items():
            setattr(case, name, value)


def empower(store: Database, party: int, **values: object) -> None:
    with store.step("委托") as session:
        for name, value in values.items():
            setattr(session.get(Case, 1).parties[party], name, value)


def sheet(store: Database, code: str) -> Sheet:
    with store.read() as session:
        return form(code).render(session, session.get(Case, 1))


def blank(store: Database, code: str) -> Sheet:
    made = form(code).blank
    assert made
    with store.read() as session:
        return made(session, NUMBER)


def pages(paper: Sheet) -> list[str]:
    with pypdfium2.PdfDocument(paper.pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text(paper: Sheet) -> str:
    return "".join(pages(paper))


SEVEN = "姓名： 性别： 民族： 年龄： 职业或职务： 联系方式： 单位或住址："
LABELS = {
    "mediation_application": (
        "申请人姓名： 被申请人姓名： 纠纷简要情况陈述： 当事人申请事项： 1． 2． "
        "申请人（签名盖章或按指印）："
    ),
    "mediation_acceptance": (
        "本人民调解委员会经当事人同意，调解 之间的纠纷 纠纷类型： 案件来源： "
        "①当事人申请 ②人民调解委员会主动调解 ③接受委托移送 纠纷简要情况： "
        "当事人（签名）： 登记人（签名）： 人民调解委员会（印章） 备注："
    ),
    "mediation_notice": ("群众性组织 第三条 第四条 第二十三条 第二十四条 第三十三条 签名 日期"),
    "mediation_authorization": (
        "委托人： 受委托人： 与委托人的关系： 代理权限： 申请或撤回调解 收集、提供证据 "
        "选择、接受调解员 承认、放弃、变更请求 参加调解并签字 代收文书 其他： "
        "委托人（签名盖章或按指印）："
    ),
    "mediation_inquiries": (
        "时间： 地点： 参加人： 被调查人： 记录： 被调查人（签名）： 调查人（签名）： "
        "记录人（签名）："
    ),
    "mediation_evidence": ("序号 名称 提供人 原件/复印件 页数 证明内容 收到日期"),
    "mediation_meetings": (
        "时间： 地点： 事由： 当事人： 参加人： 告知： 调解记录： 调解结果： ①调解成功 "
        "②调解不成功 ③有待继续调解 当事人（签名盖章或按指印）： 参加人（签名）： "
        "人民调解员（签名）： 记录人（签名）： 人民调解委员会"
    ),
    "agreement": (
        "纠纷主要事实、争议事项： 经调解，自愿达成如下协议： 履行方式、时限： 本协议一式 "
        "份，当事人、人民调解委员会各持一份 当事人（签名盖章或按指印）： "
        "人民调解员（签名）： 记录人（签名）："
    ),
}
WITH_SEVEN = ("mediation_application", "agreement")


@pytest.mark.parametrize("code", LABELS)
def test_the_labels_of_the_official_form_stand_on_paper_and_blank(
    store: Database, code: str
) -> None:
    empower(store, 0, agent="孙八", agent_relation="父子", agent_scopes="1")
    filled, empty = text(sheet(store, code)), text(blank(store, code))
    labels = f"{LABELS[code]} {SEVEN if code in WITH_SEVEN else ''}".split()
    assert [label for label in labels if label not in filled] == []
    assert [label for label in labels if label not in empty] == []
    assert empty.count("测试镇人民调解委员会") >= blank(store, code).pages
    assert "张三" not in empty


def test_the_first_papers_need_nothing_but_what_a_case_has(store: Database) -> None:
    for code in LABELS:
        if code != "mediation_authorization":
            assert sheet(store, code).missing == (), code


def test_claims_are_numbered_once(store: Database) -> None:
    assert "1．清走杂物2．赔偿医药费" in text(sheet(store, "mediation_application"))
    change(store, claims="2、3组的路恢复原状\n不再堆放")
    assert "1．2、3组的路恢复原状2．不再堆放" in text(sheet(store, "mediation_application"))


def test_only_what_was_asked_for_has_an_application(store: Database) -> None:
    with store.read() as session:
        case = session.get(Case, 1)
        assert form("mediation_application") in forms_for(Case, case)
        for source in ("1", "3", "301", "303"):
            case.source = source
            assert forms_for(Case, case)[0] == form("mediation_acceptance")
        case.source = None  # whoever is still typing may have an application before him
        assert forms_for(Case, case)[0] == form("mediation_application")
        session.expunge(case)


def test_acceptance_names_all_sides_and_who_sent_the_case(store: Database) -> None:
    change(store, source="301", referred_by="某某人民法院", referral_number="（2024）委1号")
    found = text(sheet(store, "mediation_acceptance"))
    assert f"调解张三、李四、{COMPANY}之间的纠纷" in found
    assert "□①当事人申请" in found
    assert "☑③接受委托移送（法院委托移送，某某人民法院，（2024）委1号）" in found


def test_every_party_signs_that_it_was_told(store: Database) -> None:
    found = text(sheet(store, "mediation_notice"))
    receipt = found[found.index("以上各项") :]
    for name in ("申请人张三", "被申请人李四", f"被申请人{COMPANY}"):
        assert name in receipt
    assert receipt.count("年月日") == 3


def test_each_agent_has_a_page_with_its_own_scope(store: Database) -> None:
    code = "mediation_authorization"
    with store.read() as session:
        assert form(code) not in forms_for(Case, session.get(Case, 1))
    empower(store, 0, agent="孙八", agent_relation="父子", agent_scopes="2,5")
    empower(store, 2, agent="钱𬀩", agent_scopes="1,2,3,4,5,6", agent_scope="代领款项")
    with store.read() as session:
        assert form(code) in forms_for(Case, session.get(Case, 1))
    paper = sheet(store, code)
    first, second = pages(paper)
    assert "□申请或撤回调解☑收集、提供证据□选择" in first
    assert "☑代收文书☑其他：代领款项" in second
    assert "委托人：张三" in first
    assert f"委托人：{COMPANY}" in second
    assert "现委托钱𬀩在" in second
    assert "钱𬀩的代理关系未填" in paper.missing
    assert "孙八的代理关系未填" not in paper.missing


def test_each_inquiry_and_each_item_of_evidence_begins_a_page(store: Database) -> None:
    first, second = pages(sheet(store, "mediation_inquiries"))
    assert "被调查人：吴十" in first
    assert "被调查人：郑一" in second
    listed, photo, record = pages(sheet(store, "mediation_evidence"))
    assert "共2件，7页" in listed
    assert "名称照片" in photo
    assert "名称病历" in record
    assert "提供人（签名）：张三" in photo


def test_each_meeting_is_signed_by_those_who_were_there(store: Database) -> None:
    paper = sheet(store, "mediation_meetings")
    starts = [page for page, words in enumerate(pages(paper)) if "人民调解记录编号" in words]
    assert starts[0] == 0
    assert len(starts) == 2
    assert starts[1] > 1  # the long record flows over
    whole = ["".join(pages(paper)[: starts[1]]), "".join(pages(paper)[starts[1] :])]
    assert "当事人：申请人张三、被申请人李四，孙八" in whole[0]
    assert COMPANY not in whole[0]
    assert "参加人（签名）：赵六周九" in whole[0]
    assert "☑③有待继续调解" in whole[0]
    assert f"{COMPANY}（王𬀩珺签名并盖章）" in whole[1]
    assert "☑①调解成功" in whole[1]
    assert paper.stamp is not None
    assert paper.stamp[0] >= starts[1]  # beside the seal of the last one


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"text": None}, "调解记录未填"),
        ({"recorder": None}, "记录人未填"),
        ({"informed": False}, "没有告知权利义务"),
        ({"text": "张三说了经过。"}, "没有记明被申请人李四的陈述"),
        ({"outcome": "2", "text": "双方各说各的。"}, "没有记明已告知的其他途径"),
    ],
)
def test_a_record_that_lacks_what_it_must_contain_is_a_draft(
    store: Database, values: dict[str, object], gap: str
) -> None:
    with store.step("改") as session:
        for name, value in values.items():
            setattr(session.get(Case, 1).meetings[0], name, value)
    paper = sheet(store, "mediation_meetings")
    assert any(gap in sentence for sentence in paper.missing)
    assert "草稿" in text(paper)


def test_a_failure_that_named_the_other_routes_is_none(store: Database) -> None:
    with store.step("改") as session:
        row = session.get(Case, 1).meetings[0]
        row.outcome, row.text = "2", "双方各说各的，已告知可以向人民法院起诉。"
    assert sheet(store, "mediation_meetings").missing == ()


def test_a_namesake_within_a_longer_name_was_not_there(store: Database) -> None:
    with store.step("改") as session:
        case = session.get(Case, 1)
        case.parties[2].kind, case.parties[2].name = "person", "李四光"
        case.meetings[0].present = "张三、李四光"
    found = text(sheet(store, "mediation_meetings"))
    assert "当事人：申请人张三、被申请人李四光参加人" in found


def test_a_blank_names_the_committee_only_where_there_is_no_doubt(tmp_path: Path) -> None:
    with new_store(tmp_path) as database:
        settle(database)
        with database.step("村调委会") as session:
            session.add(Committee.fresh(name="天龙村人民调解委员会", short_name="村", kind="1"))
        assert "测试镇人民调解委员会" in text(blank(database, "agreement"))
        with database.step("又一个") as session:
            session.add(Committee.fresh(name="某某镇人民调解委员会", short_name="某", kind="3"))
        found = text(blank(database, "agreement"))
        assert "镇人民调解委员会" not in found
        assert "人民调解委员会" in found


def test_all_mediators_sign_the_record(store: Database) -> None:
    change(
        store,
        mediators=[CaseMediator.fresh(mediator_id=1), CaseMediator.fresh(mediator_id=2)],
    )
    assert "人民调解员（签名）：甲调解员乙调解员" in text(sheet(store, "mediation_meetings"))
