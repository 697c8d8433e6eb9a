"""Commands about parcels: receiving-key, and what verify says of a parcel."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.commands.command import (
    Command,
    open_store,
    passphrase,
    password,
    pin,
    pin_argument,
    show_json,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.registers import Parcel
    from desktop.documents.seals import Trust
    from desktop.documents.signing.receiving import ReceivingKey
    from desktop.exchange.parcel.opening import Opened


def is_parcel(data: bytes) -> bool:
    """Whether the file calls itself CMS data, as every parcel does."""
    from desktop.exchange.parcel.recognised import sealing_of

    return sealing_of(data) is not None


def verify_in_store(args: argparse.Namespace, data: bytes) -> int:
    """Judge a parcel by a store: its senders, its receiving keys, its register of parcels.

    An office cannot open what it sealed for another; its register knows the digest all the same.
    """
    from desktop.exchange.parcel.opening import open_parcel
    from desktop.exchange.parcel.senders import senders_of

    with open_store(args) as database, database.read() as session:
        ours = _made_here(session, data)
        if ours is not None:
            return _say_ours(args, ours)
        phrase = passphrase(args)
        keys = [] if phrase else _keys(args, session, data)
        basis = f"仓库 {args.store} 的签名证书和报送单位"
        opened = open_parcel(data, senders_of(session, basis), keys=keys, passphrase=phrase)
    return _say(args, opened, basis)


def read(path: Path) -> bytes:
    """The file, unless it is too large for a parcel."""
    from desktop.exchange.parcel.opening import read_parcel

    return read_parcel(path)


def verify_by(args: argparse.Namespace, data: bytes, trusts: Sequence[Trust]) -> int:
    """Judge a parcel by certificates alone, each set in turn; a sealed one needs its pass phrase.

    Raises:
        Trouble: as ``open_parcel``, by the last set.
    """
    from desktop.exchange.parcel.opening import UnknownSigner, open_parcel
    from desktop.exchange.parcel.senders import Senders

    phrase = passphrase(args)
    *others, last = (
        Senders(trust.certificates, trust.revoked, {}, trust.basis) for trust in trusts
    )
    for senders in others:
        with contextlib.suppress(UnknownSigner):
            return _say(args, open_parcel(data, senders, passphrase=phrase), senders.basis)
    return _say(args, open_parcel(data, last, passphrase=phrase), last.basis)


def _keys(args: argparse.Namespace, session: Session, data: bytes) -> list[ReceivingKey]:
    """The receiving keys, unlocked only when the file needs one."""
    from desktop.documents.seals import receiving_records
    from desktop.documents.signing.envelope import taken_apart
    from desktop.documents.signing.receiving import open_receiving
    from desktop.exchange.parcel.recognised import sealing_of

    if sealing_of(data) == "none":
        return []
    found = receiving_records(session)
    if taken_apart(data).by_passphrase:
        return []
    if not found:
        raise Trouble(
            "不能认定完好：本所的报送包登记里没有这个文件（可能被改动过，或者是别的单位的），"
            "本所又没有能打开它的接收证书。"
        )
    phrase = pin(args, password(args))
    return [open_receiving(one.certificate, one.key, phrase) for one in found]


def _made_here(session: Session, data: bytes) -> Parcel | None:
    from hashlib import sha256

    from sqlalchemy import select

    from db.registers import Parcel

    same = select(Parcel).where(
        Parcel.digest == sha256(data).hexdigest(),
        Parcel.direction == "out",
        Parcel.deleted_at.is_(None),
    )
    return session.scalar(same.limit(1))


def _say_ours(args: argparse.Namespace, record: Parcel) -> int:
    """The file is, byte for byte, the one that the register knows."""
    sentence = f"完好：与本所登记的“{record.name}”一字不差。"
    if record.state == "void":
        sentence = f"完好，但已作废：与本所登记的“{record.name}”一字不差（{record.void_reason}）。"
    told = {
        "verdict": "intact",
        "sentence": sentence,
        "office": record.office,
        "sequence": record.sequence,
        "period": record.period,
        "made_at": record.made_at,
        "signer": record.signed_by,
        "fingerprint": record.fingerprint,
        "receiver": record.receiver,
        "sha256": record.digest,
    }
    _show(args, told, "本所的报送包登记")
    return 0


def _say(args: argparse.Namespace, opened: Opened, basis: str) -> int:
    said, found = opened.manifest, opened.signature
    told = {
        "verdict": "intact",
        "sentence": f"完好：{said.office}第 {said.sequence} 号{said.word}，签名后没有被改动。",
        "office": said.office,
        "sequence": said.sequence,
        "period": said.about.period or None,
        "made_at": said.made_at,
        "signer": found.who,
        "signed_at": found.claimed_time,
        "fingerprint": found.certificate.fingerprint if found.certificate else None,
        "files": [one.name for one in said.files if one.role != "schema"],
        "chain_head": said.chain_head,
        "sha256": opened.digest,
    }
    _show(args, told, basis)
    return 0


_WORDS = {
    "office": "制作单位",
    "sequence": "序号",
    "period": "所属时期",
    "made_at": "制作时间",
    "signer": "签名证书",
    "signed_at": "签名时间",
    "fingerprint": "证书指纹",
    "receiver": "接收单位",
    "files": "文件",
    "chain_head": "历史链末端",
    "sha256": "文件摘要",
}


def _show(args: argparse.Namespace, told: dict[str, Any], basis: str) -> None:
    if args.json:
        show_json(told | {"basis": basis})
        return
    print(told["sentence"])
    for name, word in _WORDS.items():
        value = told.get(name)
        if value:
            shown = "、".join(value) if isinstance(value, list) else value
            print(f"  {word}：{shown}")
    print(f"  依据：{basis}")


def _key_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, metavar="文件.pem", help="证书写到哪里")
    parser.add_argument("--key-out", metavar="文件.key", help="连同加密的私钥一起导出，供手工打开")
    parser.add_argument("--new", action="store_true", help="另做一张新的；旧的仍可打开旧包")
    pin_argument(parser, "私钥口令")


def _receiving_key(args: argparse.Namespace) -> int:
    from db.store.whole_file import write_whole
    from desktop.documents.seals import make_receiving, office_name, receiving_records

    with open_store(args) as database:
        with database.read() as session:
            there = receiving_records(session)
            office = office_name(session)
        if args.new or not there:
            if not office:
                raise Trouble("请先填写“本所资料”，再制作接收证书")
            with database.step("制作接收证书") as session:
                there = [make_receiving(session, office, pin(args, password(args)))]
    write_whole(Path(args.out), there[0].certificate)
    if args.key_out:
        write_whole(Path(args.key_out), there[0].key)
    print(f"接收证书已写入 {args.out}，请交给报送单位，并请对方打电话逐位核对指纹：")
    print(there[0].fingerprint)
    return 0


COMMANDS = (
    Command(
        "receiving-key",
        "制作并导出本单位的接收证书，报送单位用它加密报送包",
        _receiving_key,
        _key_arguments,
    ),
)
