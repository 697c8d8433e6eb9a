"""A year of law education in 天龙镇, as its office would have entered it: topics and events."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Topic:
    """A theme beyond the calendar's."""

    code: str
    kind: str
    name: str
    first: date
    last: date
    laws: str


@dataclass(frozen=True)
class Happening:
    """An event of the year.

    Attributes:
        day: month and day.
        themes: codes of the calendar, or of a topic here.
        village: 0 to 5; None for the market of the town.
        forms, contents, audience: codes of event_form, law_topic, audience_kind.
        number: people reached; ``guessed`` when nobody counted them one by one.
        advice: consultations on the spot.
    """

    day: tuple[int, int]
    name: str
    themes: tuple[str, ...]
    village: int | None
    place: str
    forms: str
    contents: str
    audience: str
    number: int
    guessed: bool
    advice: int


TOPICS = (
    Topic(
        "patriotism",
        "law",
        "爱国主义教育法施行",
        date(2024, 1, 1),
        date(2024, 3, 31),
        "爱国主义教育法",
    ),
    Topic(
        "wages",
        "topic",
        "根治欠薪冬季行动宣传",
        date(2024, 1, 8),
        date(2024, 2, 8),
        "劳动法、保障农民工工资支付条例",
    ),
    Topic(
        "forest",
        "topic",
        "春季森林防火宣传",
        date(2024, 3, 1),
        date(2024, 4, 30),
        "森林法、森林防火条例",
    ),
    Topic(
        "minors", "topic", "未成年人保护专题", date(2024, 7, 1), date(2024, 9, 30), "未成年人保护法"
    ),
    Topic("aid", "topic", "法律援助进村寨", date(2024, 7, 1), date(2024, 8, 31), "法律援助法"),
)

PHOTOGRAPHED = "民法典宣传月集中宣传"
"""The event that has photos."""

_STALL = "镇场坝街"
_YEAR = """
1.18|“根治欠薪”赶场宣传|wages|||01,13|14|01,07|720~|18
2.2|返乡农民工法治宣传|wages||镇客运站|01,04|14,04|07|583~|12
3.7|“三八”维权周集中宣传|women_day|||01|09,11|04,01|892~|16
3.15|消费者权益日赶场宣传|consumer_day|||01,13|15|01,13|966~|14
3.22|天龙村爱国主义教育法院坝会|patriotism|0|天龙村文化广场|08|01,99|01,10|138|
4.2|清明森林防火入户宣传|forest|3|合旺村各组|04,09|23|01|512|
4.15|全民国家安全教育日集中宣传|security_day|||01|20|01,09|1085~|8
4.18|国家安全教育进校园|security_day||天龙中学|02|20|03|604|
4.26|知识产权宣传进企业|intellectual_property_day|1|屯堡特色产品加工厂|02|24|08|96|
5.10|民法典进校园|civil_code_month||天龙中学|02,06|02,10|03|527|
5.11|防灾减灾日宣传|disaster_day|4|高田村文化广场|01|23|01|468~|
5.16|民法典宣传月集中宣传|civil_code_month|||01,03,13|02,09,06|01,04,05|1328~|27
5.23|打磨村民法典院坝会|civil_code_month|1|打磨村村委会院坝|08,03|02,06|01|157|
5.28|民法典知识竞赛|civil_code_month||镇文化站|06|02|01,09,10|214|
6.5|环境日集中宣传|environment_day|||01|19|01|655~|
6.6|防范非法集资赶场宣传|fundraising_month|||01,13|21|01,05|708~|9
6.13|安全生产月集中宣传|safety_month|||01|16|01,08|964~|
6.14|防范养老诈骗宣传|elder_fraud_day|2|兴旺村老年活动中心|02,03|04,12|05|186|6
6.20|企业安全生产普法讲座|safety_month||镇政府会议室|02|16,14|08|132|
6.26|国际禁毒日集中宣传|drug_day|||01,05|05|01,03|1406~|
7.11|兴旺村法治电影放映|aid|2|兴旺村文化广场|12|07,02|01|346~|
7.25|暑期未成年人保护讲座|minors|0|天龙村新时代文明实践站|02|10|03,01|173|
8.15|高田村法律援助院坝会|aid|4|高田村村委会院坝|08|07,08|01,07|128|11
8.22|残疾人法律援助上门宣传|aid|5|二官村各组|04|07,13|06|52|9
9.5|开学第一课法治讲座|minors||天龙中学|02,07|10,05|03|986|
9.12|反电信网络诈骗集中宣传|fraud_month|||01,13|04|01,05|1484~|13
9.24|反诈入户宣传|fraud_month|3|合旺村各组|04|04|01,05|895|
10.17|二官村土地承包以案释法||5|二官村村委会|03,08|06,08|01,10|144|8
11.8|消防宣传日集中宣传|fire_day|||01|17|01,13|1128~|
12.2|宪法宣传周启动仪式|constitution_week||镇政府广场|01,05|01,26|01,09,03|1387~|
12.3|国际残疾人日法治宣传|disability_day|1|打磨村村委会|01,04|13,07|06,01|164|5
12.4|国家宪法日集中宣传|constitution_day,constitution_week|||01,03,13|01,02|01,03,09|1252~|4
"""
"""One event a line: day, name, themes, village, place (else the market), forms, contents, audience,
people reached (~ when estimated), consultations."""


def _read(line: str) -> Happening:
    day, name, themes, village, place, forms, contents, audience, number, advice = line.split("|")
    month, _, of_month = day.partition(".")
    return Happening(
        day=(int(month), int(of_month)),
        name=name,
        themes=tuple(filter(None, themes.split(","))),
        village=int(village) if village else None,
        place=place or _STALL,
        forms=forms,
        contents=contents,
        audience=audience,
        number=int(number.rstrip("~")),
        guessed=number.endswith("~"),
        advice=int(advice or 0),
    )


HAPPENINGS = tuple(_read(line) for line in _YEAR.split())
"""32 events that reached 20,480 people, with 160 consultations on the spot."""
