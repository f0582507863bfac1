"""Claims about hits: where they are, which are left out, and that their offsets are exact."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, SetMetadata
from annotator.services.project import Project
from annotator.services.search.searching import CONTEXT, SearchOptions, search
from annotator.storage.rows import change, document_image, zone_image
from annotator.text.normalise import normalise

TEXT = "🇰🇵 Lavrov met Choe. “Säuli” said Lavrov, in 平壤市. Page debris: Lavrov 𠮷 e\u0301t\u0301e."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        yield made


def add(project: Project, text: str, title: str = "", *zones: Zone) -> DocumentId:
    """Put one article into a project."""
    document = Document.of(text, Metadata(title=title), zones)
    changes = [change(RecordKind.DOCUMENT, None, document_image(document))]
    changes += [change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in zones]
    project.import_records("add", changes)
    return document.id


def matches(project: Project, typed: str, options: SearchOptions | None = None) -> list[str]:
    """Search, check every offset, and list what was matched."""
    result = search(project, typed, options)
    for hit in result.hits:
        text = project.document(hit.document).text
        assert text[hit.start : hit.end] == hit.match
        assert text[max(0, hit.start - CONTEXT) : hit.end + CONTEXT] == hit.left + hit.match + hit.right
    assert result.total >= len(result.hits)
    return [hit.match for hit in result.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lavrov", ["Lavrov"] * 3),
        ("Lav*", ["Lavrov"] * 3),
        ('"lavrov met"', ["Lavrov met"]),
        ("choe lavrov", ["Lavrov", "Choe", "Lavrov", "Lavrov"]),
        ("sauli", ["Säuli"]),
        ("平壤", ["平壤"]),
        ("平壤 Choe", ["Choe", "平壤"]),
        ("🇰🇵", ["🇰🇵"]),
        ("Putin", []),
        ("Lavrov Putin", []),
    ],
)
def test_hits_are_where_the_words_are(project: Project, typed: str, found: list[str]) -> None:
    add(project, TEXT)

    assert matches(project, typed) == found


def test_all_words_must_stand_in_one_article(project: Project) -> None:
    add(project, "Lavrov spoke.")
    both = add(project, "Lavrov and Choe spoke.")

    assert {hit.document for hit in search(project, "Choe Lavrov").hits} == {both}


def test_hits_come_in_import_order(project: Project) -> None:
    identities = [add(project, f"Envoy number {number}") for number in range(5)]
    expected = sorted(identities, key=lambda one: project.document_ids().index(one))

    assert [hit.document for hit in search(project, "envoy").hits] == expected


def test_hits_in_page_debris_are_left_out_unless_asked_for(project: Project) -> None:
    start = TEXT.index("Page debris")
    add(project, TEXT, "", Zone(start, len(TEXT), ZoneKind.BOILERPLATE), Zone(0, 5, ZoneKind.TITLE))

    assert matches(project, "lavrov") == ["Lavrov"] * 2
    assert matches(project, "lavrov", SearchOptions(boilerplate=True)) == ["Lavrov"] * 3


def test_the_total_counts_hits_that_are_not_shown(project: Project) -> None:
    add(project, TEXT)

    result = search(project, "lavrov", SearchOptions(most_hits=1))

    assert (result.total, len(result.hits)) == (3, 1)


def test_a_title_alone_is_no_hit_because_it_has_no_place_in_the_text(project: Project) -> None:
    add(project, TEXT, "Envoy toasts")

    assert matches(project, "toasts") == []


def test_a_changed_title_does_not_unsettle_the_index(project: Project) -> None:
    identity = add(project, TEXT, "Envoy toasts")

    project.execute(SetMetadata(identity, Metadata(title="Other words")), project.ensure_annotator("first").id)

    assert matches(project, "Choe") == ["Choe"]
    assert search(project, "Choe").hits[0].title == "Other words"


def label(project: Project, document: DocumentId, who: str, name: str, words: str) -> AnnotatorId:
    """Let somebody label the first place of some words."""
    actor = project.ensure_annotator(who)
    start = project.document(document).text.index(words)
    project.execute(AddSpan(document, name, ((start, start + len(words)),)), actor.id)
    return actor.id


def test_a_label_alone_finds_its_spans_each_place_once(project: Project) -> None:
    document = add(project, TEXT)
    label(project, document, "first", "PERSON", "Lavrov")
    label(project, document, "second", "PERSON", "Lavrov")
    label(project, document, "second", "PERSON", "Choe")

    assert matches(project, "label:PERSON") == ["Lavrov", "Choe"]
    assert matches(project, "label:person layer:entity") == ["Lavrov", "Choe"]


def test_the_spans_of_one_annotator_are_searched_alone(project: Project) -> None:
    document = add(project, TEXT)
    first = label(project, document, "first", "PERSON", "Lavrov")
    label(project, document, "second", "PERSON", "Choe")

    assert matches(project, "label:PERSON", SearchOptions(annotator=first)) == ["Lavrov"]


def test_words_with_a_label_are_found_inside_such_spans(project: Project) -> None:
    document = add(project, TEXT)
    label(project, document, "first", "CLAIM", "Lavrov met Choe")

    assert matches(project, "label:CLAIM lavrov") == ["Lavrov"]
    assert matches(project, "layer:quote lavrov") == []


@pytest.mark.parametrize("typed", ["label:NOBODY", "layer:nothing"])
def test_a_label_that_the_scheme_lacks_gets_a_sentence(project: Project, typed: str) -> None:
    with pytest.raises(UserError, match="The scheme has no"):
        search(project, typed)


def test_an_evil_search_ends_at_once(project: Project) -> None:
    add(project, "a" * 20_000 + " " + "ab " * 20_000, "Evil")

    begun = process_time()
    for typed in ("a* " * 40, '"' + "ab " * 300 + '"', "(a+)+$", "((((((((", "NEAR(a b, 999999)"):
        try:
            search(project, typed)
        except UserError:
            continue

    assert process_time() - begun < 20


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.text("aäß🇰🇵𠮷平e\u0301\u200d👩\u202e-.' \n\xa0", min_size=1, max_size=12), min_size=1, max_size=8
    ),
    place=st.integers(0, 7),
)
def test_offsets_are_exact_for_any_text(project: Project, words: list[str], place: int) -> None:
    text = normalise(" ".join(words)).text
    if not text.strip() or any(project.document(one).text == text for one in project.document_ids()):
        return
    document = add(project, text)
    typed = words[place % len(words)].split()

    try:
        result = search(project, '"' + typed[0] + '"' if typed else "")
    except UserError:
        return

    for hit in result.hits:
        if hit.document == document:
            assert text[hit.start : hit.end] == hit.match


def test_every_word_of_the_real_articles_is_found_where_it_stands(project: Project, shared_seeds: Path) -> None:
    for path in sorted(shared_seeds.glob("*.txt")):
        add(project, normalise(path.read_text(encoding="utf-8")).text)

    for typed in ("Lavrov", "North Korea", "“strategic”", "Kim*", "Ukraine"):
        options = SearchOptions(boilerplate=True)
        phrase = typed if typed.endswith("*") else f'"{typed.strip("“”")}"'
        assert matches(project, phrase, options)
