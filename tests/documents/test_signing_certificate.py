"""Certificates: the office's own, imported ones, and a sentence for each that will not do."""

import subprocess
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from db.store.trouble import Trouble
from desktop.documents.signing import certificate, locked_key, own_key
from tests.forged import papers
from tests.forged.authority import issued
from tests.sealing import REAL_ROUNDS

PASSPHRASE = "枫桥经验 小事不出村"
PASSWORD = "p12-password"
NOW = datetime.now(UTC)


def test_the_own_certificate_says_that_it_is_self_made():
    own = papers.key(papers.OFFICE)
    assert own.certificate.subject == "天龙镇司法所（自制）"
    assert own.certificate.self_made
    assert own.certificate.valid_at(NOW)
    assert len(own.certificate.fingerprint) == 64
    assert (
        own.certificate.short_fingerprint.replace(" ", "").lower()
        == (own.certificate.fingerprint[:16])
    )


def test_the_own_leaf_may_sign_documents_and_nothing_else():
    leaf = x509.load_der_x509_certificate(papers.key(papers.OFFICE).certificate.der)
    values = {extension.oid: extension.value for extension in leaf.extensions}
    usage = values[x509.KeyUsage.oid]
    assert usage.digital_signature
    assert usage.content_commitment
    assert not any([usage.key_encipherment, usage.key_cert_sign, usage.crl_sign])
    assert not values[x509.BasicConstraints.oid].ca
    assert set(values[x509.ExtendedKeyUsage.oid]) == {
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        own_key.DOCUMENT_SIGNING,
    }
    assert leaf.public_key().key_size == 3072


def test_the_own_root_stands_above_the_leaf_and_its_key_is_gone():
    own = papers.key(papers.OFFICE)
    (root,) = own.chain
    leaf = x509.load_der_x509_certificate(own.certificate.der)
    leaf.verify_directly_issued_by(x509.load_der_x509_certificate(root.der))
    sealed = own.seal(PASSPHRASE)
    assert sealed.count(b"PRIVATE KEY-----") == 2  # one block: begin and end
    assert sealed.count(b"BEGIN CERTIFICATE") == 2


def test_two_own_certificates_share_nothing():
    assert set(papers.key(papers.OFFICE).register).isdisjoint(papers.key(papers.COMMITTEE).register)


@pytest.mark.parametrize("office", ["", "  ", "很" * 61])
def test_an_office_name_that_does_not_fit_a_certificate(office):
    with pytest.raises(Trouble, match="单位名称"):
        own_key.make_own(office)


def test_a_long_name_stands_in_full_and_keeps_its_end_in_the_common_name():
    office = "贵州省黔西南布依族苗族自治州兴义市某某镇司法所"
    own = own_key.make_own(office)
    assert own.certificate.subject == "…族苗族自治州兴义市某某镇司法所（自制）"
    leaf = x509.load_der_x509_certificate(own.certificate.der)
    (organization,) = leaf.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    assert organization.value == office


def test_a_name_of_the_longest_length_fits():
    assert own_key.make_own("很" * own_key.LONGEST_OFFICE).certificate.self_made


def test_sealed_and_opened_again():
    own = papers.key(papers.OFFICE)
    opened = own_key.open_bundle(own.seal(PASSPHRASE), PASSPHRASE)
    assert opened.certificate == own.certificate
    assert opened.chain == own.chain
    assert opened.private.private_numbers() == own.private.private_numbers()


def test_guessing_the_sealed_passphrase_costs_many_rounds(tmp_path, monkeypatch):
    monkeypatch.setattr(locked_key, "ROUNDS", REAL_ROUNDS)
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(papers.key(papers.OFFICE).seal(PASSPHRASE))
    shown = subprocess.run(
        ["openssl", "asn1parse", "-in", bundle], capture_output=True, text=True, check=True
    )
    assert f"INTEGER           :{600_000:06X}" in shown.stdout
    assert "aes-256-cbc" in shown.stdout


def test_openssl_opens_the_sealed_key(tmp_path):
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(papers.key(papers.OFFICE).seal(PASSPHRASE))
    command = [
        "openssl",
        "pkey",
        "-in",
        bundle,
        "-passin",
        f"pass:{PASSPHRASE}",
        "-noout",
        "-check",
    ]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("passphrase", ["", "wrong passphrase"])
def test_a_wrong_passphrase(passphrase):
    sealed = papers.key(papers.OFFICE).seal(PASSPHRASE)
    with pytest.raises(Trouble, match="签名口令不对"):
        own_key.open_bundle(sealed, passphrase)


def test_a_short_passphrase_is_refused_and_the_length_named():
    with pytest.raises(Trouble, match=str(own_key.SHORTEST_PASSPHRASE)):
        papers.key(papers.OFFICE).seal("字" * (own_key.SHORTEST_PASSPHRASE - 1))


@pytest.mark.parametrize("bundle", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_damaged_bundle(bundle):
    with pytest.raises(Trouble, match="已损坏"):
        own_key.open_bundle(bundle, PASSPHRASE)


def test_a_bundle_with_another_offices_certificate():
    mixed = locked_key.lock(papers.key(papers.OFFICE).private, PASSPHRASE)
    other = papers.key(papers.COMMITTEE).seal(PASSPHRASE)
    with pytest.raises(Trouble, match="不配对"):
        own_key.open_bundle(mixed + other[other.index(b"-----BEGIN CERT") :], PASSPHRASE)


def test_what_is_no_certificate():
    with pytest.raises(Trouble, match="不是可读的证书"):
        certificate.describe(b"nothing")


# --- PKCS#12 --------------------------------------------------------------------------------


def packed(key, leaf, others=None) -> bytes:
    sealing = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"sign", key, leaf, others, sealing)


KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize(
    "key",
    [KEY, ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)],
    ids=["P-256", "P-384", "RSA-2048"],
)
def test_a_pkcs12_is_read(key):
    own = own_key.read_pkcs12(packed(key, issued(key)), PASSWORD)
    assert own.certificate.subject == "某司法所签名证书"
    assert not own.certificate.self_made
    assert own.private.private_numbers() == key.private_numbers()


def test_the_chain_in_a_pkcs12_is_put_in_order_and_strangers_left_out():
    office, committee = papers.key(papers.OFFICE), papers.key(papers.COMMITTEE)
    ders = [office.certificate, committee.chain[0], office.chain[0]]
    leaf, stranger, root = (x509.load_der_x509_certificate(one.der) for one in ders)
    own = own_key.read_pkcs12(packed(office.private, leaf, [stranger, root]), PASSWORD)
    assert own.chain == office.chain


def test_the_chain_ends_below_an_issuer_whose_key_nobody_here_knows():
    own = papers.key(papers.OFFICE)
    curve, unknown = (
        bytes.fromhex("2a8648ce3d0201"),
        bytes.fromhex("2a8648ce3d027f"),
    )  # the kind of key
    strange = x509.load_der_x509_certificate(own.chain[0].der.replace(curve, unknown))
    leaf = x509.load_der_x509_certificate(own.certificate.der)
    assert own_key.chain_above(leaf, [strange]) == ()


def test_a_wrong_pkcs12_password():
    with pytest.raises(Trouble, match="证书文件的密码不对"):
        own_key.read_pkcs12(packed(KEY, issued(KEY)), "other")


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_damaged_pkcs12(cut):
    with pytest.raises(Trouble, match="已损坏"):
        own_key.read_pkcs12(packed(KEY, issued(KEY))[:cut], PASSWORD)


def test_another_file_instead_of_a_pkcs12():
    with pytest.raises(Trouble, match="不是完整的证书文件"):
        own_key.read_pkcs12(papers.paper(), PASSWORD)
    with pytest.raises(Trouble, match="不是完整的证书文件"):
        own_key.read_pkcs12(papers.key(papers.OFFICE).certificate.der, PASSWORD)


def test_a_pkcs12_without_a_private_key():
    with pytest.raises(Trouble, match="没有私钥"):
        own_key.read_pkcs12(packed(None, None, [issued(KEY)]), PASSWORD)


def test_a_pkcs12_without_a_certificate():
    with pytest.raises(Trouble, match="没有与它配对的证书"):
        own_key.read_pkcs12(packed(KEY, None), PASSWORD)


def test_a_pkcs12_whose_certificate_is_for_another_key():
    other = ec.generate_private_key(ec.SECP256R1())
    pem = [
        KEY.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        issued(other).public_bytes(serialization.Encoding.PEM),
    ]
    # openssl and cryptography refuse to write such a file, so the pairing is asked directly.
    key = serialization.load_pem_private_key(pem[0], None)
    with pytest.raises(Trouble, match="不配对"):
        own_key._paired(key, x509.load_pem_x509_certificate(pem[1]), [])


@pytest.mark.parametrize(
    ("days", "words"), [((-300, -1), "到期"), ((1, 300), "早于证书的生效时间")]
)
def test_a_pkcs12_out_of_its_term(days, words):
    with pytest.raises(Trouble, match=words):
        own_key.read_pkcs12(packed(KEY, issued(KEY, days=days)), PASSWORD)


def test_a_pkcs12_for_encryption_only():
    encipher = issued(KEY, usage="key_agreement")
    with pytest.raises(Trouble, match="用途不含签名"):
        own_key.read_pkcs12(packed(KEY, encipher), PASSWORD)


def test_a_pkcs12_with_an_unknown_kind_of_key():
    key = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(Trouble, match="种类不受支持"):
        own_key.read_pkcs12(packed(key, issued(key)), PASSWORD)


def test_a_pkcs12_with_a_short_rsa_key():
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - it is to be refused
    with pytest.raises(Trouble, match="1024 位"):
        own_key.read_pkcs12(packed(key, issued(key)), PASSWORD)


def test_a_pkcs12_of_the_old_kind_with_rc2(tmp_path):
    """RC2-40 as Windows XP wrote it; openssl needs its legacy provider to make one."""
    pem = tmp_path / "key.pem"
    pem.write_bytes(
        KEY.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + issued(KEY).public_bytes(serialization.Encoding.PEM)
    )
    out = tmp_path / "old.p12"
    command = ["openssl", "pkcs12", "-export", "-legacy", "-in", pem, "-out", out]
    made = subprocess.run(
        [*command, "-passout", f"pass:{PASSWORD}"], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("openssl has no legacy provider here")
    own = own_key.read_pkcs12(out.read_bytes(), PASSWORD)
    assert own.private.private_numbers() == KEY.private_numbers()


def test_a_pkcs12_in_an_algorithm_nobody_here_knows(monkeypatch):
    def unknown(*_arguments):
        raise UnsupportedAlgorithm("SM4")

    monkeypatch.setattr(own_key.pkcs12, "load_key_and_certificates", unknown)
    with pytest.raises(Trouble, match="SM2"):
        own_key.read_pkcs12(packed(KEY, issued(KEY)), PASSWORD)
