"""Reads the authority list: who is meant by a name, and which entries may be one entity."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.document import Role
from annotator.model.ids import AnnotatorId
from annotator.model.scheme import AttributeType, Scheme
from annotator.services.project import Project
from annotator.storage.authority import count_named, read_entries, values_given
from annotator.text.name_spelling import Likeness, Similarity, alike_by, folded, similarity

MOST_ROWS = 8
_LIKELY, _MAYBE = 75.0, 70.0
_NO_RANK = 9
_SLICE = 200  # pairs that are compared at once


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that some words may mean; `surface` is the name of it that they are like."""

    entry: AuthorityEntry
    surface: str
    score: float


@dataclass(frozen=True, slots=True)
class Variant:
    """Two entries that may be one entity, by their surfaces that are most alike."""

    first: AuthorityEntry
    second: AuthorityEntry
    surfaces: tuple[str, str]
    score: float
    why: Likeness


def names_of(project: Project) -> tuple[AuthorityEntry, ...]:
    """List the authority list in order."""
    with project.file.reading() as db:
        return read_entries(db)


def counts_of_names(project: Project, annotator: AnnotatorId) -> dict[AuthorityId, int]:
    """Count the spans that name each entry: an annotator's own, a lead's everybody's."""
    leads = any(one.id == annotator and one.role is Role.LEAD for one in project.annotators())
    with project.file.reading() as db:
        return count_named(db, None if leads else annotator)


def earlier_values(project: Project, annotator: AnnotatorId, attribute: str, typed: str) -> tuple[str, ...]:
    """List the values that this annotator gave an attribute before and that go on from what is typed."""
    with project.file.reading() as db:
        given = values_given(db, annotator, attribute)
    begun = typed.casefold()
    return tuple(value for value in given if value.casefold().startswith(begun) and value != typed)[:MOST_ROWS]


def naming_attribute(scheme: Scheme, label: str) -> str | None:
    """Find the first attribute of a label that holds a canonical name."""
    known = scheme.label(label)
    attributes = known.attributes if known else ()
    return next((one.name for one in attributes if one.type is AttributeType.ENTITY), None)


def known_as(project: Project, label: str, words: str, given: Collection[Attribute]) -> AuthorityEntry | None:
    """Find the entry that a span of a label names or, when it names none, the only one that goes by its words."""
    if naming_attribute(project.scheme, label) is None:
        return None
    entries, refs = names_of(project), {one.ref for one in given if one.ref}
    named = [one for one in entries if one.id in refs] or list(exactly(entries, words))
    return named[0] if len(named) == 1 else None


def exactly(entries: Sequence[AuthorityEntry], words: str) -> tuple[AuthorityEntry, ...]:
    """List the entries that go by these words, as name before alias; case, accents and signs do not count."""
    wanted = folded(words)
    by_name = [one for one in entries if folded(one.name) == wanted]
    return tuple(by_name or [one for one in entries if wanted in map(folded, one.aliases)])


def meant_by(entries: Sequence[AuthorityEntry], words: str) -> tuple[Proposal, ...]:
    """Propose the entries that words of an article may mean, the likeliest first; ties go by name."""
    shared = alike_by(words)
    found = [
        Proposal(entry, surface, alike.score)
        for entry in entries
        if any(not shared.isdisjoint(alike_by(surface)) for surface in entry.surfaces)
        for alike, surface in [max(_compared(words, entry), key=_likeness_key)]
        if alike.score >= _MAYBE
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.entry.sort_key))[:MOST_ROWS])


def completed(entries: Sequence[AuthorityEntry], typed: str) -> tuple[Proposal, ...]:
    """Complete what is typed: names that begin so, aliases that do, words inside that do, names alike."""
    begun = folded(typed)
    if not begun:
        return ()
    ranked = [
        (rank, entry.sort_key, Proposal(entry, surface, 100.0))
        for entry in entries
        for rank, surface in _ranked(entry, begun)
    ]
    rows = [proposal for _, _, proposal in sorted(ranked, key=lambda one: one[:2])[:MOST_ROWS]]
    known = {one.entry.id for one in rows}
    rest = () if len(rows) >= MOST_ROWS else meant_by(entries, typed)
    return (*rows, *(one for one in rest if one.entry.id not in known))[:MOST_ROWS]


def propose_variants(entries: Sequence[AuthorityEntry]) -> Iterator[tuple[Variant, ...]]:
    """Compare the entries of one kind that can be alike and give the pairs that may be one, a few at a time."""
    groups: dict[str, list[AuthorityEntry]] = defaultdict(list)
    for number, entry in enumerate(sorted(entries, key=lambda one: one.sort_key)):
        for shared in frozenset[str]().union(*map(alike_by, entry.surfaces)):
            groups[shared].append(entry)
        if number % _SLICE == 0:
            yield ()
    seen: set[tuple[AuthorityId, AuthorityId]] = set()
    for shared in sorted(groups):
        pairs = (pair for pair in combinations(groups[shared], 2) if (pair[0].id, pair[1].id) not in seen)
        while some := tuple(islice(pairs, _SLICE)):
            seen |= {(first.id, second.id) for first, second in some}
            yield tuple(variant for pair in some if _may_be_one(*pair) for variant in _variant(*pair))


def in_order(variants: Collection[Variant]) -> tuple[Variant, ...]:
    """Sort variants, the likeliest first; ties go by name."""
    return tuple(sorted(variants, key=lambda one: (-one.score, one.first.sort_key, one.second.sort_key)))


def _variant(first: AuthorityEntry, second: AuthorityEntry) -> Iterator[Variant]:
    pairs = [(similarity(a, b), (a, b)) for a in first.surfaces for b in second.surfaces]
    alike, surfaces = max(pairs, key=lambda pair: pair[0].score)
    if alike.score >= _LIKELY:
        yield Variant(first, second, surfaces, alike.score, alike.why)


def _may_be_one(first: AuthorityEntry, second: AuthorityEntry) -> bool:
    return not first.kind or not second.kind or first.kind == second.kind


def _compared(words: str, entry: AuthorityEntry) -> list[tuple[Similarity, str]]:
    return [(similarity(words, surface), surface) for surface in entry.surfaces]


def _likeness_key(one: tuple[Similarity, str]) -> float:
    return one[0].score


def _ranked(entry: AuthorityEntry, begun: str) -> list[tuple[int, str]]:
    """Tell how an entry goes on from the typed beginning: its best rank and surface, or nothing."""
    ranks = [
        (_rank(folded(surface), begun, is_alias=place > 0), surface) for place, surface in enumerate(entry.surfaces)
    ]
    fitting = [(rank, surface) for rank, surface in ranks if rank < _NO_RANK]
    return [min(fitting, key=lambda one: one[0])] if fitting else []


def _rank(surface: str, begun: str, *, is_alias: bool) -> int:
    if surface.startswith(begun):
        return 2 * is_alias + (surface != begun)
    return 4 if f" {begun}" in surface else _NO_RANK
