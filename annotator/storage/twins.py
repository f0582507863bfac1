"""Joins entries of the list of names that two copies added each for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from annotator.model.annotation import Attribute, Span
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.operation import Change, RecordKind
from annotator.storage.authority import entry_image, entry_key, read_entries, spans_named
from annotator.storage.rows import change, span_image


def joined_twins(db: Database) -> tuple[Change, ...]:
    """Make one entry of all that go by one name and kind; nothing that any of them says is left out.

    What comes out is the same whichever copy was merged first: the lowest id stays, aliases come in order.
    """
    groups: dict[tuple[str, str], list[AuthorityEntry]] = {}
    for entry in sorted(read_entries(db), key=lambda one: one.id):
        groups.setdefault(entry_key(entry), []).append(entry)
    found = [group for group in groups.values() if len(group) > 1]
    kept = {other.id: _together(group) for group in found for other in group[1:]}
    changes = [change(RecordKind.AUTHORITY, entry_image(group[0]), entry_image(_together(group))) for group in found]
    changes = [one for one in changes if one.before != one.after]
    gone = [change(RecordKind.AUTHORITY, entry_image(one), None) for group in found for one in group[1:]]
    return (*changes, *_following(db, kept), *gone)


def _together(group: Sequence[AuthorityEntry]) -> AuthorityEntry:
    first = group[0]
    aliases = sorted({surface for one in group for surface in one.surfaces} - {first.name})
    notes = dict.fromkeys(line for one in group for line in one.note.splitlines())
    note = first.note if len({one.note for one in group}) == 1 else "\n".join(sorted(filter(None, notes)))
    # Entries have one address: others are kept in the note.
    urls = sorted({one.url for one in group if one.url})
    others = [url for url in urls[1:] if url not in note.splitlines()]
    return replace(first, aliases=tuple(aliases), note="\n".join(filter(None, (note, *others))), url="".join(urls[:1]))


def _following(db: Database, kept: Mapping[AuthorityId, AuthorityEntry]) -> Iterator[Change]:
    for span in spans_named(db, kept) if kept else ():
        named = tuple(dict.fromkeys(_named(one, kept) for one in span.attributes))
        yield _changed(span, replace(span, attributes=named))


def _named(attribute: Attribute, kept: Mapping[AuthorityId, AuthorityEntry]) -> Attribute:
    entry = kept.get(AuthorityId(attribute.ref))
    return attribute if entry is None else Attribute(attribute.name, entry.name, entry.id)


def _changed(before: Span, after: Span) -> Change:
    return change(RecordKind.SPAN, span_image(before), span_image(after))
