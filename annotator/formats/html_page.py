"""A page to read and print: every article with its spans, in one HTML file that needs nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.fitting import Fitted, Loss
from annotator.formats.printed_article import PAGE_END, article_html, page_begin
from annotator.model.scheme import Scheme

_EMPTY = Scheme((), (), ())


@dataclass(frozen=True, slots=True)
class HtmlPageFormat:
    """One file with one section per article and annotator."""

    scheme: Scheme = _EMPTY
    name: str = "html-page"
    title: str = "Printable HTML"
    schema: str = "annotator-page/1"
    extensions: tuple[str, ...] = (".html",)
    reads: bool = False
    writes: bool = True
    keeps: str = "one way: text, spans, relations, attributes and notes to read and print"

    @property
    def options(self) -> tuple[()]:
        """Nothing can be chosen; the scheme is wanted for its colours."""
        return ()

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "HtmlPageFormat":
        """Take the scheme."""
        return HtmlPageFormat(scheme)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Refuse: a page is for people."""
        raise UserError(f"The page {path} cannot be imported with its spans: export as jsonl to come back.")

    def fitted(self, line: Line) -> Fitted:
        """Tell what is not shown."""
        lost = [Loss("zones", line.document.id)] if line.document.zones else []
        lost += [Loss("tokens that an import brought", line.document.id)] if line.document.tokens else []
        lost += (Loss("score", span.id) for span in line.spans if span.score is not None)
        lost += (Loss("provenance", span.id) for span in line.spans if span.provenance)
        return Fitted(line, tuple(lost))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write the page article by article."""
        yield page_begin("Labelled articles").encode()
        for line in lines:
            yield article_html(line, self.scheme).encode()
        yield PAGE_END.encode()

    def verify(self, path: Path) -> Counts:
        """Read the page as a browser would, and compare the words of each span with the text."""
        reader = _PageReader()
        with path.open(encoding="utf-8", newline="") as file:
            while piece := file.read(1 << 20):
                reader.feed(piece)
        reader.close()
        return Counts(len(reader.documents), reader.lines, reader.spans, reader.relations)

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the page."""
        return ()


class _PageReader(HTMLParser):
    """Counts articles, spans and relations; the marks of spans are no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.documents: set[str] = set()
        self.lines = self.spans = self.relations = 0
        self._text: list[str] = []
        self._words: list[str] = []
        self._bounds = (0, 0)
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notice where something begins."""
        known = {name: value or "" for name, value in attrs}
        if tag == "article":
            self.documents.add(known["data-document"])
            self.lines += 1
            self._text = []
        elif tag == "sup" and self._inside == "text":
            self._inside = "mark"
        elif known.get("class") in ("text", "words"):
            self._inside = known["class"]
            self._words = []
        elif "data-start" in known:
            self.spans += 1
            self._bounds = (int(known["data-start"]), int(known["data-end"]))
        self.relations += known.get("class") == "relation"

    def handle_endtag(self, tag: str) -> None:
        """Notice where something ends."""
        if tag == "sup" and self._inside == "mark":
            self._inside = "text"
        elif tag == "div" or (tag == "td" and self._inside == "words"):
            if self._inside == "words" and "".join(self._words) != "".join(self._text)[slice(*self._bounds)]:
                raise ValueError(f"span {self._bounds[0]}-{self._bounds[1]} has other words than the text")
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Collect the text, and the words of a span."""
        if self._inside == "text":
            self._text.append(data)
        elif self._inside == "words":
            self._words.append(data)
