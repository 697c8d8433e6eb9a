"""个人信息处理告知书: who handles what, why, how long, and what people may ask; for signature.

个人信息保护法 art. 17, 18 and 35: organs of state owe the notice too, unless it hinders their duty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.office_form import BLANK_DAY, finished, unfilled
from desktop.documents.page import AGREEMENT, Document, Signer, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Office
    from desktop.documents.form import Sheet

TITLE = "本所个人信息处理告知书"
_SHEET = AGREEMENT._replace(body=Style(size=11), pitch=18.0)
_PARTS = (
    (
        "二、为什么处理",
        (
            "受理、办理人民调解、法律援助、法律咨询等事项，是本所的法定职责。处理您的个人信息是履行法定职责"
            "所必需的，不需要另行取得同意，也不超出履行职责所必需的范围和限度（个人信息保护法第十三条、"
            "第三十四条）。"
        ),
    ),
    (
        "三、处理哪些信息、怎样处理",
        (
            "姓名、性别、出生日期、身份证号、住址、电话，以及您为办理事项提供的材料。信息登记在一台不联网的"
            "电脑上，加密保存；用于制作文书、卷宗和统计，统计只用数字。向外提供名单时，默认隐去身份证号、"
            "电话和住址。"
        ),
    ),
    (
        "四、敏感个人信息",
        (
            "健康状况、残疾等特定身份、经济困难情况和不满十四周岁未成年人的信息，只在办理的事项确实需要时"
            "登记，例如审查法律援助条件；另行严格保护（个人信息保护法第二十八条至第三十一条）。不满十四周岁"
            "的，由父母或者其他监护人同意。"
        ),
    ),
    (
        "五、保存多久",
        (
            "按照本单位的档案保管期限保存，期满后经鉴定销毁；期满以前不能删除的，可以要求限制使用"
            "（个人信息保护法第十九条、第四十七条）。"
        ),
    ),
    (
        "六、您的权利",
        (
            "您可以查阅、复制本人的个人信息，可以要求更正、补充（个人信息保护法第四十四条至第四十六条）。"
            "向上述联系人提出即可，本所可以当场打印个人信息清单。"
        ),
    ),
)


def notice(session: Session, office: Office) -> Sheet:
    """The notice with the office's own data; a draft while its address or telephone is missing.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    del session
    missing = unfilled(office, "head", "address", "phone")
    paper = Document(
        TITLE,
        author=office.name,
        sheet=_SHEET,
        watermark="草稿" if missing else "",
    )
    paper.title(TITLE)
    paper.heading("一、谁在处理", indent=0)
    paper.paragraph(
        f"{office.name}，地址：{office.address or ''}，联系人：{office.head or ''}，"
        f"电话：{office.phone or ''}。"
    )
    for title, words in _PARTS:
        paper.heading(title, indent=0)
        paper.paragraph(words)
    paper.gap(8)
    paper.paragraph("以上内容已经告知本人，本人已经知悉。", indent=0)
    paper.signatures(
        [Signer("被告知人（签名）：", "person"), Signer("告知人（签名）：", "clerk")],
        columns=2,
        office=office.name,
        day=BLANK_DAY,
    )
    return finished(paper, missing, copies=2)
