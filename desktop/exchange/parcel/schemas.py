"""The JSON files of a parcel against their schemas (resources/parcel, and in each parcel)."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from db.store.places import RESOURCES
from db.store.trouble import Trouble
from desktop.exchange.parcel.limits import LARGEST_JSON, MB, printable

MANIFEST, TABLE, RECORDS, RECEIPT = "manifest", "table", "records", "receipt"
NAMES = (MANIFEST, TABLE, RECORDS, RECEIPT)


def schema_text(name: str) -> bytes:
    """The schema as it is put into a parcel."""
    return (RESOURCES / "parcel" / f"{name}.schema.json").read_bytes()


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def fault_in(name: str, data: Any) -> str | None:
    """The place and reason of the first fault, None when there is none."""
    fault = next(_validator(name).iter_errors(data), None)
    if fault is None:
        return None
    place = "/".join(str(step) for step in fault.absolute_path) or "开头"
    return f"{printable(place)}（{fault.validator}）"


def parsed(name: str, content: bytes) -> Any:
    """The value of a JSON file, in which nothing is said twice and every number is finite.

    Raises:
        Trouble: it is no such JSON.
    """
    if len(content) > LARGEST_JSON:
        raise Trouble(f"报送包里的 {name} 超过 {LARGEST_JSON // MB} MB，没有读取。")
    try:
        data = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError) as fault:
        raise Trouble(f"报送包里的 {name} 不是规范的 JSON，整个报送包都没有采用。") from fault
    return data


def written(data: Any) -> bytes:
    """JSON in one form, readable by people: keys in their order, indented."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _refused(text: str) -> Any:
    raise ValueError(text)
