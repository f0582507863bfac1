"""Which suggestions an annotator is still asked about in an article: one per place, none that she has decided on."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model.annotation import Span
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId
from annotator.model.suggestion import Suggestion
from annotator.services.project import Project
from annotator.services.suggestions.remembering import where_silent
from annotator.storage import suggestions as stored
from annotator.storage.suggestion_wishes import read_never
from annotator.text.words import Bounds


def remark_on(project: Project, document: Document) -> str:
    """Tell what was remarked when a document was suggested, such as that it is in another language."""
    with project.file.reading() as db:
        known = stored.suggested_of(db, document.id)
    return known[1] if known is not None else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is stored of the suggestions that begin in a stretch of a document, and what an annotator wished of them."""

    document: Document
    within: Bounds
    kept: tuple[Suggestion, ...]
    decided: frozenset[object]
    never: frozenset[tuple[str, str]]


def read_asked(project: Project, document: Document, annotator: AnnotatorId, *, within: Bounds | None = None) -> Asked:
    """Read what is stored of a document's suggestions; only of the stretch `within`, when one is given."""
    start, end = within or (0, len(document.text))
    with project.file.reading() as db:
        return Asked(
            document,
            (start, end),
            stored.read_suggestions_between(db, document.id, start, end),
            frozenset(one.place for one in stored.read_verdicts(db, document.id, annotator)),
            frozenset((one.surface, one.label) for one in read_never(db, annotator)),
        )


def still_open(asked: Asked, spans: Sequence[Span], fleeting: Sequence[Suggestion] = ()) -> tuple[Suggestion, ...]:
    """List what is neither labelled nor decided, in the order of the text; of several that say the same, the surest.

    `spans` are the annotator's own in the document. `fleeting` are suggestions for her alone, which stand where
    nobody else speaks.
    """
    start, end = asked.within
    fleeting = [one for one in fleeting if start <= one.start < end]
    own = {(span.layer, span.fragments) for span in spans}
    others = [(one.layer, one.fragments) for one in asked.kept] + list(own) if fleeting else ()
    best: dict[object, Suggestion] = {}
    for one in (*asked.kept, *where_silent(fleeting, others)):
        if one.place in asked.decided or (one.layer, one.fragments) in own or _is_never_wanted(one, asked):
            continue
        known = best.get(one.place)
        if known is None or one.score > known.score:
            best[one.place] = one
    return tuple(sorted(best.values(), key=lambda one: (one.start, -one.end, one.layer, one.label, one.source)))


def open_for(
    project: Project,
    document: Document,
    annotator: AnnotatorId,
    fleeting: Sequence[Suggestion] = (),
) -> tuple[Suggestion, ...]:
    """Read and list the suggestions of a whole document that an annotator is still asked about."""
    spans = project.spans(document.id, annotator)
    return still_open(read_asked(project, document, annotator), spans, fleeting)


def _is_never_wanted(one: Suggestion, asked: Asked) -> bool:
    if not asked.never:
        return False
    words = " ".join(asked.document.text[one.start : one.end].split())
    return (words, "") in asked.never or (words, one.label) in asked.never
