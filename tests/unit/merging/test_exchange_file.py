"""An exchange file is taken whole or refused whole."""

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.merging.exchange_file import ExchangeHead, exchange_lines, read_exchange
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.storage.operations import Step, Transfer
from tests.unit.merging.conftest import content, mark

TRIALS = 200


@pytest.fixture
def shared_file(tmp_path: Path, copy: Callable[[str], Path]) -> Path:
    out = tmp_path / "work.annotator-exchange"
    with Project.open(copy("other")) as project:
        for words in ("Ana Moreno", "Tallinn", "Ben Okafor"):
            mark(project, words)
        share(project, out)
    return out


def _damage(data: bytes, lot: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at, other = lot.randrange(len(data)), lot.randrange(len(lines))
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at],
        lambda: data[:at] + bytes([data[at] ^ (1 << lot.randrange(8))]) + data[at + 1 :],
        lambda: b"".join(lines[:other] + lines[other + 1 :]),
        lambda: b"".join([*lines[:other], lines[other], *lines[other:]]),
        lambda: b"".join(reversed(lines)),
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data[:at] + bytes(min(64, len(data) - at)) + data[at + 64 :],
        lambda: data + data,
        lambda: data + b"\n",
        lambda: unicodedata.normalize("NFD", data.decode()).encode() + b" ",
    )
    return lot.choice(kinds)()


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_refused_whole(lead: Path, shared_file: Path, seed: int) -> None:
    lot, data, before = random.Random(seed), shared_file.read_bytes(), lead.read_bytes()
    for _ in range(TRIALS // 4):
        damaged = _damage(data, lot)
        if damaged == data:
            continue
        shared_file.write_bytes(damaged)
        with pytest.raises(UserError):
            read_exchange(shared_file)
    with Project.open(lead) as project, pytest.raises(UserError):
        merge(project, [shared_file], SYSTEM)
    assert len(content(lead)["spans"]) == 0
    assert len(before) == lead.stat().st_size


def test_a_file_of_another_project_is_refused(tmp_path: Path, lead: Path) -> None:
    out = tmp_path / "foreign.annotator-exchange"
    with Project.create(tmp_path / "foreign.annotator") as other:
        other.ensure_annotator("third")
        share(other, out)

    with Project.open(lead) as project, pytest.raises(UserError, match="another project"):
        merge(project, [out], SYSTEM)


def test_a_file_with_foreign_columns_is_refused(lead: Path, shared_file: Path) -> None:
    head, transfers = read_exchange(shared_file)
    step = transfers[-1].steps[0]
    hostile = {**(step.after or {}), 'x" = 1; --': 1}
    bad = Transfer(
        ("hostile", *transfers[-1].head[1:]),
        (Step(step.kind, step.record, None, hostile),),
        (),
    )
    shared_file.write_bytes(b"".join(exchange_lines(ExchangeHead(head.project, (), 1), [bad])))

    with Project.open(lead) as project, pytest.raises(UserError, match="does not fit"):
        merge(project, [shared_file], SYSTEM)


def test_a_span_that_does_not_stand_in_its_text_is_refused(lead: Path, shared_file: Path) -> None:
    head, transfers = read_exchange(shared_file)
    step = transfers[-1].steps[0]
    wrong = {**(step.after or {}), "text": "x" * len(str((step.after or {})["text"]))}
    bad = Transfer(transfers[-1].head, (Step(step.kind, step.record, None, wrong),), ())
    shared_file.write_bytes(b"".join(exchange_lines(ExchangeHead(head.project, (), 1), [bad])))

    with Project.open(lead) as project, pytest.raises(UserError, match="does not hold its text"):
        merge(project, [shared_file], SYSTEM)
    assert content(lead)["spans"] == []
