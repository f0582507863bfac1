"""The real files of press databases and newsrooms: counts, titles, dates, first and last words."""

from pathlib import Path

import pytest

from annotator.formats.base import ForeignDocument
from annotator.services.importing.sources import find_sources
from tests.unit.formats.read_articles import known


def read(folder: Path, name: str) -> list[ForeignDocument]:
    (source,) = find_sources([folder / name]).files
    return [item for item in source.format.read(source.path, source.name) if isinstance(item, ForeignDocument)]


def edges(text: str) -> tuple[str, str]:
    lines = text.splitlines()
    return lines[0][:30], lines[-1][-20:]


def test_a_nexis_uni_bundle_has_ten_articles(shared_samples: Path) -> None:
    found = read(shared_samples / "inputs", "lexisnexis/sample.DOCX")

    assert len(found) == 10
    assert {known(one).outlet for one in found} == {"The Guardian(London)"}
    assert all(known(one).title and known(one).author and known(one).published for one in found)
    assert known(found[0]).published == "2019-07-01T09:20:00+00:00"
    assert known(found[8]).title == found[8].text.splitlines()[0]
    assert edges(found[8].text)[1].endswith("in hard copy.")
    assert not any("End of Document" in one.text or "Narrowed by" in one.text for one in found)


def test_factiva_pages_are_taken_apart(shared_samples: Path) -> None:
    first, second = read(shared_samples / "inputs", "factiva/factiva_test.html")

    assert (known(first).title, known(first).published) == ("Test 1", "2011-12-29T15:32:00")
    assert (known(second).outlet, known(second).language) == ("Ouest France", "fr")
    assert edges(first.text)[1].endswith("last paragraph.")


def test_europresse_pages_are_taken_apart(shared_samples: Path) -> None:
    found = read(shared_samples / "inputs", "europresse/europresse_test1.html")

    assert [known(one).title for one in found] == [
        "A heading: some text", "Another heading with colored text inside", "Heading",
    ]  # fmt: skip
    assert [known(one).published for one in found] == ["2013-10-05", "2012-10-03", "2012-10-04"]
    assert [known(one).author for one in found] == ["", "Second Author", "Author Name"]
    assert "éèêù" in found[0].text
    assert edges(found[2].text) == ("Heading", "his is a test: a test"[-20:])


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("lexisnexis_test_en.html", ["Heading One", "First part; Second part"]),
        ("lexisnexis_test_copyright_error.html", [""]),
    ],
)
def test_old_nexis_pages_are_taken_apart(shared_samples: Path, name: str, titles: list[str]) -> None:
    found = read(shared_samples / "inputs", f"lexisnexis/{name}")

    assert [known(one).title for one in found] == titles
    assert all(known(one).language == "en" for one in found)
    assert not any("LANGUAGE" in one.text or "DOCUMENTS" in one.text for one in found)


def test_a_page_saved_as_one_file_keeps_its_letters(shared_samples: Path) -> None:
    (page,) = read(shared_samples / "inputs", "mhtml/A_KAE.mhtml")

    assert known(page).url.startswith("https://www.gesetze-im-internet.de/")
    assert known(page).title.startswith("Ausführungsanordnung")
    assert 8_000 < len(page.text) < 9_500
    assert "Ã" not in page.text


def test_a_news_item_is_read(shared_samples: Path) -> None:
    (item,) = read(shared_samples / "inputs", "newsml/LISTING_2_NewsML-G2_Text_Document.xml")

    metadata = known(item)
    assert metadata.title.startswith("Fed to ")
    assert metadata.author.startswith("Meredith ")
    assert (metadata.outlet, metadata.language) == ("Associated Press", "en-US")
    assert edges(item.text)[1].endswith("dolutpat, si.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("office/test.docx", "The quick brown fox jumps over the lazy dog"),
        ("lexisnexis/test.DOCX", "LexisNexis Uni Test"),
    ],
)
def test_a_plain_word_file_is_one_article(shared_samples: Path, name: str, text: str) -> None:
    (article,) = read(shared_samples / "inputs", name)

    assert article.text == text
