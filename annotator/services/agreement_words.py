"""Says each figure of agreement in plain words, with what it stands on and when it may mislead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.model.document import Annotator, Role

FEW_DOCUMENTS = 10
FEW_SPANS = 30
HIDDEN_PASS = "The first pass stays hidden while you label it again: go back to your own articles first."
_LONG_SPAN = 80  # code points: from here on a span weighs like a sentence


CLASS_NAMES = {
    "omission": "Left out",
    "split/merge": "Split or joined",
    "label": "Label",
    "boundary": "Bounds",
    "boundary+label": "Bounds and label",
    "attribute": "Attribute",
    "relation": "Link",
    "self-duplicate": "Twice by one",
    "agree": "All agree",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is: its name, formula in words, source, and why it may mislead."""

    key: str
    name: str
    formula: str
    source: str
    caution: str


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "exact",
        "Exact F1",
        "2 tp / (n_a + n_b); a span counts when layer, label and every fragment are the same",
        "Hripcsak and Rothschild 2005",
        "one character more or less makes a miss; read it beside the overlap F1",
    ),
    Definition(
        "boundary",
        "Boundary F1",
        "as exact, the label left out",
        "Hripcsak and Rothschild 2005",
        "says nothing about labels",
    ),
    Definition(
        "overlap",
        "Overlap F1",
        "2 tp / (n_a + n_b); tp is the largest one-to-one pairing of spans of one label that share a character",
        "maximum bipartite matching",
        "a span that shares one character with another counts as found",
    ),
    Definition(
        "overlap_any", "Overlap F1, any label", "as overlap, the label left out", "", "says nothing about labels"
    ),
    Definition(
        "iou50",
        "IoU 0.5 F1",
        "as overlap, for pairs that share at least half of the characters that either covers",
        "Jaccard 1912",
        "short spans fail by a single character",
    ),
    Definition(
        "character",
        "Character F1",
        "2 |A and B| / (|A| + |B|) over pairs of position and label",
        "Dice 1945",
        "long spans hide many short ones",
    ),
    Definition(
        "token",
        "Token kappa (secondary)",
        "(Po - Pe) / (1 - Pe) over the words of the articles; a word's value is the set of its labels",
        "Cohen 1960",
        "most words are outside every span, so it is high where annotators disagree on most spans",
    ),
    Definition(
        "unitizing",
        "u-alpha",
        "1 - observed / expected disagreement of segments on the line of characters",
        "Krippendorff, Mathet, Bouvry and Widlöcher 2016",
        "needs spans that do not overlap; it is not the unitizing alpha of 1995 that other programs show",
    ),
)


def pair_sentences(pair: Mapping[str, Any]) -> tuple[str, ...]:
    """Say what one pair's figures mean; `pair` is one of the pairs of `agreement`."""
    a, b = pair["a"], pair["b"]
    if not pair["documents"]:
        return (f"{a} and {b} have finished no article together, so nothing can be compared.",)
    exact, overlap = pair["exact"]["f1"], pair["overlap"]["f1"]
    if exact is None:
        return (f"{a} and {b} both found nothing in {articles(pair['documents'])}: there is nothing to compare.",)
    spread = interval_words(pair["f1_interval"])
    counted = f"{pair['exact']['tp']:,} of {pair['spans_a']:,} and {pair['spans_b']:,} spans"
    place = articles(pair["documents"])
    told = [f"{a} and {b} made {percent(exact)} of their spans exactly alike{spread} ({counted} in {place})."]
    if overlap is not None and overlap > exact:
        told.append(
            f"Counting spans that only overlap it is {percent(overlap)}: {percent(overlap - exact)} of the spans "
            "have the same label on other bounds."
        )
    label_only = pair["label_only"]
    if label_only["accuracy"] is not None:
        told.append(
            f"Where the bounds are the same ({label_only['n']:,}), {percent(label_only['accuracy'])} of the labels are."
        )
    return tuple(told)


def warnings(pair: Mapping[str, Any]) -> tuple[str, ...]:
    """Say when a pair's figures may mislead."""
    found = []
    spans = pair["spans_a"] + pair["spans_b"]
    if 0 < pair["documents"] < FEW_DOCUMENTS:
        found.append(f"Only {articles(pair['documents'])}: another choice of articles could change the figures much.")
    if 0 < spans < FEW_SPANS:
        found.append(f"Only {spans} spans: one more or less changes the figures visibly.")
    if len(pair["labels"]) == 1 and spans:
        found.append("Only one label occurs: agreement on labels says nothing here.")
    kappa, exact = pair["token"]["cohen_kappa"], pair["exact"]["f1"]
    if kappa is not None and exact is not None and kappa - exact > 0.2:
        found.append("Token kappa is far above exact F1, because most words lie outside every span or spans are long.")
    return tuple(found)


def missing_words(pair: Mapping[str, Any]) -> tuple[str, ...]:
    """Say why figures of a pair are undefined."""
    names = {one.key: one.name for one in DEFINITIONS} | {"semeval": "SemEval classes", "label_only": "Labels alone"}
    return tuple(f"{names[key]}: {why}." for key, why in pair["reasons"].items() if key in names)


def figures_refusal(everybody: Iterable[Annotator], annotator: Annotator) -> str:
    """Say why somebody may not see how others label, or nothing: leads may, and anybody while there is no lead."""
    if annotator.role is Role.SECOND_PASS:
        return HIDDEN_PASS
    leads = [one.name for one in everybody if one.role is Role.LEAD]
    if not leads or annotator.name in leads:
        return ""
    return f"Only a lead sees how far annotators agree, so that nobody is led while labelling: ask {leads[0]}."


def about(key: str) -> str:
    """Write formula and caution of a figure behind what it says."""
    one = next(one for one in DEFINITIONS if one.key == key)
    return f"{one.name} is {one.formula}. It may mislead: {one.caution}."


def mean_sentence(key: str, value: float | None, interval: tuple[float, float] | None, shared: int, pairs: int) -> str:
    """Say what a mean over the pairs of annotators means."""
    if value is None:
        return "There is nothing to compare: no pair of annotators has spans in an article that both finished."
    how = "are exactly alike" if key == "exact" else "overlap one of the same label"
    whose = "the two annotators" if pairs == 1 else f"two annotators, on average over {pairs:,} pairs,"
    spread = interval_words(list(interval) if interval else None)
    return f"{percent(value)} of the spans of {whose} {how}{spread}, in {articles(shared)}."


def label_sentence(label: str, key: str, value: float | None, interval: Sequence[float] | None, n: int) -> str:
    """Say what a label's figure means, on how many spans it stands, and why it may mislead."""
    if value is None:
        return f"{label}: undefined, because no pair of annotators has such a span in an article that both finished."
    how = "are exactly alike on both sides" if key == "exact" else "overlap a span of that label on the other side"
    few = f" Only {n:,} spans: one more or less changes the figure visibly." if n < FEW_SPANS else ""
    spread = interval_words(list(interval) if interval else None)
    return f"{percent(value)} of the {n:,} spans of {label} {how}{spread}.{few} {about(key)}"


def places_words(places: int, differing: int) -> str:
    """Say how many of all places annotators disagree in."""
    return f"{differing:,} of {places:,} places that anybody labelled; all agree in the others."


def scope_warnings(of: Mapping[str, Any], shared: int, mean_length: float) -> tuple[str, ...]:
    """Say when the figures of a layer may mislead as a whole."""
    found = []
    if not shared:
        return ("No article was finished by two annotators, so nothing can be compared yet.",)
    if shared < FEW_DOCUMENTS:
        found.append(f"Only {articles(shared)}: another choice of articles could change the figures much.")
    spans = sum(pair["spans_a"] + pair["spans_b"] for pair in of["pairs"])
    if 0 < spans < FEW_SPANS:
        found.append(f"Only {spans} spans: one more or less changes the figures visibly.")
    if len(of["labels"]) == 1:
        found.append("Only one label occurs: agreement on labels says nothing here.")
    if mean_length >= _LONG_SPAN:
        found.append(
            f"Spans are {mean_length:.0f} characters long on average: exact F1 punishes every edge, and figures by "
            "words or characters hide the short ones."
        )
    return tuple(found)


def percent(value: float | None) -> str:
    """Write a share for a reader."""
    return "undefined" if value is None else f"{100 * value:.0f} %"


def figure(value: float | None) -> str:
    """Write a figure for a table."""
    return "–" if value is None else f"{value:.3f}"


def articles(count: int) -> str:
    """Count articles in words."""
    return "1 article" if count == 1 else f"{count:,} articles"


def interval_words(interval: list[float] | None) -> str:
    """Write an interval behind a share, or nothing."""
    return "" if interval is None else f" (95 % interval {percent(interval[0])} to {percent(interval[1])})"


def interval_heading(shared: int) -> str:
    """Head the intervals; never without saying that they stand on few articles."""
    return "95 %, few articles" if shared < FEW_DOCUMENTS else "95 % interval"


def methods_paragraph(figures: Mapping[str, Any], resamples: int, seed: int, version: str) -> str:
    """Write the paragraph that a paper needs; `figures` is what `agreement` gives."""
    names = figures["annotators"]
    entry = figures["scopes"]["all"]["mean"]
    pairs = len(names) * (len(names) - 1) // 2
    return (
        f"Agreement was measured on {articles(figures['documents'])} that at least two of {len(names)} annotators "
        f"had finished. A span counts as agreed when layer, label and all bounds, in half-open code points, are the "
        f"same; F1 is 2 tp / (n_a + n_b), which needs no reference annotator (Hripcsak and Rothschild 2005), and is "
        f"the unweighted mean over {pairs} pairs of annotators: exact {figure(entry['exact_f1'])}, overlapping with "
        f"the same label {figure(entry['overlap_f1'])}, bounds alone {figure(entry['boundary_f1'])}. Intervals are "
        f"95 % percentiles of a bootstrap over articles ({resamples:,} resamples, seed {seed}). Layers were never "
        f"aligned with each other; articles that were skipped or not finished were left out, and figures without "
        f"data are reported as undefined. u-alpha follows Krippendorff et al. (2016). Computed with Annotator "
        f"{version}."
    )


def drift_methods(figures: Mapping[str, Any], resamples: int, seed: int, version: str) -> str:
    """Write the paragraph that a paper needs about one annotator who labelled her articles again."""
    mean = figures["scopes"]["all"]["mean"]
    return (
        f"To measure self-agreement, one annotator labelled {articles(figures['documents'])} of those that she had "
        "finished, drawn by lot, a second time without seeing her first labels. A span counts as agreed when layer, "
        "label and all bounds, in half-open code points, are the same; F1 is 2 tp / (n_1 + n_2) over both passes: "
        f"exact {figure(mean['exact_f1'])}, overlapping with the same label {figure(mean['overlap_f1'])}, bounds alone "
        f"{figure(mean['boundary_f1'])}. Intervals are 95 % percentiles of a bootstrap over articles ({resamples:,} "
        f"resamples, seed {seed}). The second pass counts neither as gold nor as another annotator. Computed with "
        f"Annotator {version}."
    )
