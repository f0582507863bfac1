"""Bundles of LexisNexis and Factiva as text and RTF."""

import pytest

from tests.unit.formats.read_articles import articles, items, reasons, refusal

NEXIS = """\

                               Terms: bridge

                              1 of 2 DOCUMENTS


                                 The Paper

                          December 19, 1991, Thursday

A heading over
two lines

BYLINE: By Ann Smith

SECTION: News; Page 3

LENGTH: 58 words

 The first paragraph
goes on here.

The second one.

LOAD-DATE: December 20, 1991

LANGUAGE: ENGLISH

                     Copyright 1991 The Paper Ltd.

                              {second}

                                 The Paper

                          20 December 1991

Another

LENGTH: 2 words

Body two.

LANGUAGE: GERMAN; DEUTSCH
"""
FACTIVA = [
    "Title one", "By Ann Smith", "58 words", "6 May 2024", "07:08", "The Paper", "PAPR", "English",
    "(c) 2024 The Paper", "First paragraph.", "Second one.", "Document PAPR000020240506ek560001x", "",
    "Titel zwei", "1.058 Wörter", "7. Mai 2024", "Die Zeitung", "ZTG", "4", "Deutsch", "Copyright 2024", "Text.",
    "Dokument ZTG0000020240507ek570002y",
]  # fmt: skip
CODED = [
    "HD|Title|", "BY|Ann Smith|", "WC|58 words|", "PD|6 May 2024|", "SN|The Paper|", "LA|English|",
    "LP|First.|", "Second.", "TD|Third.|", "Document PAPR000020240506ek560001x",
]  # fmt: skip


def rtf(lines: list[str]) -> bytes:
    body = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    return ("{\\rtf1\\ansi\n" + body + "}").encode("ascii")


@pytest.mark.parametrize("second", ["2 of 2 DOCUMENTS", "Dokument 2 von 2", "Document 2 de 2"])
def test_an_old_text_download_is_taken_apart(second: str) -> None:
    first, other = articles("text", NEXIS.format(second=second).encode())

    assert first[0] == "A heading over two lines\n\nThe first paragraph goes on here.\n\nThe second one."
    assert (first[1].outlet, first[1].author, first[1].published) == ("The Paper", "Ann Smith", "1991-12-19")
    assert ("copyright", "Copyright 1991 The Paper Ltd.") in first[1].extra
    assert other[0] == "Another\n\nBody two."
    assert (other[1].published, other[1].language) == ("1991-12-20", "de")


def test_an_old_article_without_a_date_keeps_its_title() -> None:
    ((text, known),) = articles("text", b"1 of 1 DOCUMENTS\n\nThe Paper\n\nA title\n\nLENGTH: 2 words\n\nBody.\n")

    assert (text, known.title, known.outlet) == ("A title\n\nBody.", "A title", "The Paper")


def test_an_error_of_the_database_is_left_aside() -> None:
    bundle = b"1 of 1 DOCUMENTS\n\nWe are sorry but there is an error in this document and so on.\n"

    assert reasons(items("text", bundle)) == ["the database put an error message in the article's place"]


def test_factivas_rtf_is_taken_apart() -> None:
    first, second = articles("rtf", rtf(FACTIVA))

    assert first[0] == "Title one\n\nFirst paragraph.\n\nSecond one."
    assert (first[1].outlet, first[1].author) == ("The Paper", "Ann Smith")
    assert (first[1].published, first[1].language) == ("2024-05-06T07:08:00", "en")
    assert second[0] == "Titel zwei\n\nText."
    assert (second[1].outlet, second[1].published, second[1].language) == ("Die Zeitung", "2024-05-07", "de")


def test_factivas_rtf_with_field_codes_is_taken_apart() -> None:
    ((text, known),) = articles("rtf", rtf(CODED))

    assert text == "Title\n\nFirst.\n\nSecond.\n\nThird."
    assert (known.title, known.outlet, known.published) == ("Title", "The Paper", "2024-05-06")


def test_a_plain_rtf_is_one_article_and_a_bundle_of_nexis_several() -> None:
    uni = ["Title", "The Paper", "May 6, 2024", "Length: 2 words", "Body", "Text ö.", "Classification",
           "Language: ENGLISH", "Subject: BRIDGES", "more of it", "End of Document"]  # fmt: skip

    assert articles("rtf", rtf(["One ö 😀.", "", "Two."]))[0][0].startswith("One ö ")
    ((text, known),) = articles("rtf", rtf(uni))
    assert text == "Title\n\nText ö."
    assert known.language == "en"
    assert ("subject", "BRIDGES more of it") in known.extra


def test_an_item_of_nexis_without_a_body_is_left_aside() -> None:
    assert reasons(items("rtf", rtf(["Title", "End of Document"]))) == [
        "it has no line “Body”, below which the article stands"
    ]


@pytest.mark.parametrize("data", [b"no rtf", b"PK\x03\x04"])
def test_what_is_no_rtf_is_refused(data: bytes) -> None:
    assert "no RTF" in refusal("rtf", data)
