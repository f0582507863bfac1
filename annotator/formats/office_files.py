"""Opens Office files, which are ZIPs, without trusting them."""

import io
import zipfile

from annotator.errors import UserError
from annotator.formats.zip_files import BROKEN

LARGEST_PART = 200 * 1024**2
LARGEST_SUM = 500 * 1024**2
_OLE = b"\xd0\xcf\x11\xe0"
_PROLOG_BYTES = 64 * 1024


def office_parts(data: bytes) -> dict[str, int]:
    """List the parts of an Office file with their sizes; raises UserError when it cannot be read safely."""
    if data.startswith(_OLE):
        raise UserError(
            "The file is locked by a password or is of an Office before 2007: open it and save it unlocked as .docx "
            "or .xlsx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}
            if sum(sizes.values()) > LARGEST_SUM:
                raise UserError("The file unpacks to more than 500 MB: split it.")
            _refuse_declarations(archive)
    except BROKEN as error:
        raise UserError(f"The file is no Office file that can be read ({str(error)[:80]}): save it again.") from error
    return sizes


def office_part(data: bytes, name: str) -> bytes:
    """Read one part of an Office file, empty when there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as file:
            part = file.read(LARGEST_PART + 1)
    except KeyError:
        return b""
    except BROKEN as error:
        raise UserError(f"The file is broken in its part {name} ({str(error)[:80]}): save it again.") from error
    if len(part) > LARGEST_PART:
        raise UserError("The file unpacks to more than 200 MB: split it.")
    return part


def _refuse_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse XML that declares anything: no Office program writes that, and entities can fill any memory."""
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as file:
                if b"<!" in file.read(_PROLOG_BYTES).replace(b"<!--", b"").replace(b"<![CDATA[", b""):
                    raise UserError("The file holds XML with declarations, which can do harm: save it again.")
