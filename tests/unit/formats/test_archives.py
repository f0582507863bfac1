"""Web archives and ZIP files of articles."""

import io
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Aside, Fault, ForeignDocument, Item
from annotator.services.importing.sources import find_sources
from tests.unit.formats.read_articles import reasons

PAGE = (
    "<html><head><title>T</title></head><body><p>"
    + "The bridge is closed until the end of May. " * 8
    + "</p></body></html>"
)


def warc(*answers: tuple[str, str, bytes], compressed: bool = True) -> bytes:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=compressed)
    for number, (status, kind, body) in enumerate(answers):
        heads = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://paper.example/{number}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=heads,
        )
        writer.write_record(record)
    return data.getvalue()


def read(path: Path) -> list[Item]:
    (source,) = find_sources([path]).files
    return list(source.format.read(path, path.name))


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_pages_of_a_web_archive_are_articles_and_the_rest_is_left_aside(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    answers = (
        ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("404 Not Found", "text/html", b"gone"),
        ("200 OK", "image/png", b"x"),
        ("200 OK", "text/plain; charset=cp1252", "Käse.".encode("cp1252")),
        ("200 OK", "text/html", b"   "),
    )
    path.write_bytes(warc(*answers, compressed=name.endswith("gz")))

    page, missing, picture, plain, empty = read(path)

    assert isinstance(page, ForeignDocument)
    assert page.metadata is not None
    assert page.metadata.url == "https://paper.example/0"
    assert page.place.path.endswith("record 1")
    assert isinstance(missing, Aside)
    assert isinstance(picture, Aside)
    assert isinstance(plain, ForeignDocument)
    assert plain.text == "Käse."
    assert isinstance(empty, Fault)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"no archive at all\r\n\r\n")

    with pytest.raises(UserError, match=r"a\.warc"):
        read(path)
    with pytest.raises(UserError, match="check its permissions"):
        list(FORMATS.get("warc").read(tmp_path / "none.warc", "none.warc"))


def test_other_compressed_files_are_no_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(b"\x1f\x8b")

    (source,) = find_sources([path]).files

    assert source.format.name == "text"


def make_zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_files_in_a_zip_are_read_by_the_format_of_their_name(tmp_path: Path) -> None:
    members = {
        "a.txt": "Plain ö.".encode(),
        "sub/b.html": PAGE.encode(),
        "sub/c.xml": b"<nitf><body><body.content><p>News.</p></body.content></body></nitf>",
        "d.json": b'[{"title": "A", "content": "Text."}]',
        "page_files/x.css": b"body {}",
        "__MACOSX/._a.txt": b"x",
        "picture.png": b"x",
        "empty.txt": b"  ",
        "inner.zip": b"PK",
        "broken.pdf": b"%PDF-",
        "warc.warc": warc(("200 OK", "text/html", PAGE.encode()), compressed=False),
    }
    path = make_zip(tmp_path / "all.zip", **members)

    found = read(path)

    names = [one.metadata.source_file for one in found if isinstance(one, ForeignDocument) and one.metadata]
    assert names == ["all.zip/a.txt", "all.zip/d.json", "all.zip/sub/b.html", "all.zip/sub/c.xml", "all.zip/warc.warc"]
    faults = {one.place.path.rpartition(": ")[2] for one in found if isinstance(one, Fault)}
    assert faults == {"broken.pdf", "empty.txt"}
    assert len([one for one in found if isinstance(one, Aside)]) == 4
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all.zip"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt"])
def test_a_name_that_leads_out_of_the_folder_refuses_the_zip(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="leads out of its folder"):
        read(make_zip(tmp_path / "evil.zip", **{name: b"text"}))


def test_a_bomb_in_a_zip_is_a_fault_and_a_big_one_refuses_it(tmp_path: Path) -> None:
    small = make_zip(tmp_path / "small.zip", **{"a.txt": b"\0" * 60_000_000, "b.txt": b"Good."})

    found = read(small)

    assert "larger than 50 MB" in reasons(found)[0]
    assert [one.text for one in found if isinstance(one, ForeignDocument)] == ["Good."]


def test_a_size_that_lies_is_a_fault(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "lie.zip", **{"a.txt": b"word " * 1000})
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))

    assert "broken" in reasons(read(path))[0]


def test_a_locked_member_and_a_broken_zip_are_told(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "locked.zip", **{"a.txt": b"secret"})
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 nothing")

    assert "locked by a password" in reasons(read(path))[0]
    with pytest.raises(UserError, match="no ZIP that can be read"):
        read(broken)


def test_a_zip_inside_a_zip_is_not_opened() -> None:
    form = FORMATS.get("zip")

    with pytest.raises(UserError, match="unpack the outer one"):
        form.articles(b"PK", "a.zip")  # type: ignore[attr-defined]  # an article format
