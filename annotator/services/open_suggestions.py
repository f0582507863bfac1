"""Which suggestions an annotator is still asked about in an article: one per place, none that she has decided on."""

from annotator.model.document import Document
from annotator.model.ids import AnnotatorId
from annotator.model.suggestion import Suggestion
from annotator.services.project import Project
from annotator.storage import suggestions as stored


def open_for(project: Project, document: Document, annotator: AnnotatorId) -> tuple[Suggestion, ...]:
    """List them in the order of the text; of several sources that say the same, the surest speaks."""
    own = {(span.layer, span.fragments) for span in project.spans(document.id, annotator)}
    with project.file.reading() as db:
        decided = {one.place for one in stored.read_verdicts(db, document.id, annotator)}
        found = stored.read_suggestions(db, document.id)
    best: dict[object, Suggestion] = {}
    for one in found:
        if one.place in decided or (one.layer, one.fragments) in own:
            continue
        known = best.get(one.place)
        if known is None or one.score > known.score:
            best[one.place] = one
    return tuple(best.values())
