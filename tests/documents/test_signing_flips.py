"""Random damage: no changed byte leaves a file intact, and nothing makes the verdict raise."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.signing import verify
from desktop.documents.signing.verdict import Kind
from tests.forged import forge, papers

MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
FRACTION = st.integers(0, 10**9)


def refused(pdf: bytes) -> None:
    found = verify.verify(pdf, papers.register())
    assert found.kind is not Kind.INTACT
    assert found.sentence.endswith("。")


@MANY
@given(at=FRACTION, bits=st.integers(1, 255))
def test_a_changed_byte_anywhere(at, bits):
    pdf = papers.signed()
    refused(forge.byte_flipped(pdf, at % len(pdf), bits))


@FEW
@given(at=FRACTION, bits=st.integers(1, 255))
def test_a_changed_byte_in_the_last_signature_itself(at, bits):
    """The gap that no signature covers: only our own rules protect it."""
    pdf = papers.twice()
    first, second = forge.gap(pdf)
    refused(forge.byte_flipped(pdf, first + at % (second - first), bits))


@FEW
@given(at=FRACTION, digit=st.sampled_from(b"0123456789ABCDEF"))
def test_another_digit_in_the_last_signature(at, digit):
    """Hex stays hex, so that the damage reaches the CMS."""
    pdf = papers.signed()
    first, second = forge.gap(pdf)
    place = first + 1 + at % (second - first - 2)
    if pdf[place] != digit:
        refused(pdf[:place] + bytes([digit]) + pdf[place + 1 :])


@FEW
@given(start=FRACTION, length=st.integers(1, 3000))
def test_a_piece_cut_out(start, length):
    pdf = papers.signed()
    start %= len(pdf)
    refused(pdf[:start] + pdf[start + length :])


@FEW
@given(start=FRACTION, piece=st.binary(min_size=1, max_size=200))
def test_a_piece_put_in(start, piece):
    pdf = papers.signed()
    start %= len(pdf) + 1
    refused(pdf[:start] + piece + pdf[start:])


@FEW
@given(noise=st.binary(max_size=400))
def test_noise_with_the_head_of_a_pdf(noise):
    refused(b"%PDF-1.7\n" + noise)
