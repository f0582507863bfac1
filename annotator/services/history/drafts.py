"""Drafts of notes: kept while somebody types, so that a crash loses no more than a second of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.model.annotation import Span
from annotator.model.ids import AnnotatorId, SpanId
from annotator.services.project import Project
from annotator.storage.drafts import drafts_of
from annotator.storage.guidelines import forget_draft, write_draft
from annotator.text.normalise import REPLACEMENT, UNSTORABLE

_NOTE = "note:"


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as far as it was typed; `span` is None when it was deleted since."""

    id: str
    span: Span | None
    text: str
    at: str


def keep_note_draft(project: Project, annotator: AnnotatorId, span: SpanId, text: str) -> None:
    """Keep what is typed into a span's note; raises NotSaved when it cannot be written."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    with project.file.unit() as db:
        write_draft(db, note_draft_id(span), annotator, UNSTORABLE.sub(REPLACEMENT, text), at)


def note_draft_id(span: SpanId) -> str:
    """Name the draft of a span's note."""
    return f"{_NOTE}{span}"


def drop_draft(project: Project, id: str) -> None:
    """Forget a draft."""
    with project.file.unit() as db:
        forget_draft(db, id)


def note_drafts(project: Project, annotator: AnnotatorId) -> tuple[NoteDraft, ...]:
    """List the notes that an annotator had not finished when the program ended."""
    with project.file.reading() as db:
        kept = drafts_of(db, annotator)
    return tuple(
        NoteDraft(id, project.span(SpanId(id.removeprefix(_NOTE))), text, at)
        for id, text, at in kept
        if id.startswith(_NOTE)
    )
