"""Claims about reading an article with a pipeline: right offsets, bounded pieces, and what the rules make of it."""

import time

import pytest

from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.suggest.article import Article
from annotator.suggest.pipeline import LONGEST_PIECE, Pipeline, pieces_of
from annotator.suggest.pipelines import find_pipeline, open_pipeline
from annotator.suggest.rules import OTHER_LANGUAGE, Rules
from tests.unit.suggest.parsing import small_pipeline

FERRY = "The ferry to Oslo 🚢 was late. "


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return open_pipeline(find_pipeline(str(small_pipeline(tmp_path_factory.mktemp("pipelines") / "small"))))


def english(text: str, zones: tuple[Zone, ...] = ()) -> Document:
    return Document.of(text, Metadata(language="en"), zones)


def test_words_and_names_carry_the_offsets_of_the_article(pipeline: Pipeline) -> None:
    text = f"{FERRY}\n\n  {FERRY * 2}"

    parse = pipeline.read(Article(english(text)))

    assert [text[name.start : name.end] for name in parse.names] == ["Oslo"] * 3
    assert all(text[node.start : node.end].lower() == node.lower for node in parse.nodes)


def test_a_long_text_is_read_in_pieces_that_end_with_sentences(pipeline: Pipeline) -> None:
    text = FERRY * 10_000

    pieces = tuple(pieces_of(Article(english(text))))

    assert len(text) >= 300_000
    assert all(end - start <= LONGEST_PIECE for start, end in pieces)
    assert all(text[start:end].strip().endswith(".") for start, end in pieces)
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]


def test_a_text_without_sentence_ends_is_cut_at_words() -> None:
    text = "never ending words " * 1_000

    pieces = tuple(pieces_of(Article(english(text))))

    assert all(end - start <= LONGEST_PIECE for start, end in pieces)
    assert all(text[end : end + 1] in ("", " ") for _, end in pieces)


def test_furniture_is_not_read(pipeline: Pipeline) -> None:
    text = f"{FERRY}\n\nSubscribe in Oslo!"

    parse = pipeline.read(Article(english(text, (Zone(len(FERRY) + 2, len(text), ZoneKind.BOILERPLATE),))))

    assert [name.start for name in parse.names] == [text.index("Oslo")]


def test_suggestions_carry_the_name_of_the_pipeline(pipeline: Pipeline) -> None:
    found = Rules(pipeline).suggest(english(f"{FERRY}“It was not,” said Ana Moreno."))

    assert {span.source for span in found.spans} == {"pipeline:small@3.1.0"}
    assert {link.source for link in found.links} == {"pipeline:small@3.1.0"}


def test_an_article_in_another_language_is_not_read_as_english(pipeline: Pipeline) -> None:
    german = Document.of("Er sagte, die Fähre nach Oslo komme am 18. Oktober. " * 5, Metadata(language="de"))

    found = Rules(pipeline).suggest(german)

    assert found.remark == OTHER_LANGUAGE
    assert {span.label for span in found.spans} <= {"DIRECT", "SCARE", "DATE"}


def test_a_minute_does_for_said_that_thirty_thousand_times(pipeline: Pipeline) -> None:

    began = time.process_time()
    Rules(pipeline).suggest(english("said that " * 30_000))

    assert time.process_time() - began < 60


def test_words_met_in_one_article_do_not_change_the_next(pipeline: Pipeline) -> None:
    first, second = Article(english(FERRY)), Article(english("A zeppelin to Oslo. " * 3))
    alone = pipeline.read(second)

    pipeline.read(first)

    assert pipeline.read(second) == alone
