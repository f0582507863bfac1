"""The rules with what was learnt here: for the labels in which learning was better, the learnt pipeline speaks."""

from collections.abc import Mapping

from annotator.model.document import Document
from annotator.suggest.article import Article
from annotator.suggest.base import Collection, Suggested, Suggester, Suggestions
from annotator.suggest.pipeline import Pipeline

SCORE = 0.8


class Learnt:
    """Everything that `others` suggest, but for the labels that `learnt` names."""

    def __init__(self, pipeline: Pipeline, others: Suggester, learnt: Mapping[str, object]) -> None:
        self.name = pipeline.name
        self._pipeline = pipeline
        self._others = others
        self._layer = str(learnt.get("layer", "entity"))
        labels = learnt.get("takes_over")
        self._labels = frozenset(map(str, labels)) if isinstance(labels, list) else frozenset()

    def suggest(self, document: Document) -> Suggestions:
        """Propose what the others do, with the learnt labels in place of theirs. Linear in the text."""
        found = self._others.suggest(document)
        collection = Collection(self.name)
        names = self._pipeline.read(Article(document)).names
        own = [(name.start, name.end) for name in names if name.kind in self._labels]
        for name in names:
            if name.kind in self._labels:
                bounds = (name.start, name.end)
                collection.add(Suggested(self._layer, name.kind, (bounds,), rule="learnt", score=SCORE))
        for span in found.spans:
            if not self._is_taken(span, own):
                collection.add(span)
        kept = {span.place for span in found.spans if not self._is_taken(span, own)}
        for link in found.links:
            if link.from_span.place in kept and link.to_span.place in kept:
                collection.link(link.label, link.from_span, link.to_span, rule=link.rule, score=link.score)
        return collection.finished(document, remark=found.remark)

    def _is_taken(self, span: Suggested, own: list[tuple[int, int]]) -> bool:
        if span.layer != self._layer:
            return False
        # A speaker keeps its link when both found the same place.
        if span.label in self._labels:
            return (span.start, span.end) not in own
        return any(span.start < end and start < span.end for start, end in own)
