"""The project's guideline: write a new version, keep a draft, compare versions by lines."""

import difflib
from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.errors import UserError
from annotator.model.guideline import Guideline
from annotator.model.ids import AnnotatorId, random_id
from annotator.model.operation import RecordKind
from annotator.services.commands import Plan
from annotator.services.project import Project
from annotator.services.reading import Reader
from annotator.storage.guidelines import forget_draft, guideline_image, read_draft, read_guidelines, write_draft
from annotator.storage.rows import change

LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class GuidelineVersion:
    """One version and the name of who wrote it."""

    guideline: Guideline
    by: str


@dataclass(frozen=True, slots=True)
class SetGuideline:
    """Write a new version of the guideline; the ones before stay."""

    text: str

    def plan(self, reader: Reader) -> Plan:
        """Add a version unless nothing differs."""
        reader.check_actor()
        if len(self.text) > LONGEST:
            raise UserError(f"The guideline is too long to be stored: use at most {LONGEST:,} characters.")
        newest = next(iter(reader.guidelines()), None)
        if self.text == (newest.text if newest else ""):
            return Plan("", ())
        version = newest.version + 1 if newest else 1
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        written = Guideline(random_id(), version, self.text, reader.scheme().revision, now)
        added = change(RecordKind.GUIDELINE, None, guideline_image(written))
        return Plan(f"write version {version} of the guideline", (added,))


def guideline_versions(project: Project) -> tuple[GuidelineVersion, ...]:
    """List all versions, the newest first."""
    with project.file.reading() as db:
        return tuple(GuidelineVersion(guideline, by) for guideline, by in read_guidelines(db))


def guideline_draft(project: Project, annotator: AnnotatorId) -> str | None:
    """Read what an annotator wrote and did not keep as a version yet."""
    with project.file.reading() as db:
        return read_draft(db, _draft_id(annotator))


def keep_draft(project: Project, annotator: AnnotatorId, text: str) -> None:
    """Keep what is being written; raises NotSaved."""
    with project.file.unit() as db:
        write_draft(db, _draft_id(annotator), annotator, text, datetime.now(UTC).isoformat(timespec="seconds"))


def drop_draft(project: Project, annotator: AnnotatorId) -> None:
    """Forget the draft; raises NotSaved."""
    if guideline_draft(project, annotator) is not None:
        with project.file.unit() as db:
            forget_draft(db, _draft_id(annotator))


def line_differences(old: str, new: str) -> tuple[str, ...]:
    """List what differs by lines: “- ” before what went, “+ ” before what came, with a few lines around."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=2, lineterm="")
    return tuple(line[:1] + " " + line[1:] if line[:1] in "+- " else line for line in list(lines)[2:])


def _draft_id(annotator: AnnotatorId) -> str:
    return f"guideline:{annotator}"
