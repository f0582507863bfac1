"""Finds the CASes of a file or of INCEpTION's ZIP, and whose each is by the name of its file."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, Fault, FaultKind, ForeignDocument, Item, Place
from annotator.formats.cas_read import document_of
from annotator.formats.cas_structures import cas_of_json, cas_of_xmi
from annotator.formats.cas_write import NOBODY
from annotator.formats.jsonl_fields import BadField
from annotator.formats.safe_names import read_name
from annotator.formats.zip_files import BROKEN, ZipFiles, open_zip
from annotator.model.document import DocumentState, Role

CURATOR = "CURATION_USER"
_ENDS = (".json", ".xmi")
_NOT_CASES = ("exportedproject.json", "manifest.json")


def read_cas_files(path: Path, name: str) -> Iterator[Item]:
    """Read a CAS, or all of a ZIP; raises UserError when there is none."""
    if path.suffix.lower() != ".zip" and not zipfile.is_zipfile(path):
        yield _alone(path, name)
        return
    found = False
    with open_zip(path) as files:
        for item in _of_zip(files, path, name):
            found = True
            yield item
        found = found or not files.names
    if not found:
        raise UserError(f"The file {path} holds no CAS: export the project as CAS JSON or XMI again.")


def _alone(path: Path, name: str) -> ForeignDocument:
    with path.open("rb") as file:
        data = file.read(LARGEST_ARTICLE_BYTES + 1)
    if len(data) > LARGEST_ARTICLE_BYTES:
        raise UserError(f"The file {path} is larger than 50 MB, too large for one article: split it.")
    types = next((one for one in sorted(path.parent.glob("*ypesystem.xml")) if one.stem.startswith(path.stem)), None)
    try:
        return _document(path.name, data, Place(name), types.read_bytes() if types else None)
    except (BadField, UserError) as error:
        raise UserError(f"The file {path} is no CAS that can be read ({error}): export it again.") from error


def _of_zip(files: ZipFiles, path: Path, name: str) -> Iterator[Item]:
    types = next((one for one in files.names if one.lower().endswith("typesystem.xml")), None)
    system = files.read(types) if types else None
    for inner in files.names:
        whole = PurePosixPath(inner)
        if whole.suffix == ".zip" and whole.parts[0] in ("annotation", "curation"):
            yield from _packed(files.read(inner), path, f"{name}/{inner}", read_name(whole.stem))
        elif whole.suffix in _ENDS and not whole.name.startswith(_NOT_CASES):
            owner = read_name(whole.stem) if len(whole.parts) > 2 else ""
            yield _item(inner, files.read(inner), f"{name}/{inner}", (owner, system))


def _packed(data: bytes, path: Path, place: str, owner: str) -> Iterator[Item]:
    """Read the ZIP in a ZIP in which INCEpTION wraps the XMI of one annotator with its type system."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = ZipFiles(archive, path)
            types = next((one for one in files.names if one.lower().endswith("typesystem.xml")), None)
            for inner in files.names:
                if inner.endswith(_ENDS):
                    system = files.read(types) if types else None
                    yield _item(inner, files.read(inner), place, (owner, system))
    except BROKEN as error:
        yield Fault(FaultKind.DOCUMENT, Place(place), f"it is no ZIP that can be read ({error})")


def _item(inner: str, data: bytes, place: str, known: tuple[str, bytes | None]) -> Item:
    owner, system = known
    try:
        item = _document(inner, data, Place(place), system)
    except (BadField, UserError) as error:
        return Fault(FaultKind.DOCUMENT, Place(place), str(error))
    if item.annotator or not owner:
        return item
    if owner == NOBODY:
        return replace(item, status=item.status or DocumentState.TODO)
    role = Role.GOLD if owner == CURATOR else item.role
    return replace(item, annotator=owner, role=role)


def _document(name: str, data: bytes, place: Place, types: bytes | None) -> ForeignDocument:
    cas = cas_of_xmi(data, types) if name.lower().endswith(".xmi") else cas_of_json(data)
    return document_of(cas, place)
