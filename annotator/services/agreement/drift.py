"""Says how far an annotator agrees with herself: two passes over the same articles, in plain words and per label."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.model.document import Annotator
from annotator.model.ids import DocumentId
from annotator.services.agreement.board import Bar, Block, Cell, Pick, name_cell
from annotator.services.agreement_words import articles, figure, interval_words, percent, warnings
from annotator.services.flow.second_pass import owner_of
from annotator.services.project import Project
from annotator.storage.agreement_history import finished_under

CAUTION = (
    "Nobody can be expected to agree with others more than with herself: read the agreement between annotators beside "
    "this figure."
)
_MOST_NAMED = 3
Versions = tuple[Mapping[DocumentId, int], Mapping[DocumentId, int]]


def is_drift(annotators: Sequence[Annotator]) -> bool:
    """Whether these are two passes of one annotator, the first before the second."""
    return len(annotators) == 2 and owner_of(annotators[1], annotators) == annotators[0]


def versions(project: Project, annotators: Sequence[Annotator]) -> Versions:
    """Read under which version of the scheme either pass was finished, article by article."""
    with project.file.reading() as db:
        first, second = (finished_under(db, one.id) for one in annotators)
    return first, second


def drift_sentences(pair: Mapping[str, Any], between: Versions) -> tuple[str, ...]:
    """Say what came out alike, which labels moved, and whether the guideline changed between the passes."""
    name = pair["a"]
    if not pair["documents"]:
        return (f"{name} has finished no article in both passes yet: mark articles of the second pass done.",)
    exact = pair["exact"]
    if exact["f1"] is None:
        return (f"{name} found nothing in either pass of {articles(pair['documents'])}: there is nothing to compare.",)
    alike = (
        f"{name} labelled {articles(pair['documents'])} twice: {_spans(exact['tp'])} came out exactly alike, of "
        f"{exact['n_a']:,} in the first and {exact['n_b']:,} in the second pass, which is an exact F1 of "
        f"{percent(exact['f1'])}{interval_words(pair['f1_interval'])}; {percent(pair['overlap']['f1'])} when "
        "bounds may differ."
    )
    moved = _moved(pair["labels"])
    often = (f"Given more or less often: {moved}.",) if moved else ()
    return (alike, *often, *_guideline(between), *warnings(pair), CAUTION)


def drift_of(project: Project, figures: Mapping[str, Any]) -> tuple[str, ...]:
    """Say in sentences what `agreement` found about two passes of one annotator; nothing for anybody else."""
    annotators = [one for name in figures["annotators"] if (one := project.annotator(name)) is not None]
    if not is_drift(annotators):
        return ()
    return drift_sentences(figures["scopes"]["all"]["pairs"][0], versions(project, annotators))


def drift_block(pair: Mapping[str, Any], between: Versions, layer: str) -> Block:
    """Show each label in the first pass, in the second, and how many spans came out alike."""
    first, *rest = drift_sentences(pair, between)
    return Block(
        "drift",
        f"Drift of {pair['a']}",
        first,
        ("Label", "Pass 1", "Pass 2", "Exactly alike", "Exact F1", "0 to 1"),
        tuple(_row(label, of, layer) for label, of in sorted(pair["labels"].items())),
        tuple(rest),
    )


def _row(label: str, of: Mapping[str, Any], layer: str) -> tuple[Cell, ...]:
    says = (
        f"{label}: {of['n_a']:,} spans in the first pass, {of['n_b']:,} in the second, {of['tp']:,} exactly alike in "
        f"both (exact F1 {figure(of['f1'])})."
    )
    pick = Pick(layer=layer, label=label)
    numbers = (Cell(f"{of[key]:,}", says, pick) for key in ("n_a", "n_b", "tp"))
    bar = None if of["f1"] is None else Bar(of["f1"])
    return (name_cell(label, says, pick), *numbers, Cell(figure(of["f1"]), says, pick), Cell("", says, pick, bar))


def _moved(labels: Mapping[str, Mapping[str, Any]]) -> str:
    far = sorted(labels.items(), key=lambda one: (-abs(one[1]["n_b"] - one[1]["n_a"]), one[0]))
    named = [one for one in far if one[1]["n_a"] != one[1]["n_b"]][:_MOST_NAMED]
    return ", ".join(f"{label} {of['n_a']:,} times, then {of['n_b']:,}" for label, of in named)


def _guideline(between: Versions) -> tuple[str, ...]:
    first, second = between
    both = [(first[one], second[one]) for one in first if one in second]
    later = sum(before < after for before, after in both)
    if not later:
        return ()
    sentence = (
        f"The label scheme changed between the passes in {later:,} of {articles(len(both))}: part of the difference "
        "may be its doing, and not a drift."
    )
    return (sentence,)


def _spans(count: int) -> str:
    return "1 span" if count == 1 else f"{count:,} spans"
