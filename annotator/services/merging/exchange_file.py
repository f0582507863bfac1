"""The file in which an annotator's work travels: every operation with its hash, and one over the whole.

Its first line tells what follows. A file that was cut, reordered or altered by one bit is refused whole.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import UserError
from annotator.model.operation import RecordKind
from annotator.storage.operations import HEAD, Step, Transfer

FORMAT = "annotator-exchange/1"
SUFFIX = ".annotator-exchange"
MOST_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class ExchangeHead:
    """What the first line says."""

    project: str
    annotators: tuple[str, ...]
    operations: int


def exchange_lines(head: ExchangeHead, transfers: Iterable[Transfer]) -> Iterator[bytes]:
    """Write the lines of an exchange file; the first needs all others to be known."""
    lines = [_line(_record(one)) for one in transfers]
    told = {
        "format": FORMAT,
        "project": head.project,
        "annotators": list(head.annotators),
        "operations": len(lines),
        "sha256": hashlib.sha256(b"".join(lines)).hexdigest(),
    }
    yield _line(told | {"head_sha256": _hash(told)})
    yield from lines


def read_exchange(path: Path) -> tuple[ExchangeHead, tuple[Transfer, ...]]:
    """Read an exchange file whole; raises UserError when one byte of it is not as it was written."""
    data = _bytes(path)
    if b"\n" not in data:
        raise UserError(_damaged(path, "it is cut off"))
    first, _, rest = data.partition(b"\n")
    told = _json(path, first)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UserError(f"{path} is no exchange file of this program: ask for one made with `annotator share`.")
    claimed = told.pop("head_sha256", None)
    if claimed != _hash(told) or _line(told | {"head_sha256": claimed}) != first + b"\n":
        raise UserError(_damaged(path, "its first line was altered"))
    if hashlib.sha256(rest).hexdigest() != told.get("sha256"):
        raise UserError(_damaged(path, "its content is not what was written"))
    transfers = tuple(_transfer(path, _json(path, line)) for line in rest.split(b"\n") if line)
    head = ExchangeHead(str(told["project"]), tuple(map(str, told["annotators"])), int(told["operations"]))
    if head.operations != len(transfers):
        raise UserError(_damaged(path, "operations are missing"))
    return head, transfers


def is_exchange(path: Path) -> bool:
    """Tell an exchange file from a project by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(1) == b"{"
    except OSError:
        return False


def _record(transfer: Transfer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operation": dict(zip(HEAD, transfer.head, strict=True)),
        "changes": [[one.kind.value, one.record, one.before, one.after] for one in transfer.steps],
        "parts": [base64.b64encode(part).decode("ascii") for part in transfer.parts],
    }
    return told | {"sha256": _hash(told)}


def _transfer(path: Path, told: Any) -> Transfer:  # Any: JSON of somebody else
    try:
        claimed = told.pop("sha256")
        if claimed != _hash(told):
            raise UserError(_damaged(path, "an operation was altered"))
        steps = tuple(Step(RecordKind(kind), record, before, after) for kind, record, before, after in told["changes"])
        parts = tuple(base64.b64decode(part, validate=True) for part in told["parts"])
        return Transfer(tuple(told["operation"][name] for name in HEAD), steps, parts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(_damaged(path, "an operation cannot be read")) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path} is larger than {MOST_BYTES // 1024**3} GB: merge the project file itself.")
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} could not be read ({error.strerror}): check the name and the permissions.") from error


def _json(path: Path, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError(_damaged(path, "a line is no JSON")) from error


def _line(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _hash(told: object) -> str:
    return hashlib.sha256(_line(told)).hexdigest()


def _damaged(path: Path, what: str) -> str:
    return f"{path} was damaged on its way ({what}), nothing was merged: ask for it to be sent again, in a ZIP."
