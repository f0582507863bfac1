"""Lists what two copies changed differently, and settles it: nothing was overwritten, one version is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.errors import UserError
from annotator.model.ids import OperationId, random_id
from annotator.model.operation import Change, Image, RecordKind
from annotator.services.commands import Plan
from annotator.services.merging.followers import followers
from annotator.services.project import Project
from annotator.services.reading import Reader, shortened
from annotator.storage.database import ProjectFile
from annotator.storage.journal import operation, read_property
from annotator.storage.operations import names_ever, sibling_records, versions_of
from annotator.storage.records import read_image
from annotator.storage.versions import GONE, Versions


@dataclass(frozen=True, slots=True)
class SiblingVersion:
    """One version that stands: its content, None for a deletion, who wrote it when, and whether in this copy."""

    key: str
    image: Image | None
    by: str
    at: str
    words: str
    shown: bool
    here: bool

    def as_json(self) -> dict[str, object]:
        """Write the version as the command line prints it."""
        image = self.image or {}
        told = {name: image[name] for name in ("label", "text", "start", "end", "name", "state") if name in image}
        return {
            "deleted": self.image is None,
            "shown": self.shown,
            "by": self.by,
            "at": self.at,
            "here": self.here,
            **told,
        }


@dataclass(frozen=True, slots=True)
class Sibling:
    """One record of which several versions stand; the newest is shown until somebody decides."""

    kind: RecordKind
    record: str
    versions: tuple[SiblingVersion, ...]

    @property
    def document(self) -> str:
        """The article that it lies in, or nothing."""
        return next((str(one.image["document"]) for one in self.versions if one.image and "document" in one.image), "")

    @property
    def words(self) -> str:
        """Name it in a few words."""
        return _words_of(self.kind, self.record, [one.image for one in self.versions])

    def as_json(self) -> dict[str, object]:
        """Write the sibling as the command line prints it."""
        return {
            "kind": self.kind.value,
            "record": self.record,
            "document": self.document,
            "versions": [one.as_json() for one in self.versions],
        }


class Keep(StrEnum):
    """What to do with siblings: one version, or a span's versions side by side."""

    ONE = "one"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class SettleSibling:
    """Decide which version of a record stands; the others are settled, and all stay in the journal."""

    kind: RecordKind
    record: str
    version: str
    keep: Keep = Keep.ONE

    def plan(self, reader: Reader) -> Plan:
        """Walk through every version that stands and end at the chosen one, so that no other stands any more."""
        record = (self.kind, self.record)
        names = names_ever(reader.file.db)
        versions = versions_of(reader.file.db, [record], names)[record]
        now = reader.image(self.kind, self.record)
        keys = _candidates(versions, exists=now is not None)
        if self.version not in keys:
            raise UserError("That version no longer stands: look at the list again.")
        if self.keep is Keep.ALL and self.kind is not RecordKind.SPAN:
            raise UserError("Only spans can be kept side by side: choose one version.")
        others = [key for key in keys if key != self.version]
        changes = list(_walk(record, now, [versions.image(key) for key in (*others, self.version)]))
        if self.keep is Keep.ALL:
            changes += [_beside(image) for key in others if (image := versions.image(key)) is not None]
        changes += followers(reader, self.kind, now, versions.image(self.version))
        return Plan(
            f"settle {_words_of(self.kind, self.record, [versions.image(key) for key in keys])}", tuple(changes)
        )


def siblings(project: Project) -> tuple[Sibling, ...]:
    """List the records of which several versions stand."""
    with project.file.reading() as db:
        records = sibling_records(db)
        if not records:
            return ()
        names = names_ever(db)
        people = {str(one.id): one.name for one in project.annotators()}
        found = []
        for record, versions in versions_of(db, records, names).items():
            now = read_image(db, *record)
            keys = _candidates(versions, exists=now is not None)
            if len(keys) > 1:
                shown = names.key(record[0], now)
                told = tuple(_version(project.file, versions, key, shown=key == shown, people=people) for key in keys)
                found.append(Sibling(*record, told))
        return tuple(sorted(found, key=lambda one: (one.document, one.kind.value, one.record)))


def _candidates(versions: Versions, *, exists: bool) -> tuple[str, ...]:
    """List what stands; a deletion that could not be carried out stands against what was kept."""
    standing, kept = versions.standing, versions.newest_existing
    if exists and GONE in standing and len(standing) == 1 and kept is not None:
        return (kept, GONE)
    return standing


def _walk(record: tuple[RecordKind, str], now: Image | None, images: list[Image | None]) -> Iterator[Change]:
    at = now
    for image in images:
        if image != at:
            yield Change(*record, at, image)
            at = image


def _beside(image: Image) -> Change:
    made = {**image, "id": random_id()}
    return Change(RecordKind.SPAN, str(made["id"]), None, made)


def _version(file: ProjectFile, versions: Versions, key: str, *, shown: bool, people: dict[str, str]) -> SiblingVersion:
    made = operation(file.db, OperationId(versions.made(key)[1]))
    by, at, words = (people.get(made.actor, ""), made.at, made.words) if made else ("", "", "")
    here = made is not None and made.replica == read_property(file.db, "replica")
    return SiblingVersion(key, versions.image(key), by, at, words, shown, here)


def _words_of(kind: RecordKind, record: str, images: Iterable[Image | None]) -> str:
    image = next((one for one in images if one), {})
    name = next((str(image[column]) for column in ("text", "name", "title") if image.get(column)), record)
    return f"{kind.value.replace('_', ' ')} “{shortened(name)}”"
