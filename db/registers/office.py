"""The office itself: one record, filled at the first start."""

from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.store.fields import CreditCode, Image, Phone, choice, field, link
from db.store.record import Record


class Office(Record):
    """The judicial office 本所."""

    __tablename__ = "office"
    title: ClassVar = "本所资料"
    unit: ClassVar = "个"
    group: ClassVar = "设置"
    icon: ClassVar = "office"
    name_field: ClassVar = "name"
    single: ClassVar = True

    name: Mapped[str] = field(
        "单位名称", section="基本情况", listed=True, help="与印章一致的全称，如 天龙镇司法所"
    )
    short_name: Mapped[str] = field(
        "编号简称", section="基本情况", help="案号里用的一两个字，如 天"
    )
    township: Mapped[str | None] = field(
        "所在乡镇（街道）",
        section="基本情况",
        listed=True,
        help="只写名称，如 天龙镇；文书上的“人民政府”由程序加",
    )
    district: Mapped[str | None] = field("所属市县区", section="基本情况", listed=True)
    division_code: Mapped[str | None] = field(
        "区划代码", section="基本情况", help="六位县级代码或九位乡级代码，如 520403103"
    )
    head: Mapped[str | None] = field("负责人", section="基本情况", listed=True)
    credit_code: Mapped[CreditCode | None] = field("统一社会信用代码", section="联系方式")
    address: Mapped[str | None] = field("地址", section="联系方式")
    phone: Mapped[Phone | None] = field("电话", section="联系方式")
    seal: Mapped[Image | None] = field(
        "印章图样",
        section="印章",
        help="只放本所依法备案的印章扫描件；本程序从不绘制公章，不导入时文书上留出盖章处",
    )
    dossier_preset: Mapped[str | None] = choice(
        "卷宗目录格式", "dossier_preset", section="卷宗", help="不选时按扩展格式（十三项）"
    )
    dossier_order_id: Mapped[int | None] = link(
        "本地卷宗目录",
        "dossier_order",
        section="卷宗",
        help="本县另有要求的，先在“卷宗目录”里照抄一种再改，然后在这里选用",
    )
    dossier_both: Mapped[bool | None] = field(
        "打印稿与扫描件都入卷",
        section="卷宗",
        help="平时某份文书附了签名的扫描件，空白签名的打印稿就不再编入电子卷宗",
    )
    backup_days: Mapped[int | None] = field(
        "第二处备份期限",
        section="备份",
        unit="天",
        default=7,
        help="U盘或另一处文件夹里的备份超过这些天，首页用红字提醒；空白按 7 天",
    )
