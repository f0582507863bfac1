"""What can be done to the authority list; the spans that name an entry follow in the same operation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.annotation import Attribute, Span
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import SpanId, random_id
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.commands import Plan
from annotator.services.reading import Reader, counted, shortened
from annotator.services.storable import storable_line
from annotator.storage.authority import entry_image, entry_key
from annotator.storage.rows import change, span_image
from annotator.text.name_spelling import folded

LONGEST = 200
MOST_SPANS = 5_000


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Add an entity to the authority list."""

    entry: AuthorityEntry

    def plan(self, reader: Reader) -> Plan:
        """Refuse a name that is in the list already."""
        entry = tidied(self.entry)
        _check_free(entry, reader.entries())
        return Plan(f"add the name “{shortened(entry.name)}”", (_change(None, entry),))


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """Describe an entry anew; spans follow a new canonical name."""

    entry: AuthorityEntry

    def plan(self, reader: Reader) -> Plan:
        """Change the entry and, when its name differs, every span that names it."""
        before, after = reader.entry(self.entry.id), tidied(self.entry)
        if before == after:
            return Plan("", ())
        _check_free(after, reader.entries())
        spans = reader.spans_named((after.id,)) if before.name != after.name else ()
        words = (
            f"change the name “{shortened(before.name)}” to “{shortened(after.name)}”"
            if before.name != after.name
            else f"describe the name “{shortened(after.name)}”"
        )
        return Plan(words, (_change(before, after), *following(spans, {after.id: after})))


@dataclass(frozen=True, slots=True)
class DeleteEntries:
    """Delete entries; spans keep the words of the name, which then stand for no entry."""

    entries: tuple[AuthorityId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Say in the words how many spans lost their entry: an undo brings all back."""
        gone = [reader.entry(identity) for identity in dict.fromkeys(self.entries)]
        spans = tuple(following(reader.spans_named([one.id for one in gone]), dict.fromkeys(one.id for one in gone)))
        named = f"the name “{shortened(gone[0].name)}”" if len(gone) == 1 else f"{len(gone)} names"
        return Plan(
            f"delete {named}, used by {counted(len(spans), 'span')}", (*spans, *(_change(one, None) for one in gone))
        )


@dataclass(frozen=True, slots=True)
class MergeEntries:
    """Make several entries one: the others' names become aliases, their spans name `into`."""

    into: AuthorityId
    others: tuple[AuthorityId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Join what the entries say; kind and address of `into` win, notes are put after each other."""
        before = reader.entry(self.into)
        others = [reader.entry(identity) for identity in dict.fromkeys(self.others) if identity != self.into]
        if not others:
            return Plan("", ())
        after = tidied(
            replace(
                before,
                kind=next((one.kind for one in (before, *others) if one.kind), ""),
                aliases=(*before.aliases, *(surface for one in others for surface in one.surfaces)),
                note="\n".join(dict.fromkeys(one.note for one in (before, *others) if one.note)),
                url=next((one.url for one in (before, *others) if one.url), ""),
            )
        )
        spans = following(reader.spans_named([one.id for one in others]), {one.id: after for one in others})
        changed = () if before == after else (_change(before, after),)
        words = (
            f"merge {', '.join(f'“{shortened(one.name, 24)}”' for one in others[:3])} into “{shortened(after.name)}”"
        )
        return Plan(words, (*changed, *spans, *(_change(one, None) for one in others)))


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """Make some aliases an entry of their own, the first its name; spans with these words go to it."""

    entry: AuthorityId
    aliases: tuple[str, ...]

    def plan(self, reader: Reader) -> Plan:
        """Refuse to split off nothing, or a name that is no alias of the entry."""
        before = reader.entry(self.entry)
        if not self.aliases or not set(self.aliases) <= set(before.aliases):
            raise UserError(f"Choose one or more aliases of “{shortened(before.name)}” to split off.")
        kept = replace(before, aliases=tuple(one for one in before.aliases if one not in self.aliases))
        new = tidied(AuthorityEntry(AuthorityId(random_id()), self.aliases[0], before.kind, self.aliases[1:]))
        _check_free(new, reader.entries())
        gone = {folded(alias) for alias in self.aliases}
        spans = [span for span in reader.spans_named((before.id,)) if folded(span.text) in gone]
        words = f"split “{shortened(new.name)}” off “{shortened(before.name)}”"
        return Plan(words, (_change(before, kept), _change(None, new), *following(spans, {before.id: new})))


@dataclass(frozen=True, slots=True)
class NameSpans:
    """Give spans a canonical name: that of an entry, or a new one, which joins the list.

    `entry` None means the entry that goes by `name` exactly, else a new one. `aliases` are added to it.
    """

    spans: tuple[SpanId, ...]
    attribute: str
    name: str
    entry: AuthorityId | None = None
    aliases: tuple[str, ...] = ()

    def plan(self, reader: Reader) -> Plan:
        """Change the entry if it is new or gets an alias, and the spans that are not named so yet."""
        if len(self.spans) > MOST_SPANS:
            raise UserError(f"{len(self.spans)} spans are too many for one step: choose at most {MOST_SPANS}.")
        spans = [reader.own_span(identity) for identity in dict.fromkeys(self.spans)]
        before = self._known(reader, spans)
        start = before or AuthorityEntry(AuthorityId(random_id()), self.name, spans[0].label if spans else "")
        entry = tidied(replace(start, aliases=(*start.aliases, *self.aliases)))
        listed = () if before == entry else (_change(before, entry),)
        named = [_named(span, self.attribute, entry, reader) for span in spans]
        changes = [_span_change(old, new) for old, new in zip(spans, named, strict=True) if old != new]
        words = f"name “{shortened(spans[0].text)}” “{shortened(entry.name)}”" if spans else ""
        return Plan(words, (*listed, *changes) if spans else ())

    def _known(self, reader: Reader, spans: list[Span]) -> AuthorityEntry | None:
        if self.entry is not None:
            return reader.entry(self.entry)
        wanted = folded(storable_line(self.name))
        alike = [one for one in reader.entries() if folded(one.name) == wanted]
        kinds = {span.label for span in spans}
        return next((one for one in alike if not one.kind or one.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class TakeEntries:
    """Add and change many entries at once, as a file of names says."""

    entries: tuple[AuthorityEntry, ...]

    def plan(self, reader: Reader) -> Plan:
        """Replace the entries whose ids are known and add the others; nothing is deleted."""
        known = {one.id: one for one in reader.entries()}
        new = [tidied(one) for one in self.entries]
        changed = [one for one in new if known.get(one.id) != one]
        renamed = {one.id: one for one in changed if one.id in known and known[one.id].name != one.name}
        spans = following(reader.spans_named(tuple(renamed)), renamed) if renamed else ()
        listed = [_change(known.get(one.id), one) for one in changed]
        return Plan(f"import {counted(len(listed), 'name')}", (*listed, *spans))


def tidied(entry: AuthorityEntry) -> AuthorityEntry:
    """Write an entry on single lines without repeated aliases; raises UserError for what cannot be a name."""
    name = storable_line(entry.name)
    if not name:
        raise UserError("An entry of the list of names needs a name: type one.")
    aliases = tuple(dict.fromkeys(one for one in map(storable_line, entry.aliases) if one and one != name))
    for one in (name, *aliases):
        if len(one) > LONGEST:
            raise UserError(f"“{shortened(one)}” is too long for a name: use at most {LONGEST} characters.")
    return replace(
        entry,
        name=name,
        aliases=aliases,
        kind=storable_line(entry.kind),
        note=entry.note.strip(),
        url=storable_line(entry.url),
    )


def _check_free(entry: AuthorityEntry, entries: Iterable[AuthorityEntry]) -> None:
    taken = next((one for one in entries if one.id != entry.id and entry_key(one) == entry_key(entry)), None)
    if taken:
        raise UserError(f"The list of names has “{shortened(taken.name)}” already: merge the two, or choose another.")


def _named(span: Span, attribute: str, entry: AuthorityEntry, reader: Reader) -> Span:
    definition = _definition(reader, span, attribute)
    value = Attribute(attribute, entry.name, entry.id)
    others = tuple(one for one in span.attributes if one.name != attribute or definition.several)
    return replace(span, attributes=tuple(dict.fromkeys((*others, value))))


def _definition(reader: Reader, span: Span, attribute: str) -> AttributeDefinition:
    for one in reader.label(span.label).attributes:
        if one.name == attribute and one.type is AttributeType.ENTITY:
            return one
    raise UserError(f"{span.label} has no attribute {attribute} for a canonical name: add it in the scheme editor.")


def following(spans: Iterable[Span], targets: Mapping[AuthorityId, AuthorityEntry | None]) -> Iterator[Change]:
    """Let spans name what their entries became; for None the words stay alone."""
    for span in spans:
        followed = tuple(dict.fromkeys(_followed(one, targets) for one in span.attributes))
        yield _span_change(span, replace(span, attributes=followed))


def _followed(attribute: Attribute, targets: Mapping[AuthorityId, AuthorityEntry | None]) -> Attribute:
    ref = AuthorityId(attribute.ref)
    if ref not in targets:
        return attribute
    entry = targets[ref]
    return replace(attribute, ref="") if entry is None else Attribute(attribute.name, entry.name, entry.id)


def _change(before: AuthorityEntry | None, after: AuthorityEntry | None) -> Change:
    images = [None if one is None else entry_image(one) for one in (before, after)]
    return change(RecordKind.AUTHORITY, images[0], images[1])


def _span_change(before: Span, after: Span) -> Change:
    return change(RecordKind.SPAN, span_image(before), span_image(after))
