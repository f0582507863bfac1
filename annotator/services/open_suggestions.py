"""Which suggestions an annotator is still asked about in an article: one per place, none that she has decided on."""

from collections.abc import Sequence

from annotator.model.document import Document
from annotator.model.ids import AnnotatorId
from annotator.model.suggestion import Suggestion
from annotator.services.project import Project
from annotator.services.remembering import where_silent
from annotator.storage import suggestions as stored
from annotator.storage.suggestion_wishes import read_never
from annotator.text.words import Bounds


def remark_on(project: Project, document: Document) -> str:
    """Tell what was remarked when a document was suggested, such as that it is in another language."""
    with project.file.reading() as db:
        known = stored.suggested_of(db, document.id)
    return known[1] if known is not None else ""


def open_for(
    project: Project,
    document: Document,
    annotator: AnnotatorId,
    fleeting: Sequence[Suggestion] = (),
    *,
    within: Bounds | None = None,
) -> tuple[Suggestion, ...]:
    """List them in the order of the text; of several sources that say the same, the surest speaks.

    `fleeting` are suggestions for her alone, which stand where nobody else speaks. Only what begins in
    the stretch `within` is listed.
    """
    start, end = within or (0, len(document.text))
    spans = project.spans(document.id, annotator)
    fleeting = [one for one in fleeting if start <= one.start < end]
    own = {(span.layer, span.fragments) for span in spans}
    with project.file.reading() as db:
        decided = {one.place for one in stored.read_verdicts(db, document.id, annotator)}
        never = {(one.surface, one.label) for one in read_never(db, annotator)}
        kept = stored.read_suggestions_between(db, document.id, start, end)
    others = [(one.layer, one.fragments) for one in kept] + [(one.layer, one.fragments) for one in spans]
    best: dict[object, Suggestion] = {}
    for one in (*kept, *where_silent(fleeting, others)):
        if one.place in decided or (one.layer, one.fragments) in own:
            continue
        words = " ".join(document.text[one.start : one.end].split()) if never else ""
        if (words, "") in never or (words, one.label) in never:
            continue
        known = best.get(one.place)
        if known is None or one.score > known.score:
            best[one.place] = one
    return tuple(sorted(best.values(), key=lambda one: (one.start, -one.end, one.layer, one.label, one.source)))
