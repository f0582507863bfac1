"""Reads the corpora that the bundled pipeline is trained from: parsed sentences and running text with names."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

PERSONS = {"PER", "person", "politician", "researcher", "writer", "musicalartist", "scientist"}
ORGANISATIONS = {"ORG", "organisation", "organization", "university", "politicalparty", "band"}
PLACES = {"LOC", "location", "country", "place"}
KIND = (
    dict.fromkeys(PERSONS, "PERSON") | dict.fromkeys(ORGANISATIONS, "ORG") | dict.fromkeys(PLACES, "LOC")
)  # "LOC" is every place here: the corpora do not tell states from rivers.
GLUED_BEFORE = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "'s", "’s", "'", "n't", "%", "”", "''"})
GLUED_AFTER = frozenset({"(", "[", "“", "``", "$", "#"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "my", "'s", "’s"})
LONGEST_PARAGRAPH = 160
SENTENCES_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence; `head` counts from 0 inside the sentence, `entity` is GUM's bracket notation."""

    text: str
    upos: str
    xpos: str
    features: str
    head: int
    relation: str
    spaced: bool
    entity: str


Sentence = tuple[Token, ...]
Labelled = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NamedText:
    """Running text with names as (start, end, kind), kinds PERSON, ORG and LOC."""

    text: str
    names: tuple[tuple[int, int, str], ...]


# --- parsed sentences ---


def parsed_paragraphs(path: Path) -> list[list[Sentence]]:
    """Read CoNLL-U as paragraphs of sentences, none longer than LONGEST_PARAGRAPH words unless one sentence is."""
    found: list[list[Sentence]] = [[]]
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        sentence = tuple(_tokens([line.split("\t") for line in lines if line and not line.startswith("#")]))
        if not sentence:
            continue
        length = sum(map(len, found[-1])) + len(sentence)
        if length > LONGEST_PARAGRAPH or any(line.startswith(("# newpar", "# newdoc")) for line in lines):
            found.append([])
        found[-1].append(sentence)
    return [paragraph for paragraph in found if paragraph]


def _tokens(rows: list[list[str]]) -> Iterator[Token]:
    """Yield the words; the parts of a contraction ("do" + "n't") have no space between them."""
    inside_until, spaced_after = 0, True
    for row in rows:
        if "-" in row[0]:
            inside_until, spaced_after = int(row[0].split("-")[1]), "SpaceAfter=No" not in row[9]
        if not row[0].isdigit():
            continue
        number = int(row[0])
        spaced = "SpaceAfter=No" not in row[9]
        if number <= inside_until:
            spaced = spaced_after if number == inside_until else False
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        head = int(row[6]) - 1 if row[6] != "0" else number - 1
        features = "" if row[5] == "_" else row[5]
        yield Token(row[1], row[3], row[4], features, head, row[7], spaced, entity)


def with_curly_quotes(sentence: Sentence) -> Sentence:
    """Write straight quotation marks and apostrophes as news sites do; no tree changes."""
    opened = False
    found = []
    for token in sentence:
        text = token.text.replace("'", "’")
        if text == '"':
            opened = not opened
            text = "“" if opened else "”"
        found.append(replace(token, text=text))
    return tuple(found)


# --- names ---


def parsed_names(path: Path) -> Iterator[NamedText]:
    """Read the proper names in GUM's entity brackets, paragraph by paragraph."""
    for paragraph in parsed_paragraphs(path):
        text, names = "", []
        for sentence in paragraph:
            bounds = []
            for token in sentence:
                bounds.append((len(text), len(text) + len(token.text)))
                text += token.text + (" " if token.spaced else "")
            text = text if text.endswith(" ") else text + " "
            names += [(bounds[a][0], bounds[b][1], kind) for a, b, kind in _gum_names(sentence)]
        yield NamedText(text, tuple(_outermost(names)))


def _gum_names(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    open_ones: list[tuple[str, str, int]] = []
    for place, token in enumerate(sentence):
        for mark in token.entity.replace("(", "\0(").replace(")", ")\0").split("\0"):
            if mark.startswith("("):
                identity, kind = mark[1:].rstrip(")").split("-")[:2]
                open_ones.append((identity, kind, place))
            if mark.endswith(")"):
                identity = mark.strip("()").split("-")[0]
                opened = next((one for one in reversed(open_ones) if one[0] == identity), None)
                if opened:
                    open_ones.remove(opened)
                    name = _name_in(sentence, opened[2], place)
                    if name and opened[1] in KIND:
                        yield (*name, KIND[opened[1]])


def _name_in(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """Give the run of proper nouns round the head of a mention, if a proper noun heads it."""
    heads = [n for n in range(first, last + 1) if not first <= sentence[n].head <= last or sentence[n].head == n]
    if not heads or sentence[heads[0]].xpos not in ("NNP", "NNPS"):
        return None
    start = end = heads[0]
    while start > first and _belongs(sentence[start - 1]):
        start -= 1
    while end < last and _belongs(sentence[end + 1]):
        end += 1
    while end < last - 1 and sentence[end + 1].text in ("of", "for", "and", "-") and _belongs(sentence[end + 2]):
        end += 2
    return start, end


def _belongs(token: Token) -> bool:
    return token.xpos in ("NNP", "NNPS", "HYPH") and token.text.lower() not in DETERMINERS


def _outermost(names: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for name in sorted(set(names), key=lambda one: (one[0], -one[1])):
        if not found or name[0] >= found[-1][1]:
            found.append(name)
    return found


def labelled_sentences(path: Path, *, word: int, label: int) -> list[Labelled]:
    """Read a file of one word per line with its label in a column."""
    found: list[Labelled] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t") if "\t" in line else line.split()
        if not columns or line.startswith("# "):
            if found[-1]:
                found.append([])
        elif not columns[0].startswith("-DOCSTART"):
            found[-1].append((columns[word], columns[label]))
    return [sentence for sentence in found if sentence]


def running_texts(sentences: Sequence[Labelled], *, together: int = SENTENCES_TOGETHER) -> Iterator[NamedText]:
    """Write labelled words as running text, some sentences at a time."""
    for place in range(0, len(sentences), together):
        text, names = "", []
        for sentence in sentences[place : place + together]:
            text, found = _appended(text, sentence)
            names += found
        yield NamedText(text, tuple(names))


def _appended(text: str, sentence: Labelled) -> tuple[str, list[tuple[int, int, str]]]:
    names = []
    open_one: tuple[int, str] | None = None
    glue, end = True, len(text)
    for word, label in [*sentence, ("", "O")]:
        kind = KIND.get(label.split("-", 1)[-1])
        if open_one and (kind != open_one[1] or label.startswith("B-")):
            names.append((open_one[0], end, open_one[1]))
            open_one = None
        text += "" if glue or not word or word in GLUED_BEFORE else " "
        if kind and open_one is None:
            open_one = (len(text), kind)
        text += word
        end, glue = len(text), word in GLUED_AFTER
    return text + " ", names


def place_names(gazetteer: Path) -> list[str]:
    """List the place names of the program's own gazetteer."""
    with gazetteer.open(encoding="utf-8", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines, delimiter="\t") if row["label"] in ("GPE", "LOC")]
