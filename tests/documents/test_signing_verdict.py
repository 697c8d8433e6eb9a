"""The strict verdict: what is intact, and every forgery refused for the right reason."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from db.store.trouble import Trouble
from desktop.documents.signing import own_key, quiet, sign, signer, verify
from desktop.documents.signing.certificate import describe
from desktop.documents.signing.verdict import CLOCK_NOTE, Kind
from tests.forged import forge, papers
from tests.forged.authority import authority, der, issued

MDP = quiet.fields.MDPPerm


def kind(pdf: bytes, **more) -> Kind:
    return verify.verify(pdf, papers.register(), **more).kind


def own_on_top(pdf: bytes) -> bytes:
    """Our committee tricked into signing over whatever stands there."""
    return papers.hanko_signed(pdf, papers.COMMITTEE, "Signature2")


def test_one_signature_is_intact_and_says_who_when_and_who_vouches():
    found = verify.verify(papers.signed(), papers.register())
    assert found.kind is Kind.INTACT
    assert papers.OFFICE in found.sentence
    assert CLOCK_NOTE in found.sentence
    (one,) = found.signatures
    assert one.whole_file
    assert one.valid_then
    assert one.valid_now
    assert one.certificate == papers.key(papers.OFFICE).certificate
    assert one.name == papers.OFFICE
    assert one.reason == "调解协议书签发"
    assert CLOCK_NOTE in one.time_text


def test_the_counter_signature_leaves_the_first_intact():
    found = verify.verify(papers.twice(), papers.register(), expected_signatures=2)
    assert found.kind is Kind.INTACT
    assert [one.name for one in found.signatures] == [papers.OFFICE, papers.COMMITTEE]
    assert [one.whole_file for one in found.signatures] == [False, True]


FORGERIES: dict[str, tuple[Callable[[], bytes], Kind]] = {
    "line end appended": (lambda: papers.signed() + b"\n", Kind.CHANGED),
    "byte appended": (lambda: papers.signed() + b"x", Kind.CHANGED),
    "eof appended": (lambda: papers.signed() + b"%%EOF\n", Kind.UNREADABLE),
    "2 kB appended": (lambda: papers.signed() + b"x" * 2000, Kind.UNREADABLE),
    "truncated": (lambda: papers.signed()[:-30], Kind.UNREADABLE),
    "page content replaced": (
        lambda: forge.updated(papers.signed(), forge.new_page_content),
        Kind.CHANGED,
    ),
    "content stream overwritten": (
        lambda: forge.overwritten_stream(papers.signed()),
        Kind.CHANGED,
    ),
    "annotation added": (lambda: forge.updated(papers.signed(), forge.annotation), Kind.CHANGED),
    "page removed": (lambda: forge.updated(papers.signed(), forge.page_removed), Kind.CHANGED),
    "page content replaced, own signature on top": (
        lambda: own_on_top(forge.updated(papers.signed(), forge.new_page_content)),
        Kind.CHANGED,
    ),
    "annotation added, own signature on top": (
        lambda: own_on_top(forge.updated(papers.signed(), forge.annotation)),
        Kind.CHANGED,
    ),
    "form filled after certifying": (
        lambda: forge.updated(papers.signed(form=True), forge.form_filled),
        Kind.CHANGED,
    ),
    "form filled after an approval signature": (
        lambda: forge.updated(
            papers.hanko_signed(papers.paper(form=True), papers.OFFICE, "S1"), forge.form_filled
        ),
        Kind.CHANGED,
    ),
    "form filled though no changes were allowed": (
        lambda: forge.updated(
            papers.hanko_signed(
                papers.paper(form=True), papers.OFFICE, "S1", permitted=MDP.NO_CHANGES
            ),
            forge.form_filled,
        ),
        Kind.CHANGED,
    ),
    "title in /Info changed": (lambda: forge.info_title(papers.signed()), Kind.CHANGED),
    "title in /Info changed, own signature on top": (
        lambda: own_on_top(forge.info_title(papers.signed())),
        Kind.CHANGED,
    ),
    "XMP replaced": (lambda: forge.xmp_replaced(papers.signed()), Kind.CHANGED),
    "XMP replaced, own signature on top": (
        lambda: own_on_top(forge.xmp_replaced(papers.signed())),
        Kind.CHANGED,
    ),
    "unsigned empty update": (
        lambda: forge.updated(papers.signed(), forge.nothing),
        Kind.CHANGED,
    ),
    "unsigned empty update, own signature on top": (
        lambda: own_on_top(forge.updated(papers.signed(), forge.nothing)),
        Kind.CHANGED,
    ),
    "stranger's invisible signature on top": (
        lambda: papers.hanko_signed(papers.signed(), papers.STRANGER, "Extra"),
        Kind.UNKNOWN_SIGNER,
    ),
    "signed by a stranger alone": (
        lambda: papers.hanko_signed(papers.paper(), papers.STRANGER, "S1"),
        Kind.UNKNOWN_SIGNER,
    ),
    "new visible field after certifying": (
        lambda: papers.hanko_signed(
            papers.signed(), papers.COMMITTEE, "Extra", box=(70, 300, 270, 380)
        ),
        Kind.CHANGED,
    ),
    "seal of one signature blanked": (
        lambda: forge.updated(papers.signed(), forge.seal_blanked),
        Kind.CHANGED,
    ),
    "seals of two signatures blanked": (
        lambda: forge.updated(papers.twice(), forge.seal_blanked),
        Kind.CHANGED,
    ),
    "bit flipped in the text": (
        lambda: forge.byte_flipped(papers.signed(), papers.signed().find(b" Tf") + 3),
        Kind.CHANGED,
    ),
    "digit of the CMS changed": (
        lambda: forge.cms_replaced(papers.signed(), forge.digit_changed),
        Kind.UNREADABLE,
    ),
    "CMS zeroed": (
        lambda: forge.cms_replaced(papers.signed(), lambda digits: b"0" * len(digits)),
        Kind.UNREADABLE,
    ),
    "padding of the CMS used": (
        lambda: forge.cms_replaced(papers.signed(), lambda digits: digits[:-1] + b"1"),
        Kind.UNREADABLE,
    ),
    "CMS spelt in lower case": (
        lambda: forge.cms_replaced(papers.signed(), bytes.lower),
        Kind.UNREADABLE,
    ),
    "blanks in the gap": (
        lambda: forge.cms_replaced(papers.signed(), lambda digits: digits[:-2] + b"  "),
        Kind.CHANGED,
    ),
    "saved again by another program": (lambda: forge.resaved(papers.signed()), Kind.CHANGED),
    "signed range shortened": (lambda: forge.range_shortened(papers.signed()), Kind.CHANGED),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_each_forgery_is_refused_for_its_reason(name):
    make, expected = FORGERIES[name]
    found = verify.verify(make(), papers.register())
    assert found.kind is expected
    assert found.sentence.endswith("。")


@pytest.mark.parametrize("name", forge.SHADOWS)
def test_shadow_attacks_are_refused(name):
    """Hide, replace, hide-and-replace (Mainka and others, NDSS 2021), prepared before signing."""
    honest = papers.signed(hidden=True)
    assert kind(honest) is Kind.INTACT
    assert kind(forge.SHADOWS[name](honest)) is Kind.CHANGED


@pytest.mark.parametrize(
    "pdf",
    [b"", b"%PDF-", b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(300), bytes(5000)],
)
def test_what_is_no_pdf_cannot_be_judged(pdf):
    assert kind(pdf) is Kind.UNREADABLE


def test_a_protected_pdf_cannot_be_judged():
    found = verify.verify(forge.encrypted(papers.signed()), papers.register())
    assert found.kind is Kind.UNREADABLE
    assert "密码" in found.sentence


def test_an_unsigned_pdf_says_so_unless_signatures_were_expected():
    assert kind(papers.paper()) is Kind.UNSIGNED
    assert kind(papers.paper(), expected_signatures=1) is Kind.CHANGED


def test_rolling_back_to_before_the_counter_signature_needs_the_stores_memory():
    whole = papers.twice()
    rolled_back = whole[: verify.verify(whole, papers.register()).signatures[0].end]
    assert kind(rolled_back) is Kind.INTACT  # a valid file: nobody can tell from it alone
    assert kind(rolled_back, expected_signatures=2) is Kind.CHANGED
    sha256 = hashlib.sha256(whole).hexdigest()
    assert kind(rolled_back, expected_sha256=sha256) is Kind.CHANGED
    assert kind(whole, expected_sha256=sha256.upper(), expected_signatures=2) is Kind.INTACT


def test_an_empty_register_knows_nobody():
    assert verify.verify(papers.signed(), []).kind is Kind.UNKNOWN_SIGNER


def test_the_root_alone_does_not_make_its_leaf_known():
    root_only = [papers.key(papers.OFFICE).register[-1]]
    assert verify.verify(papers.signed(), root_only).kind is Kind.UNKNOWN_SIGNER


def test_a_registered_leaf_without_its_root_is_enough():
    leaf_only = [papers.key(papers.OFFICE).certificate.der]
    assert verify.verify(papers.signed(), leaf_only).kind is Kind.INTACT


def test_a_register_entry_that_is_no_certificate_is_told_at_once():
    with pytest.raises(Trouble, match="不是可读的证书"):
        verify.verify(papers.signed(), [b"damaged"])


def test_an_imported_certificate_is_checked_up_to_its_registered_authorities():
    root, root_key = authority("某根CA")
    middle, middle_key = authority("某CA", ("某根CA", root_key))
    impostor, _ = authority("某CA")
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = der(issued(key, "某所", above=("某CA", middle_key)))
    own = own_key.OwnKey(describe(leaf), (describe(middle), describe(root)), key)
    pdf = sign.sign(
        papers.paper(), signer.from_own_key(own), place=papers.FIRST, name="某所", reason="测试"
    )
    assert verify.verify(pdf, own.register).kind is Kind.INTACT
    assert verify.verify(pdf, [leaf, middle]).kind is Kind.INTACT
    for register in ([leaf], [leaf, root], [leaf, impostor], [middle, root]):
        assert verify.verify(pdf, register).kind is Kind.UNKNOWN_SIGNER
    in_the_middle = pdf.index(middle[40:80].hex().upper().encode())
    altered = forge.byte_flipped(pdf, in_the_middle, ord("0") ^ ord("1"))
    assert verify.verify(altered, own.register).kind is not Kind.INTACT


def test_pyhanko_writes_no_log(caplog):
    verify.verify(FORGERIES["signed by a stranger alone"][0](), papers.register())
    verify.verify(FORGERIES["annotation added"][0](), papers.register())
    assert caplog.records == []


def test_a_certificate_struck_off_before_signing_is_not_accepted():
    own = papers.key(papers.OFFICE).certificate
    day_before = datetime.now(UTC) - timedelta(days=1)
    found = verify.verify(
        papers.signed(), papers.register(), revoked={own.fingerprint.upper(): day_before}
    )
    assert found.kind is Kind.UNKNOWN_SIGNER
    assert found.signatures[0].revoked_on == day_before
    assert "作废" in found.sentence


def test_struck_off_later_only_the_stores_hash_still_proves_the_file():
    pdf, own = papers.signed(), papers.key(papers.OFFICE).certificate
    revoked = {own.fingerprint: datetime.now(UTC) + timedelta(days=1)}
    assert kind(pdf, revoked=revoked) is Kind.UNKNOWN_SIGNER
    found = verify.verify(
        pdf,
        papers.register(),
        revoked=revoked,
        expected_sha256=hashlib.sha256(pdf).hexdigest(),
    )
    assert found.kind is Kind.INTACT
    assert "作废" in found.sentence


def test_an_expired_certificate_was_valid_then_and_is_not_now():
    later = datetime.now(UTC) + timedelta(days=365 * (own_key.YEARS + 1))
    found = verify.verify(papers.signed(), papers.register(), at=later)
    assert found.kind is Kind.INTACT
    assert found.signatures[0].valid_then
    assert not found.signatures[0].valid_now
    assert "过期" in found.sentence


@pytest.mark.parametrize("days", [-400, 400 * own_key.YEARS])
def test_signed_outside_the_certificates_term_is_not_accepted(days, monkeypatch):
    """Our program refuses to sign then; another would not."""
    office = papers.key(papers.OFFICE)
    monkeypatch.setattr(sign, "refuse_unfit", lambda certificate, moment: None)
    pdf = sign.sign(
        papers.paper(),
        signer.from_own_key(office),
        place=papers.FIRST,
        name=papers.OFFICE,
        reason="测试",
        now=datetime.now(UTC) + timedelta(days=days),
    )
    found = verify.verify(pdf, papers.register())
    assert found.kind is Kind.UNKNOWN_SIGNER
    assert "有效期" in found.sentence


def test_a_good_signature_beside_a_broken_one_is_still_shown():
    broken = forge.raw_update(papers.signed(), forge.with_broken_field(papers.signed()))
    found = verify.verify(broken, papers.register())
    assert found.kind is not Kind.INTACT
    assert {one.name for one in found.signatures} == {papers.OFFICE, ""}


def test_too_many_signatures_are_not_even_tried():
    pdf = papers.paper()
    for number in range(verify.MOST_SIGNATURES + 1):
        pdf = papers.hanko_signed(pdf, papers.OFFICE, f"S{number}")
    found = verify.verify(pdf, papers.register())
    assert found.kind is Kind.UNREADABLE
    assert str(verify.MOST_SIGNATURES + 1) in found.sentence


def test_a_file_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(verify, "LARGEST_FILE", 1000)
    assert kind(papers.signed()) is Kind.UNREADABLE


def test_verifying_can_be_cancelled_between_signatures():
    asked = iter([False, True])
    found = verify.verify(papers.twice(), papers.register(), cancelled=lambda: next(asked))
    assert found.kind is Kind.UNREADABLE
    assert len(found.signatures) == 1
