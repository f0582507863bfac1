"""Short ways to see what is suggested for a sentence."""

from annotator.model.document import Document, Metadata, Zone
from annotator.suggest.base import Suggestions
from annotator.suggest.rules import suggest_document


def suggested(text: str, zones: tuple[Zone, ...] = (), language: str = "en") -> Suggestions:
    """Suggest for a text that is known to be English."""
    return suggest_document(Document.of(text, Metadata(language=language), zones))


def words_of(text: str, label: str) -> list[object]:
    """List the words of the spans with a label; an interrupted span gives a tuple of its pieces."""
    found: list[object] = []
    for span in suggested(text).spans:
        if span.label == label:
            pieces = tuple(text[start:end] for start, end in span.fragments)
            found.append(pieces[0] if len(pieces) == 1 else pieces)
    return found


def links_of(text: str, label: str) -> list[tuple[str, str]]:
    """List the links of a kind as the words of their ends."""
    return [
        (text[link.from_span.start : link.from_span.end], text[link.to_span.start : link.to_span.end])
        for link in suggested(text).links
        if link.label == label
    ]
