"""Guesses what a header means: by label, by the words other offices use, by role and label."""

import re
import tomllib
import unicodedata
from functools import cache

from db.store.fields import Field
from db.store.kinds import RowsKind
from db.store.places import RESOURCES
from db.store.record import Record
from desktop.exchange.importing.targets import Target, role_word, roles, row_of, target, targets

_NOISE = re.compile(r"[\s*＊:：、，,。.\-—_/·（）()\[\]【】“”\"']+")
_ASIDE = re.compile(r"[（(【\[].*?[）)】\]]")


def plain(text: str) -> str:
    """A header without blanks, marks and capitals."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def guess(cls: type[Record], header: str) -> Target | None:
    """The target that a header most likely means; None where nothing fits."""
    known = _known(cls)
    for text in (header, _ASIDE.sub("", header)):
        found = known.get(plain(text))
        if found:
            return target(cls, found)
    # Under a heading over several columns (当事人情况) a word with its role stands for itself; any
    # other may be anybody's: 律师情况 over 姓名 is no applicant. One that the heading ends with
    # says nothing more: 调解结果 over 结果.
    above, _, word = header.rpartition(" ")
    if above.endswith(word) and (same := known.get(plain(above))):
        return target(cls, same)
    below = known.get(plain(word), "")
    return target(cls, below) if "[" in below else None


@cache
def _known(cls: type[Record]) -> dict[str, str]:
    """Every word that means a column, and what it means; earlier sources are surer."""
    found: dict[str, str] = {}
    for one in targets(cls):
        if one.rows is None:
            found.setdefault(plain(one.spec.label), one.path)
            found.setdefault(one.spec.name.lower(), one.path)
    for word, path in synonyms(cls).items():
        found.setdefault(plain(word), path)
    for spec in cls.fields.values():
        if isinstance(spec.kind, RowsKind):
            for word, path in _of_rows(spec, cls.__tablename__).items():
                found.setdefault(word, path)
    return found


def _of_rows(rows: Field, table: str) -> dict[str, str]:
    """申请人, 申请人身份证号, 甲方联系电话, 调解员, 调解记录时间."""
    row = row_of(rows)
    found: dict[str, str] = {}
    heads = [(role_word(rows, by), f"{rows.name}[{by[0]}={by[1]}]") for by in roles(rows)]
    others = [
        (word, path)
        for _, path in heads
        for word in _file(table).get(f"{path}.{row.name_field}", [])
    ]
    for word, path in (*heads, (rows.label, rows.name), *others):
        found.setdefault(plain(word), f"{path}.{row.name_field}")
        for spec in row.fields.values():
            for label in (spec.label, *other_words(spec)):
                found.setdefault(plain(word + label), f"{path}.{spec.name}")
                found.setdefault(plain(f"{word}的{label}"), f"{path}.{spec.name}")
    return found


def other_words(spec: Field) -> list[str]:
    """What other offices call a field of this name, whichever register it is in."""
    return _file("every").get(spec.name, [])


@cache
def synonyms(cls: type[Record]) -> dict[str, str]:
    """Words of other offices and the paths they mean."""
    found: dict[str, str] = {}
    for path, words in _file(cls.__tablename__).items():
        found.update(dict.fromkeys(words, path))
    for name, spec in cls.fields.items():
        if not isinstance(spec.kind, RowsKind):
            for word in other_words(spec):
                found.setdefault(word, name)
    return found


@cache
def _file(name: str) -> dict[str, list[str]]:
    path = RESOURCES / "synonyms" / f"{name}.toml"
    if not path.exists():
        return {}
    found: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found
