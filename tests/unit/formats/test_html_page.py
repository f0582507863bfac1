"""The page to print: all spans can be told apart, and no data becomes markup."""

import re
import tempfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Line
from annotator.formats.configuring import configured
from annotator.formats.fitting import fit
from annotator.model.annotation import Attribute, Provenance, Relation, Span
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, RelationId, SpanId
from annotator.model.scheme import Label, Layer, Scheme
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL

PAGE = FORMATS.get("html-page")
SCHEME = Scheme((Layer("q", "quote"),), (Label("d", "quote", "DIRECT", "#336699"),), ())
HOSTILE = '<script>alert(1)</script><img src="http://x.example/a.png">&amp;'


def line(text: str = "one two three four", *fragments: tuple[tuple[int, int], ...], note: str = "") -> Line:
    document = Document.of(text, Metadata(title=text, outlet=HOSTILE), (Zone(0, 1, ZoneKind.TITLE),))
    who = AnnotatorId("a")
    spans = tuple(
        Span(
            SpanId(f"s{number}"), document.id, "quote", "DIRECT", who, pieces, text[pieces[0][0] : pieces[-1][1]],
            (Attribute("check", note),) if note else (), note,
        )
        for number, pieces in enumerate(fragments)
    )  # fmt: skip
    links = (Relation(RelationId("r"), "meets", SpanId("s0"), SpanId("s1"), who),) if len(spans) > 1 else ()
    return Line(document, "first", Role.ANNOTATOR, DocumentState.DONE, spans, links, (document.id,) * len(links))


def page(*lines: Line) -> str:
    return b"".join(configured(PAGE, SCHEME, {}).write(lines)).decode()


def bare(html: str) -> str:
    """The text with the marks of its spans, without markup."""
    (text,) = re.findall(r'<div class="text">(.*?)</div>', html, re.DOTALL)
    return re.sub(r"<[^>]*>", "", text)


def test_nested_overlapping_and_interrupted_spans_are_bracketed_and_numbered() -> None:
    html = page(line("one two three four", ((0, 13),), ((4, 7),), ((8, 18),), ((0, 3), (14, 18))))

    assert bare(html) == ("[1 DIRECT [4 DIRECT one 4] [2 DIRECT two 2] [3 DIRECT three 1] [4 DIRECT four 4] 3]")
    assert "DIRECT (interrupted)" in html
    assert "#336699" in html


def test_the_relation_names_its_ends_by_number_and_words() -> None:
    html = page(line("one two", ((0, 3),), ((4, 7),)))

    assert '<tr class="relation"><td>1 one</td><td>meets</td><td>2 two</td></tr>' in html


def test_no_word_of_the_data_becomes_markup() -> None:
    html = page(line(HOSTILE, ((0, 8),), note=HOSTILE))

    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert not tags & {"script", "img", "link", "iframe", "object", "a"}
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href)\s*=\s*["']""", re.sub(r"&[a-z#0-9]+;", "", html.replace("&quot;", "")))


def test_a_page_is_not_imported(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="export as jsonl to come back"):
        PAGE.read(tmp_path / "a.html", "a.html")


def test_what_a_page_does_not_show_is_told() -> None:
    whole = line("one two", ((0, 3),))
    (span,) = whole.spans
    told = Span(
        span.id, span.document, span.layer, span.label, span.annotator, span.fragments, span.text, score=0.5,
        provenance=Provenance("decided", 1, 2, "", "first", "", ""),
    )  # fmt: skip

    kinds = [one.kind for one in fit(PAGE, replace(whole, spans=(told,))).lost]
    assert kinds == ["zones", "score", "provenance"]


def test_a_label_without_a_colour_of_the_scheme_is_grey() -> None:
    html = b"".join(PAGE.write([line("one two", ((0, 3),))])).decode()

    assert "#555555" in html


class _Balance(HTMLParser):
    """Keeps the tags that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@settings(max_examples=15)
@given(nasty_projects())
def test_whatever_is_in_a_project_gives_a_page_that_reads_back(nasty: NastyProject) -> None:
    with tempfile.TemporaryDirectory() as name, Project.create(Path(name, "a.annotator")) as project:
        project.import_records("nasty", nasty.changes())
        out = Path(name, "out.html")
        report = export(project, ExportRequest(out, "html-page", ALL))
        balance = _Balance()
        balance.feed(out.read_text(encoding="utf-8"))

    assert report.spans == len(nasty.spans)
    assert balance.open == []
