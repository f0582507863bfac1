"""Quotes and speakers against PolNeAR's attributions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model.document import Document, Metadata
from annotator.suggest.base import Suggested, Suggester, Suggestions
from annotator.text.tokens import words
from annotator.text.zones import propose_zones
from tests.evaluation.scores import Score

Bounds = tuple[int, int]
MARKED = re.compile(r"(?:[“\"]|'')(?:(?!'')[^“”\"\n])*(?:[”\"]|''|(?=\n|\Z))")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One human attribution."""

    content: tuple[Bounds, ...]
    sources: tuple[Bounds, ...]


@dataclass(slots=True)
class Figures:
    """What is measured, and where it went wrong."""

    marked: Score
    indirect: Score
    speakers: Score
    sure_speakers: Score
    misses: list[str]
    words: int = 0


def articles(folder: Path, *, every: int = 1, first: int = 0) -> Iterator[tuple[Document, list[Attributed]]]:
    """Read every n-th article with its attributions."""
    for path in sorted((folder / "text").glob("*.txt"))[first::every]:
        text = path.read_bytes().decode("utf-8").replace("\ufeff", "\n")
        found: list[Attributed] = []
        for notes in sorted((folder / "attributions").glob(f"{glob_safe(path.stem)}*.ann")):
            found += _attributions(notes.read_text(encoding="utf-8"))
        yield Document.of(text, Metadata(title=path.stem), propose_zones(text)), found


def glob_safe(name: str) -> str:
    """Escape what a pattern would read."""
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _attributions(notes: str) -> list[Attributed]:
    pieces: dict[str, tuple[Bounds, ...]] = {}
    events = []
    for line in notes.split("\n"):
        if line.count("\t") < (2 if line.startswith("T") else 1):
            continue  # the rest of a span's text with a line break in it
        if line.startswith("T"):
            number, described, _ = line.split("\t", 2)
            bounds = described.split(" ", 1)[1]
            pieces[number] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in bounds.split(";")))
        elif line.startswith("E"):
            events.append(line.split("\t", 1)[1].split())
    found = []
    for event in events:
        content = [pieces[ref] for name, ref in (part.split(":") for part in event) if name.startswith("Content")]
        source = [pieces[ref] for name, ref in (part.split(":") for part in event) if name.startswith("Source")]
        if content:
            found.append(Attributed(sum(content, ()), sum(source, ())))
    return found


def evaluate(suggester: Suggester, folder: Path, *, every: int = 1, first: int = 0) -> Figures:
    """Measure a suggester on the articles of a folder."""
    figures = Figures(Score(), Score(), Score(), Score(), [])
    for document, wanted in articles(folder, every=every, first=first):
        suggestions = suggester.suggest(document)
        figures.words += len(document.text.split())
        _marked(document, suggestions, wanted, figures)
        _indirect(document, suggestions, wanted, figures)
        _speakers(document, suggestions, wanted, figures)
    return figures


def _covered(fragments: Sequence[Bounds], bounds: Sequence[Bounds]) -> int:
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in fragments for begin, stop in bounds)


def _marked(document: Document, suggestions: Suggestions, wanted: list[Attributed], figures: Figures) -> None:
    text = document.text
    marks = [found.span() for found in MARKED.finditer(text)]
    direct = [span for span in suggestions.spans if span.label == "DIRECT"]
    attributed = [piece for one in wanted for piece in one.content]
    tokens = [one for one in words(text) if text[one[0]].isalnum()]
    inside = _inside(tokens, marks)
    in_content = _inside(tokens, attributed)
    proposed = _inside(tokens, [piece for span in direct for piece in span.fragments])
    gold = inside & in_content
    figures.marked.add(
        right=len(proposed & in_content), proposed=len(proposed), found=len(proposed & gold), wanted=len(gold)
    )
    for kind, missed in (("MISSED", gold - proposed), ("WRONG", proposed - in_content)):
        for start, end in _runs(sorted(missed), tokens):
            context = text[max(0, start - 80) : start] + "[[" + text[start:end] + "]]" + text[end : end + 80]
            figures.misses.append(f"{kind} quote: {context!r}")


def _inside(tokens: Sequence[Bounds], pieces: Sequence[Bounds]) -> set[Bounds]:
    found: set[Bounds] = set()
    ordered = sorted(pieces)
    place, reach = 0, -1
    for token in tokens:
        while place < len(ordered) and ordered[place][0] <= token[0]:
            reach = max(reach, ordered[place][1])
            place += 1
        if token[0] < reach:
            found.add(token)
    return found


def _runs(missed: list[Bounds], tokens: Sequence[Bounds]) -> Iterator[Bounds]:
    numbers = {token: number for number, token in enumerate(tokens)}
    run: list[Bounds] = []
    for token in missed:
        if run and numbers[token] != numbers[run[-1]] + 1:
            yield (run[0][0], run[-1][1])
            run = []
        run.append(token)
    if run:
        yield (run[0][0], run[-1][1])


def _indirect(document: Document, suggestions: Suggestions, wanted: list[Attributed], figures: Figures) -> None:
    text = document.text
    marks = [found.span() for found in MARKED.finditer(text)]
    plain = [one for one in wanted if not _covered(one.content, marks)]
    spans = [span for span in suggestions.spans if span.label == "INDIRECT"]
    right = [span for span in spans if any(_covered(span.fragments, one.content) for one in wanted)]
    found = [one for one in plain if any(_covered(span.fragments, one.content) for span in spans)]
    figures.indirect.add(right=len(right), proposed=len(spans), found=len(found), wanted=len(plain))
    for span in spans:
        if span not in right:
            figures.misses.append(f"WRONG indirect: {_shown(text, span)}")
    for one in plain:
        if one not in found:
            start, end = one.content[0][0], one.content[-1][1]
            shown = text[max(0, start - 70) : start] + "[[" + text[start:end] + "]]" + text[end : end + 50]
            figures.misses.append(f"MISSED indirect: {shown!r}")


def _shown(text: str, span: Suggested) -> str:
    around = text[max(0, span.start - 70) : span.start] + "[[" + text[span.start : span.end] + "]]"
    return f"{around + text[span.end : span.end + 40]!r} {span.rule} {span.score}"


def _speakers(document: Document, suggestions: Suggestions, wanted: list[Attributed], figures: Figures) -> None:
    text = document.text
    speakers = {link.from_span.place: link for link in suggestions.links if link.label == "speaker"}
    for span in suggestions.spans:
        if span.label != "DIRECT":
            continue
        candidates = [(one, _covered(span.fragments, one.content)) for one in wanted if one.sources]
        one, shared = max(candidates, key=lambda pair: pair[1], default=(None, 0))
        if one is None or not shared:
            continue
        link = speakers.get(span.place)
        right = link is not None and _names(text, link.to_span, one.sources)
        figures.speakers.add(right=int(right), proposed=int(link is not None), found=int(right), wanted=1)
        if link is not None and link.score >= 0.9:
            figures.sure_speakers.add(right=int(right), proposed=1, found=int(right), wanted=1)
        if not right:
            named = text[link.to_span.start : link.to_span.end] if link else None
            gold = [text[a:b] for a, b in one.sources]
            figures.misses.append(f"WRONG speaker: {named!r} for {gold} by {link and link.rule}: {_shown(text, span)}")


def _names(text: str, speaker: Suggested, sources: Sequence[Bounds]) -> bool:
    """Tell whether a speaker is the source: it overlaps a mention of it, or has its last word."""
    if _covered(speaker.fragments, sources):
        return True
    last = text[speaker.start : speaker.end].split()[-1].lower()
    return last[0].isalpha() and len(last) > 3 and any(text[a:b].lower().split()[-1] == last for a, b in sources)
