"""Reads ZIP files of articles in any format, annotated ones too; no name in them is ever used on the disk."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Found
from annotator.formats.base import Aside, Fault, FaultKind, Format, Item, Place
from annotator.formats.configuring import Option
from annotator.formats.reading_choices import ReadsWith, reading
from annotator.formats.recognising import Recognises, head_of
from annotator.formats.zip_annotations import able_formats, copied, form_of, items_of
from annotator.formats.zip_files import ZipFiles, open_zip

# What systems and browsers put beside articles.
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)|_files/", re.IGNORECASE)
_LOOKED_AT = 4 * 1024 * 1024


class ZipArticlesFormat(ArticleFormat):
    """Each file in it is read by the format of its name; what none reads is left aside."""

    name = "zip"
    title = "ZIP of articles"
    extensions = (".zip",)

    def __init__(self, inner: Sequence[ArticleFormat], annotated: Sequence[Format] = ()) -> None:
        self._inner = tuple(inner)
        self._annotated = tuple(annotated)

    @property
    def reading_options(self) -> tuple[Option, ...]:
        """What can be chosen for the files in it."""
        options = {one.name: one for form in self._inner if isinstance(form, ReadsWith) for one in form.reading_options}
        return tuple(options.values())

    def reading_with(self, chosen: Mapping[str, str]) -> "ZipArticlesFormat":
        """Make the format for one import, with the choices for the files in it."""
        made = (reading(form, chosen) for form in self._inner)
        return ZipArticlesFormat([form for form in made if isinstance(form, ArticleFormat)], self._annotated)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read the files by name, sorted; raises UserError for a ZIP that is broken, a bomb or leaves its folder."""
        with open_zip(path) as archive:
            _refuse_escapes(archive, path)
            for member in archive.names:
                yield from self._member(archive, member, path)

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Refuse a ZIP inside a ZIP."""
        raise UserError("It is a ZIP inside another: unpack the outer one first.")

    def _member(self, archive: ZipFiles, member: str, path: Path) -> Iterator[Item]:
        place = f"{path}: {member}"
        if _BESIDE.search(member):
            yield Aside(Place(place), "it is no article")
            return
        try:
            yield from self._items(archive, member, place, f"{path.name}/{member}")
        except UserError as error:
            yield Fault(FaultKind.DOCUMENT, Place(place), str(error))

    def _items(self, archive: ZipFiles, member: str, place: str, name: str) -> Iterator[Item]:
        """Read a file as annotations if it has some, else as articles."""
        suffix = PurePosixPath(member).suffix.lower()
        able = [form for form in self._inner if suffix in form.extensions]
        annotated = able_formats(self._annotated, member)
        if annotated:
            with copied(archive, member) as copy:
                form = form_of(annotated, copy, looking=True) or (
                    None if self._is_of_articles(able, head_of(copy)) else form_of(annotated, copy, looking=False)
                )
                if form is not None:
                    yield from items_of(form, copy, member, place)
                    return
        if not able:
            yield Aside(Place(place), f"no format reads {suffix or 'such'} files inside a ZIP")
            return
        data = archive.read(member)
        yield from self._form(able, data).items(data, place, name)

    def _is_of_articles(self, able: Sequence[ArticleFormat], head: bytes) -> bool:
        looks = (getattr(form, "recognises_data", None) for form in able)
        return any(look is not None and look(head) for look in looks)

    def _form(self, able: Sequence[ArticleFormat], data: bytes) -> ArticleFormat:
        """Choose by what stands in the file where several formats share the end of a name."""
        for form in able:
            looks = getattr(form, "recognises_data", None)
            if looks is not None and looks(data[:_LOOKED_AT]):
                return form
        return next((form for form in able if not isinstance(form, Recognises)), able[0])


def _refuse_escapes(archive: ZipFiles, path: Path) -> None:
    """Refuse names that lead out of a folder: nothing is written by them, but whoever made them means harm."""
    for name in archive.names:
        parts = re.split(r"[/\\]", name)
        if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
            raise UserError(
                f"The file {path} holds a name that leads out of its folder ({name[:80]}): do not trust it."
            )
