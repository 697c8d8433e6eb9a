"""Synthetic people: names, and numbers that can belong to nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文仇单区解覃"
)
_GIVEN = [
    "建国",
    "国强",
    "志明",
    "秀英",
    "桂兰",
    "玉梅",
    "丽华",
    "小红",
    "文军",
    "永福",
    "德贵",
    "光荣",
    "世平",
    "兴旺",
    "家明",
    "春燕",
    "海燕",
    "金花",
    "银凤",
    "明珍",
    "朝阳",
    "正华",
    "天云",
    "大勇",
    "学文",
    "学武",
    "开富",
    "昌明",
    "启云",
    "廷芳",
    "成英",
    "忠信",
    "有才",
    "先进",
    "发祥",
    "应龙",
    "朝兰",
    "定芬",
    "玲",
    "燕",
    "勇",
    "军",
    "敏",
    "静",
    "涛",
    "磊",
    "洋",
    "艳",
    "杰",
    "娟",
    "刚",
    "霞",
    "平",
    "辉",
    "芳",
    "强",
    "鑫",
    "浩",
    "倩",
    "婷",
    "飞",
    "鹏",
    "坤",
    "梅",
    "琴",
    "红",
    "英",
    "华",
    "明",
    "亮",
    "丹",
    "萍",
    "波",
    "宁",
    "贵",
    "林",
    "松",
    "云",
    "龙",
    "凤",
    "伟",
    "健",
    "雪",
    "琳",
    "帆",
    "宇",
    "阳",
    "晨",
    "思远",
    "若兰",
    "子涵",
]
_NOWHERE = "520498"
"""A division code that was never given out: a number under it is nobody's."""


@dataclass(frozen=True)
class Somebody:
    """An invented person."""

    name: str
    id_number: str
    born_on: date
    sex: str
    phone: str


class People:
    """Invents people, no name twice within a thousand."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._recent: set[str] = set()

    def somebody(
        self, name: str | None = None, ages: tuple[int, int] = (22, 78), sex: str | None = None
    ) -> Somebody:
        """A person whose age in 2024 lies within ``ages``."""
        random = self._random
        born = date(2024 - random.randint(*ages), 1, 1) + timedelta(days=random.randrange(365))
        serial = random.randrange(1000) // 2 * 2 + (sex == "1" if sex else random.randrange(2))
        body = f"{_NOWHERE}{born:%Y%m%d}{serial:03}"
        number = body + ric.calc_check_digit(body + "0")
        return Somebody(
            name or self._name(), number, born, "1" if serial % 2 else "2", self.phone()
        )

    def phone(self) -> str:
        """A landline of Anshun whose first digit is never given out."""
        return f"0851-0{self._random.randrange(10**7):07}"

    def _name(self) -> str:
        if len(self._recent) > 1000:
            self._recent.clear()
        while True:
            name = self._random.choice(_SURNAMES) + self._random.choice(_GIVEN)
            if name not in self._recent:
                self._recent.add(name)
                return name
