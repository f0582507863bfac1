"""Makes the page of one article with one annotator's spans, for the printer."""

from annotator.formats.base import Line
from annotator.formats.printed_article import PAGE_END, article_html, page_begin
from annotator.model.document import Annotator, DocumentState
from annotator.model.ids import DocumentId
from annotator.services.project import Project


def printed_page(project: Project, identity: DocumentId, annotator: Annotator) -> str:
    """Write an article with what an annotator marked in it, as HTML that needs nothing else."""
    document = project.document(identity)
    spans = project.spans(identity, annotator.id)
    own = {span.id for span in spans}
    relations = tuple(one for one in project.relations(identity, annotator.id) if one.from_span in own)
    state = project.states(identity).get(annotator.id, DocumentState.TODO)
    targets = tuple("" for _ in relations)
    line = Line(document, annotator.name, annotator.role, state, spans, relations, targets)
    return page_begin(document.title) + article_html(line, project.scheme) + PAGE_END
