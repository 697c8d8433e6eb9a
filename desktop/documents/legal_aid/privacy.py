"""个人信息处理告知书: who processes what, for what, how long, and which rights people have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.legal_aid.ruled import SHEET
from desktop.documents.office_form import finished, office_of
from desktop.documents.page import Document, Signer

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers import Consultation, LegalAid, Office
    from desktop.documents.form import Sheet

TITLE = "个人信息处理告知书"


class _Matter(NamedTuple):
    """What is told differently for an application and a consultation."""

    title: str
    purpose: str
    kinds: str
    passed_on: str


_APPLICATION = _Matter(
    TITLE,
    "接收、初步审查和转交法律援助申请，跟踪办理、回访，以及依法统计和归档",
    "姓名、性别、出生日期、民族、身份证号、联系电话、住址和户籍地、职业、人员类别；家庭成员和收入、支出、财产、"
    "债务；案情和证据材料；代理人的姓名、身份证号和电话",
    "转交法律援助机构、承办单位和办案机关，只限办理本案所需",
)
_CONSULTATION = _Matter(
    f"法律咨询{TITLE}",
    "登记和解答法律咨询，以及依法统计",
    "姓名、性别、联系电话、住址、人员类别、咨询内容；身份证号由您自愿提供",
    "除法律另有规定外，不提供给其他单位和个人",
)
_SENSITIVE = (
    "残疾、健康状况、身份证件影像以及不满十四周岁未成年人的信息是敏感个人信息，只在确定人员类别、免予核查经济状况"
    "或者办理案件确有必要时处理（个人信息保护法第二十八条至第三十一条）；您不提供的，可能无法适用相应的优待或者"
    "免予核查。"
)
_KEPT = (
    "在本所不联网的计算机上加密保存，纸质材料入卷保管；保存到办理目的实现和档案保管期限届满为止，期满后依法销毁"
    "或者只作保存（个人信息保护法第十九条、第四十七条）。"
)
_RIGHTS = (
    "您可以查阅、复制您的个人信息；发现不准确或者不完整的，可以要求更正、补充（个人信息保护法第四十四条至第四十六条）。"
    "请携带身份证件到本所办理。"
)
_BASIS = "依据是履行法定职责所必需（个人信息保护法第十三条第一款第三项、第三十四条）。"


def aid_notice(session: Session, aid: LegalAid) -> Sheet:
    """The notice that goes with an application.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    return _notice(office_of(session), _APPLICATION, aid.name, aid.applied_on)


def consultation_notice(session: Session, asked: Consultation) -> Sheet:
    """The notice that goes with a consultation.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    return _notice(office_of(session), _CONSULTATION, asked.name or "", asked.day)


def _notice(office: Office, matter: _Matter, name: str, day: date) -> Sheet:
    paper = Document(
        f"{matter.title}（{name}）" if name else matter.title,
        author=office.name,
        sheet=SHEET._replace(pitch=22.0, body=SHEET.body._replace(size=12.5)),
        made=day,
    )
    paper.title(matter.title)
    paper.paragraph(f"{name}：" if name else "来访群众：", indent=0)
    paper.paragraph(
        "根据个人信息保护法第十七条、第十八条、第三十五条，本所为履行法定职责处理您的个人信息，现告知如下："
    )
    contact = "，".join(filter(None, (office.address, office.phone)))
    for heading, text in (
        ("一、谁在处理", f"{office.name}{f'（{contact}）' if contact else ''}。"),
        ("二、处理目的和依据", f"{matter.purpose}。{_BASIS}"),
        ("三、处理哪些信息", f"{matter.kinds}。不收集与办理无关的信息。"),
        ("四、敏感个人信息", _SENSITIVE),
        ("五、处理方式和保存期限", _KEPT),
        ("六、提供给谁", f"{matter.passed_on}。"),
        ("七、您的权利", _RIGHTS),
    ):
        paper.heading(heading, indent=2.0)
        paper.paragraph(text)
    paper.gap(10)
    paper.paragraph("以上内容已经向我说明，我已知悉。")
    paper.signatures([Signer("被告知人（签名）：", "told"), Signer("日期：", "day")], columns=2)
    return finished(paper)
