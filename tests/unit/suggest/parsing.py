"""Builds what a pipeline reads, by hand, and small pipelines that need no training."""

from pathlib import Path

import spacy

from annotator.suggest.parse import NamedPlace, Node, Parse


def parse_of(text: str, words: str, names: tuple[tuple[str, str], ...] = ()) -> Parse:
    """Read "word/TAG/relation/head" pieces, heads counted from 0, and names as (surface, kind)."""
    nodes, place = [], 0
    for piece in words.split():
        word, tag, relation, head = piece.rsplit("/", 3)
        start = text.index(word, place)
        place = start + len(word)
        nodes.append(Node(start, place, word.lower(), tag, relation, int(head)))
    named = [NamedPlace(text.index(name), text.index(name) + len(name), kind) for name, kind in names]
    return Parse(tuple(nodes), tuple(named))


def small_pipeline(folder: Path, names: tuple[tuple[str, str], ...] = (("Oslo", "GPE"),)) -> Path:
    """Save a pipeline that ends sentences at full stops and knows some names."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names])  # type: ignore[attr-defined]
    language.meta["version"] = "3.1.0"
    folder.parent.mkdir(parents=True, exist_ok=True)
    language.to_disk(folder)
    return folder
