"""Which spans a link may end at, the likeliest first: a pure ranking, no Qt."""

from annotator.model.annotation import Span
from annotator.model.scheme import RelationLabel

# Who can speak, and what introduces speech, by the labels of the default scheme; other labels come after these.
_LIKELY = {
    "speaker": frozenset({"PERSON", "ORG", "GPE", "NORP", "SOURCE"}),
    "claimant": frozenset({"PERSON", "ORG", "GPE", "NORP", "SOURCE"}),
    "relay": frozenset({"ORG", "PERSON", "SOURCE"}),
    "cue": frozenset({"CUE"}),
}
# Mostly an adjective: "the Russian minister said". It comes after the others, however near.
_RARELY = frozenset({"NORP"})


def link_targets(source: Span, spans: tuple[Span, ...], relation: RelationLabel) -> tuple[Span, ...]:
    """Rank the spans of the same article that `relation` may lead to from `source`.

    Likely labels come before others, then the nearest by code points; what lies inside the source's
    own words is no target, because a quote's speaker is not who is named in it.
    """
    likely = _LIKELY.get(relation.name)
    found = [span for span in spans if _is_open(source, span, relation)]
    if likely:
        preferred = [span for span in found if span.label in likely]
        found = preferred or ([] if relation.name == "cue" else found)
    return tuple(sorted(found, key=lambda span: (span.label in _RARELY, distance(source, span), span.sort_key)))


def may_lead(source: Span, target: Span, spans: tuple[Span, ...], relation: RelationLabel) -> bool:
    """Tell whether `target` is among the ranked ones, without ranking the others."""
    if not _is_open(source, target, relation):
        return False
    likely = _LIKELY.get(relation.name)
    if likely is None or target.label in likely:
        return True
    return relation.name != "cue" and not any(
        span.label in likely and _is_open(source, span, relation) for span in spans
    )


def _is_open(source: Span, target: Span, relation: RelationLabel) -> bool:
    return (
        target.id != source.id
        and (not relation.to_layers or target.layer in relation.to_layers)
        and not any(start <= target.start and target.end <= end for start, end in source.fragments)
    )


def distance(source: Span, target: Span) -> int:
    """Count the code points between a span and the nearest fragment of the source."""
    return min(max(target.start - end, start - target.end, 0) for start, end in source.fragments)
