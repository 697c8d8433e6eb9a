"""A report as composed for one year: headings, sentences and the figures in them, before any paper.

Paper, DOCX, plain text, editor and reconciliation all read this; none of them counts anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from db.figures.asking import Value


class Place(Enum):
    """What a block is in an official document (GB/T 9704-2012, clause 7.3)."""

    HEADING_1 = "一级标题"  # 一、
    HEADING_2 = "二级标题"  # （一）
    HEADING_3 = "三级标题"  # 1.
    HEADING_4 = "四级标题"  # （1）
    PARAGRAPH = "正文"


@dataclass(frozen=True)
class Run:
    """A piece of a sentence.

    Attributes:
        text: as printed.
        code: of the figure that it prints; blank for words.
        typed: a number that stands in the words and comes from no figure.
        key: of the statement that it comes from; several stand in one paragraph.
        said: by the program and no number of people's: the year, the town.
    """

    text: str
    code: str = ""
    typed: bool = False
    key: str = ""
    said: bool = False


@dataclass(frozen=True)
class Block:
    """A heading or paragraph.

    Attributes:
        place: what it is.
        number: 一、 （一） 1. （1） as counted when the report was composed; blank for a paragraph.
        runs: its words and figures.
        key: of the template's statement that it comes from; where the editor goes.
        run_in: a heading of the second level or below whose paragraph goes on in the same line; it
            then ends with 。 and the next block is that paragraph.
    """

    place: Place
    runs: tuple[Run, ...]
    number: str = ""
    key: str = ""
    run_in: bool = False

    @property
    def text(self) -> str:
        """The words, without the number."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Letterhead:
    """What the formal paper has and the published text lacks (GB/T 9704-2012, clause 7.2).

    Attributes:
        mark: 发文机关标志, red; blank for a report without a head.
        number: 发文字号 in its printed form: 天府报〔2025〕5号.
        signer: 签发人, of a report upwards.
        addressee: 主送机关, without its colon.
        sealed: whether a seal will be put on it; that moves the date.
        note: 附注 without its brackets: 此件公开发布.
        copied_to: 抄送机关; printed_by, printed_on: 印发机关 and 印发日期 of the 版记.
    """

    mark: str = ""
    number: str = ""
    signer: str = ""
    addressee: str = ""
    sealed: bool = True
    note: str = ""
    copied_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True)
class Annex:
    """附件: its title and what it holds; overrides of the review gate are one."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A statement of the template that is not printed, and why."""

    key: str
    reason: str


@dataclass(frozen=True)
class Composed:
    """A whole report.

    Attributes:
        year: that it is about.
        title: without line breaks; the paper breaks it.
        blocks: from the opening paragraph to the last.
        signed_by: 署名; ``dated``: 成文日期, None while open.
        problems: sentences that stop a signed paper; it is a draft while there are any.
        figures: values by code (``code@last`` a year before), in the order of print; they open
            the records behind each number.
        left_out: statements that have nothing to say this year.
    """

    year: int
    title: str
    blocks: tuple[Block, ...]
    signed_by: str = ""
    dated: date | None = None
    letterhead: Letterhead = field(default_factory=Letterhead)
    annexes: tuple[Annex, ...] = ()
    problems: tuple[str, ...] = ()
    figures: Mapping[str, Value] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    @property
    def everything(self) -> tuple[Block, ...]:
        """The blocks of the report and of its annexes."""
        return (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))
