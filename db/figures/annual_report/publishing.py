"""What must not stand in a published report: personal data, marks of secrecy, parties' names.

政府信息公开条例第十七条 and 保守国家秘密法第三十五条 ask for a check before publication; 第十四条,
第十五条 of the former say what must not be public. A program finds patterns, people decide.
"""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.annual_report.findings import Finding, Level
from db.figures.annual_report.lexicon import lexicon
from db.figures.annual_report.plain import normal
from db.registers import Case, LegalAid
from db.registers.mediation import Party
from db.store.kinds import IdNumberKind, identifying
from db.store.secrecy import MARK, WHAT

_GAP = r"[ \-_.·*]?"
_MOBILE = re.compile(r"(?<!\d)(?:\+?86" + _GAP + r")?1[3-9](?:" + _GAP + r"\d){9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}\)?[- ]?\d{7,8}(?!\d)")
_NAME_LENGTHS = (2, 3, 4)


def unfit(texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Patterns that must not be published.

    Args:
        texts: statement key and words of each paragraph.
    """
    for key, text in texts:
        plain = normal(text)
        for mark, what in ((MARK, WHAT), *lexicon().marks):
            for found in mark.finditer(plain):
                level = Level.ERROR if "秘密" in what else Level.DOUBT
                yield Finding("secrecy", f"有{what}“{found.group().strip()}”", level, key)
        yield from _personal(plain, key)


def _personal(plain: str, key: str) -> Iterator[Finding]:
    numbers = identifying(plain)
    taken = [(one.start, one.end) for one in numbers]
    for one in numbers:
        yield _unpublished(one.what, one.shown, Level.ERROR, key)
    for pattern, what, level in (
        (_MOBILE, "手机号", Level.DOUBT),
        (_LANDLINE, "固定电话", Level.NOTE),
    ):
        for found in pattern.finditer(plain):
            start, end = found.span()
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            yield _unpublished(what, IdNumberKind().masked(found.group()), level, key)


def _unpublished(what: str, shown: str, level: Level, key: str) -> Finding:
    return Finding("privacy", f"有{what}“{shown}”，公开前请删去", level, key)


def named(session: Session, texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Parties of disputes and applicants for legal aid whose names stand in the report."""
    paragraphs = [(key, text) for key, text in texts]
    pieces = {
        text[start : start + length]
        for _, text in paragraphs
        for length in _NAME_LENGTHS
        for start in range(len(text) - length + 1)
    }
    for name, what in _people(session):
        if name in pieces:
            key = next(key for key, text in paragraphs if name in text)
            word = f"出现了{what}“{name}”的姓名；不是同名的，公开前请改为不具名的写法"
            yield Finding("names", word, Level.DOUBT, key)


def _people(session: Session) -> Iterator[tuple[str, str]]:
    """Names of natural persons, each once; those of organizations are public."""
    parties = (
        select(Party.name)
        .join(Case, Case.id == Party.owner_id)
        .where(Case.deleted_at.is_(None), Party.kind == "person", Party.name.is_not(None))
    )
    applicants = select(LegalAid.name).where(LegalAid.deleted_at.is_(None))
    for query, what in ((parties, "调解当事人"), (applicants, "法律援助申请人")):
        for name in session.scalars(query.distinct()):
            if name and len(name) in _NAME_LENGTHS:
                yield name, what
