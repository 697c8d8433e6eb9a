"""What F1 says of every field that people see: something of use, and rules by their true names."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import cn2an
import pytest

from db.registers import ALL
from db.store.hints import EXAMPLE, hint
from db.store.kinds import RowsKind
from desktop.documents.help.fields import shown
from desktop.documents.help.purposes import purposes

SELF_EXPLAINING = {"备注", "地点", "姓名", "性别"}
"""Labels that say all there is to say; where a register knows more, it says so all the same."""
LAWS = {
    "个人信息保护法": 74, "人民调解法": 35, "代表法": 65, "优化营商环境条例": 72,
    "信访工作条例": 50, "公平竞争审查条例": 27, "办理法律援助案件程序规定": 46,
    "政府信息公开条例": 56, "档案法": 53, "档案法实施条例": 52, "民事诉讼法": 306, "民法典": 1260,
    "法律援助法": 71, "法治宣传教育法": 65, "法治政府建设与责任落实督察工作规定": 35,
    "电子签名法": 36, "突发事件应对法": 106, "统计法": 53, "行政处罚法": 86,
    "行政执法监督条例": 44, "行政诉讼法": 103, "重大行政决策程序暂行条例": 44,
}  # fmt: skip
"""Laws and regulations that are cited by article, each with its last one."""
DOCUMENTS = {
    "国务院办公厅关于严格规范涉企行政检查的意见（国办发〔2024〕54号）",
    "突发事件应急预案管理办法（国办发〔2024〕5号）",
    "财政部司法部关于进一步加强人民调解工作经费保障的意见（财行〔2007〕179号）",
}
"""Documents without articles that are told apart by their numbers."""
STANDARDS = {"GB/T 9704—2012"}
"""Cited by clause."""
_NUMBER = "[一二三四五六七八九十百千零]+"
_ARTICLES = re.compile(rf"(\w+?)((?:第{_NUMBER}条(?:至第{_NUMBER}条)?[、，]?)+)")
_ARTICLE = re.compile(rf"第({_NUMBER})条")
_CLAUSE = re.compile(r"(.+) \d+(\.\d+)+")
_LONG = 70
"""Characters that a screen reader may say of one field before people lose the thread."""


def classes() -> Iterator[Any]:
    """Every register and the class of every child row."""
    for cls in ALL:
        kinds = [spec.kind for spec in cls.fields.values()]
        yield from (
            cls, *(k.row for k in kinds if isinstance(k, RowsKind) and k.row is not None)
        )  # fmt: skip


def seen() -> Iterator[tuple[Any, Any]]:
    """Class and field of all that is filled in or computed; a state is told by its buttons."""
    for cls in classes():
        yield from ((cls, spec) for spec in shown(cls) if spec.kind.code != "state")


def test_every_field_says_what_belongs_there_unless_its_label_does():
    untold = Counter(spec.label for cls, spec in seen() if not hint(cls, spec.name).write)
    assert set(untold) == SELF_EXPLAINING  # none besides, and none listed that needs it no more


def test_what_is_written_is_more_than_an_example_and_short_enough_to_be_listened_to():
    said = {(cls.__tablename__, spec.name): hint(cls, spec.name).write for cls, spec in seen()}
    assert [where for where, write in said.items() if EXAMPLE.match(write)] == []
    assert [where for where, write in said.items() if _ARTICLES.search(write)] == []  # a rule's
    assert {where: len(write) for where, write in said.items() if len(write) > _LONG} == {}


def test_a_field_that_is_needed_at_times_says_when():
    at_times = [(cls, spec) for cls, spec in seen() if spec.needed_when and not spec.computed]
    unsaid = [f"{c.__tablename__}.{f.name}" for c, f in at_times if not hint(c, f.name).when]
    assert unsaid == []


def rules() -> Iterator[tuple[str, str]]:
    """Where something is cited, and the citation."""
    for cls in classes():
        for spec in cls.fields.values():
            if rule := hint(cls, spec.name).rule:
                yield f"{cls.__tablename__}.{spec.name}", rule
    for table, told in purposes().items():
        if basis := told.get("basis"):
            yield table, basis


def unknown(citation: str) -> str:
    """What of a citation is neither a known law by article, nor a known document or clause."""
    left = citation
    for document in DOCUMENTS:
        left = left.replace(document, "")
    for law, articles in _ARTICLES.findall(left):
        if law in LAWS and max(map(cn2an.cn2an, _ARTICLE.findall(articles))) <= LAWS[law]:
            left = left.replace(law + articles, "", 1)
    clause = _CLAUSE.fullmatch(left)
    return "" if clause and clause[1] in STANDARDS else left.strip("、，")


def test_rules_are_articles_of_known_laws():
    assert {where: left for where, rule in rules() if (left := unknown(rule))} == {}


@pytest.mark.parametrize(
    "citation",
    [
        "人民调节法第十七条",
        "人民调解法",
        "人民调解法第17条",
        "人民调解法第三十六条",
        "法律援助法第三十八条至第七十二条",
        "人民调解法第十七条、第三十三",
        "人民调解法第十七条、行政处罚发第四十二条",
        "突发事件应急预案管理办法（国办发〔2024〕6号）",
        "GB/T 9704—2021 7.2.4",
        "GB/T 9704—2012",
    ],
)
def test_a_slip_in_a_citation_is_found(citation):
    assert unknown(citation)


def test_every_law_that_is_listed_is_cited():
    every = "".join(rule for _, rule in rules())
    assert [name for name in (*LAWS, *DOCUMENTS, *STANDARDS) if name not in every] == []
