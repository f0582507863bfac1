"""Simulated power cuts: what the program really wrote, as of a random moment, with what was not synced dropped or torn.

strace records every write, sync, rename and removal of a process that saves spans; a cut rebuilds the files
as a disk may hold them then. Many: `python -m tests.reliability.power_cut 2000`.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
SPANS = 60
NAME = "cut.annotator"
_LINE = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<given>.*)\) += (?P<result>-?\d+)")
_OPENED = re.compile(r'"(?P<path>[^"]*)", (?P<flags>[A-Z_|0-9a-z]+)')
_HELD = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>(?:, (?P<rest>.*))?$")
_BYTES = re.compile(r'^"(?P<bytes>[^"]*)", (?P<length>\d+)(?:, (?P<at>\d+))?$')
_NAMES = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put at a place of a file."""

    path: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file made shorter, or longer."""

    path: str
    length: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file, or a folder's names, brought to the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """A file made (`source` is None), removed (`target` is None) or renamed."""

    source: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A span that the program said it saved."""

    span: str


Event = Write | Cut | Sync | Name | Told


class Disk:
    """What has reached the disk for certain, and what may have; files are told apart even under one name."""

    def __init__(self, folder: str, files: dict[str, bytearray]) -> None:
        self._folder = folder
        self._held = dict(enumerate(bytearray(data) for data in files.values()))
        self._names = {path: number for number, path in enumerate(files)}
        self._now = dict(self._names)  # as the running program sees it
        self._waiting: list[tuple[Event, int | None]] = []

    @property
    def files(self) -> dict[str, bytearray]:
        """What is certain."""
        return {path: self._held[number] for path, number in self._names.items()}

    def happen(self, event: Event) -> None:
        """Take an event in; a sync makes what it covers certain."""
        if isinstance(event, Sync):
            synced = self._now.get(event.path)
            certain = [one for one in self._waiting if self._covers(event, synced, one)]
            self._waiting = [one for one in self._waiting if not self._covers(event, synced, one)]
            for one in certain:
                _apply(self._held, self._names, one)
        elif isinstance(event, Name):
            self._waiting.append((event, self._renamed(event)))
        elif not isinstance(event, Told) and event.path in self._now:
            self._waiting.append((event, self._now[event.path]))

    def after_cut(self, lot: random.Random) -> dict[str, bytearray]:
        """Say what the disk may hold: of what waits, each write whole, torn or lost."""
        held = {number: bytearray(data) for number, data in self._held.items()}
        names = dict(self._names)
        mood = lot.choice((0.0, 0.3, 0.7, 1.0))
        for event, number in self._waiting:
            if lot.random() >= mood:
                continue
            _apply(held, names, (_maybe_torn(event, lot), number))
        return {path: held.get(number, bytearray()) for path, number in names.items()}

    def _renamed(self, event: Name) -> int | None:
        number = self._now.pop(event.source, None) if event.source else None
        if event.target is not None:
            if event.source is None:
                number = self._now.get(event.target, len(self._held))
                self._held.setdefault(number, bytearray())
            if number is not None:
                self._now[event.target] = number
        return number

    def _covers(self, sync: Sync, synced: int | None, waiting: tuple[Event, int | None]) -> bool:
        event, number = waiting
        if isinstance(event, Name):
            return sync.path == self._folder or (event.source is None and number == synced)
        return number is not None and number == synced


def _maybe_torn(event: Event, lot: random.Random) -> Event:
    if isinstance(event, Write) and lot.random() < 0.3:
        return Write(event.path, event.at, event.data[: lot.randrange(len(event.data) + 1)])
    return event


def _apply(held: dict[int, bytearray], names: dict[str, int], waiting: tuple[Event, int | None]) -> None:
    event, number = waiting
    if isinstance(event, Name):
        if event.source is not None and names.get(event.source) == number:
            del names[event.source]
        if event.target is not None and number is not None:
            names[event.target] = number
    elif number is not None:
        data = held.setdefault(number, bytearray())
        if isinstance(event, Write):
            data.extend(bytes(max(0, event.at - len(data))))
            data[event.at : event.at + len(event.data)] = event.data
        elif isinstance(event, Cut):
            del data[event.length :]
            data.extend(bytes(event.length - len(data)))


def recorded(folder: Path, spans: int = SPANS) -> tuple[dict[str, bytearray], list[Event]]:
    """Save spans in a process that strace watches; returns the files before and everything that happened."""
    project = folder / NAME
    with Project.create(project) as made:
        document = Document.of("".join(chr(0x4E00 + number) for number in range(2_000)))
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        made.ensure_annotator("first")
    before = {str(project): bytearray(project.read_bytes())}
    log = folder / "strace.log"
    saving = [sys.executable, "-m", "tests.reliability.acknowledging", str(project), str(spans)]
    watch = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o", str(log)]
    # Buffered, so that each span is told in one write.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([*watch, *saving], check=True, capture_output=True, cwd=root, env=buffered)
    return before, list(_events(log, folder))


def _events(log: Path, folder: Path) -> Iterator[Event]:
    with log.open(encoding="ascii") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match is None or int(match["result"]) < 0:
                continue
            for event in _event(match["call"], match["given"]):
                paths = {getattr(event, name, None) for name in ("path", "source", "target")} - {None}
                if not paths or any(str(path).startswith(str(folder)) for path in paths):
                    yield event


def _event(call: str, given: str) -> Iterator[Event]:
    if call in ("unlink", "unlinkat"):
        yield Name(_decoded(_NAMES.findall(given)[0]).decode(), None)
    elif call.startswith("rename"):
        source, target = (_decoded(name).decode() for name in _NAMES.findall(given)[:2])
        yield Name(source, target)
    elif call == "openat":
        opened = _OPENED.search(given)
        if opened and "O_CREAT" in opened["flags"]:
            yield Name(None, _decoded(opened["path"]).decode())
    elif (held := _HELD.match(given)) is not None:
        yield from _on_file(call, held)


def _on_file(call: str, held: re.Match[str]) -> Iterator[Event]:
    path, rest = _decoded(held["path"]).decode(errors="replace"), held["rest"] or ""
    if call in ("fsync", "fdatasync"):
        yield Sync(path)
    elif call == "ftruncate":
        yield Cut(path, int(rest))
    elif (written := _BYTES.match(rest)) is not None:
        data = _decoded(written["bytes"])
        if held["number"] == "1":
            words = data.decode(errors="replace").split()
            if len(words) == 2:
                yield Told(words[0])
        elif written["at"] is not None:
            yield Write(path, int(written["at"]), data)


def _decoded(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def trial(before: dict[str, bytearray], events: list[Event], folder: Path, seed: int) -> int:
    """Cut the power once; raises AssertionError when a span that was told is gone or the project is not sound."""
    lot = random.Random(seed)
    disk = Disk(str(folder), before)
    told: list[str] = []
    for event in events[: lot.randrange(len(events))]:
        disk.happen(event)
        if isinstance(event, Told):
            told.append(event.span)
    with tempfile.TemporaryDirectory() as name:
        for path, data in disk.after_cut(lot).items():
            if Path(path).name.startswith(NAME) and not path.endswith(".lock"):
                (Path(name) / Path(path).name).write_bytes(data)
        project = Path(name) / NAME
        with Project.open(project) as opened:
            spans = {
                span.id
                for document in opened.document_ids()
                for one in opened.annotators()
                for span in opened.spans(document, one.id)
            }
        lost = set(told) - spans
        assert not lost, f"cut {seed} lost {len(lost)} of {len(told)} spans that were told"
        assert len(spans) <= len(told) + 1, f"cut {seed} left spans of more than one commit that was not told"
        assert check(project).ok, f"cut {seed}: {check(project).problems[:2]}"
    return len(told)


def main() -> None:
    """Run as many cuts as the first argument says."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        before, events = recorded(folder)
        told = sum(trial(before, events, folder, seed) for seed in range(count))
    print(f"{count} power cuts over {len(events)} events, {told} spans told before them, 0 lost, 0 torn")


if __name__ == "__main__":
    main()
