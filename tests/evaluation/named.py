"""Names against corpora with labelled entities: persons, organisations and places, exact bounds."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from annotator.model.document import Document, Metadata
from annotator.suggest.base import Suggester
from annotator.suggest.gazetteer import shipped_gazetteer
from annotator.suggest.name_words import TITLES
from tests.evaluation.scores import Score

Token = tuple[str, str]
Named = set[tuple[int, int, str]]
KINDS = {
    "PERSON": "PERSON", "PER": "PERSON", "per": "PERSON", "person": "PERSON", "politician": "PERSON",
    "ORG": "ORG", "org": "ORG", "organisation": "ORG", "politicalparty": "ORG",
    "GPE": "place", "LOC": "place", "FAC": "place", "geo": "place", "location": "place", "country": "place",
}  # fmt: skip
GLUED_BEFORE = frozenset({",", ".", ";", ":", "!", "?", ")", "'s", "’s", "'", "n't", "%", "”", "''"})
GLUED_AFTER = frozenset({"(", "“", "``", "$", "#"})
SENTENCES_PER_ARTICLE = 20


def wikigold(folder: Path) -> Iterator[list[list[Token]]]:
    """Read Wikigold, cut into pieces of an article's length."""
    return _pieces(_sentences(next(folder.glob("wikigold/*")).read_text(encoding="utf-8"), word=0, label=-1))


def pud(folder: Path) -> Iterator[list[list[Token]]]:
    """Read the sentences of UNER PUD."""
    return _pieces(_sentences(next(folder.glob("uner-english-pud/*")).read_text(encoding="utf-8"), word=1, label=2))


def crossner(folder: Path) -> Iterator[list[list[Token]]]:
    """Read CrossNER's politics, development part."""
    return _pieces(_sentences((folder / "crossner/politics-dev.txt").read_text(encoding="utf-8"), word=0, label=-1))


def gmb(folder: Path) -> Iterator[list[list[Token]]]:
    """Read the news of the Groningen Meaning Bank; its persons carry their titles, ours never do."""
    found: list[list[Token]] = []
    with next(folder.glob("gmb-sample/*.csv")).open(encoding="latin-1", newline="") as lines:
        for number, word, _, label in islice(csv.reader(lines), 1, None):
            if number:
                found.append([])
            is_title = label.endswith("-per") and word in TITLES and (label[0] == "B" or found[-1][-1][1] == "O")
            # Its "gpe" holds states and peoples.
            is_state = label.endswith("-gpe") and shipped_gazetteer().label_of(word) == "GPE"
            found[-1].append((word, "O" if is_title else "B-geo" if is_state else label))
    return _pieces(found)


CORPORA = {"wikigold": wikigold, "pud": pud, "crossner politics": crossner, "gmb": gmb}


def _sentences(text: str, *, word: int, label: int) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for line in text.splitlines():
        columns = line.split("\t") if "\t" in line else line.split()
        if not columns or line.startswith("# "):
            if found[-1]:
                found.append([])
        elif not columns[0].startswith("-DOCSTART"):
            found[-1].append((columns[word], columns[label]))
    return [sentence for sentence in found if sentence]


def _pieces(sentences: Sequence[list[Token]]) -> Iterator[list[list[Token]]]:
    for place in range(0, len(sentences), SENTENCES_PER_ARTICLE):
        yield list(sentences[place : place + SENTENCES_PER_ARTICLE])


def article_of(sentences: Iterable[list[Token]]) -> tuple[Document, Named]:
    """Write tokens as running text and tell where the names stand."""
    text, named = "", set()
    for sentence in sentences:
        open_one: tuple[int, str] | None = None
        glue = True
        end = len(text)
        for word, label in sentence:
            kind = KINDS.get(label.split("-", 1)[-1])
            if open_one and (kind != open_one[1] or label.startswith("B-")):
                named.add((open_one[0], end, open_one[1]))
                open_one = None
            text += "" if glue or word in GLUED_BEFORE else " "
            if kind and open_one is None:
                open_one = (len(text), kind)
            text += word
            end, glue = len(text), word in GLUED_AFTER
        if open_one:
            named.add((open_one[0], end, open_one[1]))
        text += " "
    return Document.of(text, Metadata(title="corpus", language="en")), named


def evaluate(
    suggester: Suggester, pieces: Iterable[list[list[Token]]], *, misses: list[str] | None = None
) -> dict[str, Score]:
    """Measure names of three kinds, exact bounds."""
    scores = {kind: Score() for kind in ("PERSON", "ORG", "place")}
    for sentences in pieces:
        document, wanted = article_of(sentences)
        found = {
            (span.start, span.end, KINDS[span.label])
            for span in suggester.suggest(document).spans
            if span.label in KINDS
        }
        for kind, score in scores.items():
            mine, gold = {one for one in found if one[2] == kind}, {one for one in wanted if one[2] == kind}
            both = len(mine & gold)
            score.add(right=both, proposed=len(mine), found=both, wanted=len(gold))
        if misses is not None:
            misses += [_shown(document.text, "WRONG", one) for one in sorted(found - wanted)]
            misses += [_shown(document.text, "MISSED", one) for one in sorted(wanted - found)]
    return scores


def together(scores: Iterable[Score]) -> Score:
    """Add up the scores of the kinds."""
    whole = Score()
    for one in scores:
        whole.add(right=one.right, proposed=one.proposed, found=one.found, wanted=one.wanted)
    return whole


def _shown(text: str, verdict: str, name: tuple[int, int, str]) -> str:
    start, end, kind = name
    return f"{verdict} {kind}: {text[max(0, start - 40) : start]}[[{text[start:end]}]]{text[end : end + 30]}"
