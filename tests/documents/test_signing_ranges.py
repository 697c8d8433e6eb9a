"""Ranges that lie, pages that come and go, and all of it under a good signature: never 有效."""

import pytest

from desktop.documents.signing import verify
from desktop.documents.signing.verdict import Kind
from tests.forged import forge, papers
from tests.forged.ranges import PAGES, RANGES


def kind(pdf: bytes) -> Kind:
    return verify.verify(pdf, papers.register()).kind


@pytest.mark.parametrize("signatures", ["one", "two"])
@pytest.mark.parametrize("name", RANGES)
def test_a_signed_range_that_lies(name, signatures):
    honest = papers.signed() if signatures == "one" else papers.twice()
    assert kind(honest) is Kind.INTACT
    assert kind(RANGES[name](honest)) is not Kind.INTACT


@pytest.mark.parametrize("signatures", ["one", "two"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_changed_by_an_update(name, signatures):
    honest = papers.signed() if signatures == "one" else papers.twice()
    assert kind(PAGES[name](honest)) is Kind.CHANGED


@pytest.mark.parametrize("name", [*PAGES, *forge.SHADOWS])
def test_our_own_signature_on_top_heals_nothing(name):
    """The committee is tricked into signing what was changed after the office had signed."""
    make = {**PAGES, **forge.SHADOWS}[name]
    changed = make(papers.signed(hidden=name in forge.SHADOWS))
    try:
        on_top = papers.hanko_signed(changed, papers.COMMITTEE, "Extra")
    except Exception as error:  # noqa: BLE001 - a file that nobody can sign fools nobody
        pytest.skip(f"cannot be signed: {error}")
    assert kind(on_top) is not Kind.INTACT
