"""Signing: what stands in the file, what is refused, and that others find it valid too."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from db.store.trouble import Trouble
from desktop.documents.signing import own_key, sign, signer, stamp, verify
from desktop.documents.signing.certificate import describe
from desktop.documents.signing.verdict import Kind
from tests.forged import forge, papers
from tests.forged.authority import issued

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)


def signed(pdf: bytes | None = None, **more) -> bytes:
    settings = {"place": papers.FIRST, "name": papers.OFFICE, "reason": "测试"} | more
    who = settings.pop("who", papers.signer_of(papers.OFFICE))
    return sign.sign(papers.paper() if pdf is None else pdf, who, **settings)


def counter(pdf: bytes, **more) -> bytes:
    settings = {"trusted": papers.register(), "name": papers.COMMITTEE, "reason": "会签"} | more
    return sign.countersign(pdf, papers.signer_of(papers.COMMITTEE), **settings)


def stamp_text(pdf: bytes, place: sign.Place) -> str:
    """The text inside ``place``, the stamp flattened onto the page as a reader shows it."""
    flat = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.flatten_annotations("print")
        opened.save(flat)
    document = pypdfium2.PdfDocument(flat.getvalue())
    page = document[place.page].get_textpage()
    text = page.get_text_bounded(place.x0, place.y0, place.x1, place.y1)
    page.close()
    document.close()
    return text


def test_the_original_bytes_stay_in_front():
    assert signed().startswith(papers.paper())


def test_what_stands_in_the_signature():
    with pikepdf.open(BytesIO(signed(location="天龙镇"))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        value = field.V
        assert value.SubFilter == "/ETSI.CAdES.detached"
        assert str(value.Name) == papers.OFFICE
        assert str(value.Reason) == "测试"
        assert str(value.Location) == "天龙镇"
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2
        assert [round(float(edge)) for edge in field.Rect] == [330, 90, 530, 170]


def test_the_stamp_says_electronic_who_when_and_by_which_clock():
    text = stamp_text(papers.twice(), papers.FIRST)
    for words in ("电子签名", papers.OFFICE, "签名时间", stamp.CLOCK, "证书指纹"):
        assert words in text
    assert papers.key(papers.OFFICE).certificate.short_fingerprint in text
    assert papers.COMMITTEE in stamp_text(papers.twice(), papers.SECOND)


def test_the_stamp_is_no_seal():
    """Grey and ink, not a spot of red, unless the office brought a picture of its own."""
    assert not reds(signed())
    assert reds(signed(seal_image=seal_picture()))


def seal_picture() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (60, 60), (190, 30, 30, 255)).save(out, "PNG")
    return out.getvalue()


def reds(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    image = page.render(scale=1).to_pil().convert("RGB")
    colours = image.getcolors(1 << 24)
    found = sum(
        count for count, (red, green, blue) in colours if red > 150 and max(green, blue) < 90
    )
    page.close()
    document.close()
    return found


def test_a_seal_picture_that_cannot_be_read():
    with pytest.raises(Trouble, match="印章图片"):
        signed(seal_image=b"no picture")


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_keys_on_curves_sign_too(curve):
    key = ec.generate_private_key(curve)
    leaf = issued(key).public_bytes(serialization.Encoding.DER)
    own = own_key.OwnKey(describe(leaf), (), key)
    found = verify.verify(signed(who=signer.from_own_key(own)), own.register)
    assert found.kind is Kind.INTACT


def test_the_leaf_goes_into_the_file_and_the_root_does_not():
    own = papers.key(papers.OFFICE)
    cms = cms_of(signed())
    assert own.certificate.der in cms
    assert own.chain[0].der not in cms


def cms_of(pdf: bytes) -> bytes:
    first, second = forge.gap(pdf)
    return bytes.fromhex(pdf[first + 1 : second - 1].decode())


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (NOW + timedelta(days=365 * 6), "到期"),
        (NOW - timedelta(days=365), "早于证书的生效时间"),
    ],
)
def test_the_certificate_must_be_valid_at_signing(now, words):
    with pytest.raises(Trouble, match=words):
        signed(now=now)
    with pytest.raises(Trouble, match=words):
        counter(papers.signed(), now=now)


def test_a_clock_before_the_last_signature_is_refused():
    with pytest.raises(Trouble, match="校准电脑时钟"):
        signed(not_before=NOW + timedelta(hours=1))
    with pytest.raises(Trouble, match="校准电脑时钟"):
        counter(papers.signed(), now=NOW - timedelta(days=1))
    assert signed(not_before=datetime.now(UTC) - timedelta(seconds=5))


def test_a_signed_file_is_not_signed_afresh():
    with pytest.raises(Trouble, match="已经签过名"):
        signed(papers.signed())


@pytest.mark.parametrize(
    ("pdf", "words"),
    [(b"", "不是完整的 PDF"), (b"%PDF-1.7 garbage", "不是完整的 PDF"), ("locked", "密码保护")],
)
def test_what_cannot_be_signed(pdf, words):
    with pytest.raises(Trouble, match=words):
        signed(forge.encrypted(papers.paper()) if pdf == "locked" else pdf)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (sign.Place(7, 10, 10, 200, 90), "第 8 页"),
        (sign.Place(-1, 10, 10, 200, 90), "只有"),
        (sign.Place(0, 500, 10, 700, 90), "超出"),
        (sign.Place(0, 10, 90, 200, 10), "超出"),
        (sign.Place(0, 10, 10, 40, 20), "太小"),
    ],
)
def test_a_place_where_no_stamp_fits(place, words):
    with pytest.raises(Trouble, match=words):
        signed(place=place)


def test_a_name_without_a_glyph_is_not_printed_with_a_gap():
    with pytest.raises(Trouble, match="U\\+"):
        signed(name="某\U0003134f所")


def test_nobody_countersigns_a_forgery():
    with pytest.raises(Trouble, match="已被改动"):
        counter(forge.updated(papers.signed(), forge.annotation))
    with pytest.raises(Trouble, match="没有电子签名"):
        counter(papers.paper())
    with pytest.raises(Trouble, match="未登记"):
        counter(papers.signed(), trusted=[])


def test_countersigning_needs_a_field_left():
    with pytest.raises(Trouble, match="没有预留会签的位置"):
        counter(papers.twice())


def test_going_back_to_what_was_signed():
    once, both = papers.signed(), papers.twice()
    assert verify.page_as_signed(both, papers.register()) == both
    changed = forge.updated(both, forge.new_page_content)
    assert verify.page_as_signed(changed, papers.register()) == both
    office_only = papers.key(papers.OFFICE).register
    assert verify.page_as_signed(both, office_only) == once
    with pytest.raises(Trouble, match="无法还原"):
        verify.page_as_signed(papers.paper(), papers.register())


def test_the_time_of_signing_is_the_moment_given():
    moment = (NOW - timedelta(days=3)).replace(microsecond=0)
    (one,) = verify.verify(signed(now=moment), papers.register()).signatures
    assert one.claimed_time == moment


def test_a_page_that_inherits_its_size_can_be_signed():
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.showPage()
    canvas.save()
    moved = BytesIO()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        pdf.Root.Pages.MediaBox = pdf.pages[0].MediaBox
        del pdf.Root.Pages.Kids[0].MediaBox
        pdf.save(moved)
    found = verify.verify(signed(moved.getvalue()), papers.register())
    assert found.kind is Kind.INTACT


# --- others -----------------------------------------------------------------------------------


@pytest.fixture
def root_pem(tmp_path):
    root = x509.load_der_x509_certificate(papers.key(papers.OFFICE).chain[0].der)
    path = tmp_path / "root.pem"
    path.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    return path


def run(*command: object) -> str:
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed")
    return done.stdout + done.stderr


def test_pdfsig_finds_it_valid_trusted_and_whole(tmp_path, root_pem):
    store = f"sql:{tmp_path}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-A", "-d", store, "-n", "root", "-t", "CT,C,C", "-i", root_pem)
    pdf = tmp_path / "signed.pdf"
    pdf.write_bytes(papers.signed())
    said = run("pdfsig", "-nssdir", store, pdf)
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_openssl_accepts_the_detached_cms(tmp_path, root_pem):
    pdf = papers.signed()
    first, second = forge.gap(pdf)
    cms, content = tmp_path / "sig.der", tmp_path / "ranges.dat"
    cms.write_bytes(cms_of(pdf))
    content.write_bytes(pdf[:first] + pdf[second:])
    command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"]
    said = run(*command, "-in", cms, "-content", content, "-CAfile", root_pem, "-out", "/dev/null")
    assert re.search(r"verification successful", said, re.IGNORECASE), said


def test_no_network_code_is_loaded_by_signing_and_verifying():
    code = (
        "import sys\n"
        "from desktop.documents.signing import sign, verify\n"
        "assert 'aiohttp' not in sys.modules\n"
        "from desktop.documents.signing.quiet import PdfSigner\n"
        "from pyhanko.sign.timestamps import HTTPTimeStamper\n"
        "import pyhanko.sign.timestamps.aiohttp_client as client\n"
        "try: client.aiohttp.ClientSession()\n"
        "except RuntimeError: print('absent')\n"
        "import aiohttp\n"
        "print(aiohttp.ClientSession.__module__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["absent", "aiohttp.client"], done.stderr


def test_a_page_that_is_parted_tells_of_the_one_signature():
    other = sign.Place(1, 80, 90, 250, 160)
    before = papers.paper()
    made = signed(before, further=[other])
    assert made.startswith(before)
    text = stamp_text(made, other)
    for words in ("见第1页", papers.OFFICE, "签名时间", "证书指纹"):
        assert words in text
    found = verify.verify(made, papers.register(), expected_signatures=1)
    assert (found.kind, len(found.signatures)) == (Kind.INTACT, 1)
    twice = verify.verify(counter(signed(further=[other], counter_fields=[papers.SECOND])),
                          papers.register())  # fmt: skip
    assert twice.kind is Kind.INTACT
    with pytest.raises(Trouble, match="第 3 页"):
        signed(further=[sign.Place(2, 80, 90, 250, 160)])
