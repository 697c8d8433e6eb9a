"""Synthetic legal aid: what was asked for and how it ended; consultations by matter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AidStory:
    """An application with blanks {a} (applicant), {b} (opponent), {n} (yuan).

    ``categories`` are the applicant's, the primary one first; ``ages`` fit them. ``exemption`` and
    ``no_condition`` are codes of art. 42 and 32; without either the household's means are stated.
    ``members`` are relation and monthly income in yuan.
    """

    cause: str
    categories: str
    facts: str
    opponent: str
    result: str
    closing_way: str
    amount: tuple[int, int]
    nature: str = "1"
    procedure: str = "1"
    aid_form: str = "4"
    authority: str = "平坝区人民法院"
    ages: tuple[int, int] = (28, 58)
    sex: str | None = None
    exemption: str | None = None
    proof: str | None = None
    no_condition: str | None = None
    members: tuple[tuple[str, int], ...] = ()
    weight: int = 1


STORIES = (
    AidStory(
        "08", "disabled,farmer",
        "{a}步行时被{b}驾驶的三轮车撞伤，左小腿骨折，交警认定{b}负主要责任。{b}垫付部分医疗费后不再赔偿，"
        "{a}系肢体残疾人，无力自行起诉，请求指派律师代理诉讼。",
        "{b}", "调解结案：{b}赔偿{a}医疗费、误工费等共计 {n} 元，已给付。", "3",
        (8_000, 36_000), exemption="2", proof="残疾人证、低保证", weight=7,
    ),
    AidStory(
        "04", "elderly,farmer",
        "{a}年老多病，子女{b}在外务工，两年未给付赡养费。村委会调解后仍未给付，"
        "请求代理起诉，要求每月给付赡养费并分担医疗费。",
        "{b}", "判决{b}每月给付赡养费，全年合计 {n} 元，并按份负担医疗费。", "1",
        (3_600, 9_600), ages=(66, 84), exemption="1",
        proof="身份证、无固定收入的说明", weight=5,
    ),
    AidStory(
        "05", "migrant_worker,farmer",
        "{a}在{b}承建的工地从事木工，完工后有结算单，尚欠工资 {n} 元。"
        "{b}以工程款未到账为由拒付，请求代理申请劳动仲裁。",
        "{b}", "仲裁裁决{b}支付工资 {n} 元，已履行。", "6",
        (4_000, 28_000), procedure="2", aid_form="6", authority="平坝区劳动人事争议仲裁委员会",
        exemption="3", proof="工资结算单", weight=4,
    ),
    AidStory(
        "07", "migrant_worker",
        "{a}在{b}工作时手指被机器压伤，已认定工伤，双方对一次性伤残补助金数额有争议，请求代理。",
        "{b}", "双方和解，{b}一次性支付 {n} 元。", "4",
        (12_000, 45_000), exemption="3", proof="工伤认定决定书",
    ),
    AidStory(
        "12", "woman,farmer",
        "{a}与{b}婚后感情不和，分居两年，独自抚养两名未成年子女，请求代理离婚诉讼并主张抚养费。",
        "{b}", "调解离婚，{b}按月给付抚养费，全年合计 {n} 元。", "3",
        (6_000, 12_000), sex="2", members=(("本人", 1200), ("女儿", 0), ("儿子", 0)), weight=3,
    ),
    AidStory(
        "14", "woman,violence_victim",
        "{a}多次遭丈夫{b}殴打，有报警记录和就诊记录，请求代理申请人身安全保护令并提起离婚诉讼。",
        "{b}", "法院作出人身安全保护令，判决离婚，{b}赔偿 {n} 元。", "1",
        (5_000, 10_000), sex="2", no_condition="4",
    ),
    AidStory(
        "02", "disabled,minimum_living",
        "{a}系重度残疾人，申请低保复核后待遇被停发，请求代拟行政复议申请书。",
        "镇人民政府", "行政复议后恢复待遇，补发 {n} 元。", "7",
        (1_800, 4_200), nature="3", procedure="2", aid_form="2", authority="平坝区人民政府",
        exemption="2", proof="残疾人证、低保证", weight=4,
    ),
    AidStory(
        "13", "veteran,farmer",
        "{a}的房屋因{b}施工开裂，双方协商赔偿未果，请求代理诉讼。",
        "{b}", "双方和解，{b}赔偿维修费 {n} 元。", "4",
        (4_000, 15_000), weight=2,
        members=(("本人", 1500), ("妻子", 600), ("母亲", 150), ("儿子", 0)),
    ),
    AidStory(
        "18", "minor",
        "{a}被{b}殴打致轻伤，案件已移送审查起诉，由其父代为申请，请求代理附带民事诉讼。",
        "{b}", "附带民事部分调解，{b}赔偿 {n} 元。", "3",
        (6_000, 20_000), nature="2", aid_form="3", ages=(12, 16), exemption="1", proof="户口簿",
    ),
)  # fmt: skip

COMPANIES = ("安顺市宏筑建筑劳务有限公司", "平坝区绿源养殖专业合作社", "安顺市安家物业服务有限公司")

ASKED = (
    (
        "01",
        "与配偶长期分居，离婚需要准备哪些材料，孩子由谁抚养。",
        "告知协议离婚和诉讼离婚的程序、管辖和材料清单，抚养以有利于未成年子女为原则。",
        "6",
    ),
    (
        "02",
        "父母去世后老屋怎样继承，没有遗嘱，兄弟姐妹意见不一。",
        "告知法定继承的顺序和份额，建议先由村调委会调解。",
        "2",
    ),
    (
        "03",
        "子女不给赡养费，老人怎样要求给付。",
        "告知子女的赡养义务和诉讼途径，符合条件的可以申请法律援助。",
        "3",
    ),
    (
        "04",
        "在工地做工，完工后工资拖欠三个月，老板电话不接。",
        "告知向劳动监察投诉和申请仲裁的途径，可申请法律援助，免予核查经济状况。",
        "3",
    ),
    (
        "05",
        "上班时受伤，单位不申报工伤怎么办。",
        "告知职工本人可在一年内申请工伤认定，准备劳动关系和诊断证明。",
        "4",
    ),
    (
        "06",
        "摩托车被撞，对方只有交强险，医疗费怎样赔。",
        "告知交强险和侵权人的赔偿顺序，保留票据，先由交警组织调解。",
        "2",
    ),
    (
        "08",
        "与邻组林地界线不清，对方砍了树。",
        "建议先停止砍伐，持林权证和承包合同申请村调委会调解，不成的申请政府处理。",
        "2",
    ),
    ("09", "邻居翻建房屋超出宅基地，怎样处理。", "建议向自然资源管理机构反映，同时申请调解。", "5"),
    ("10", "邻居的屋檐水流到自家院坝。", "告知相邻关系的处理原则，建议村调委会现场调解。", "2"),
    (
        "11",
        "借条写明还款日期，到期不还，诉讼时效多久。",
        "告知普通诉讼时效为三年，建议先书面催要并保留凭证。",
        "6",
    ),
    ("12", "低保申请没有通过，能不能再申请。", "告知可以申请复核，补充家庭收入材料。", "5"),
    ("13", "征地补偿款分配方案不公平。", "告知村民会议讨论决定的程序和异议途径。", "5"),
    ("15", "亲属被刑事拘留，家属能做什么。", "告知可以委托辩护人，符合条件的可申请法律援助。", "3"),
    ("16", "办理公证要带什么材料。", "当场解答，告知公证处地址和材料清单。", "1"),
)
"""Matter, content, answer, path suggested."""
