"""Reads tasks of Label Studio: annotations are somebody's work, predictions a suggester's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Item, Place
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import checked_bounds, with_records
from annotator.formats.json_files import json_value
from annotator.formats.jsonl_fields import (
    BadField,
    JsonObject,
    list_field,
    number_field,
    object_of,
    pairs_field,
    text_field,
    whole_field,
)
from annotator.formats.label_studio_config import TEXT, attribute_name, text_field_of
from annotator.model.annotation import Attribute, Fragment
from annotator.model.document import DocumentState, Role

RESERVED = (TEXT,)
SUGGESTER = "label-studio"
RELATED = "related"  # what a relation without a label is called
_VALUES = ("choices", "textarea", "taxonomy", "rating", "number", "datetime")
_LABELS = ("labels", "hypertextlabels", "paragraphlabels")


def read_tasks(path: Path, name: str) -> Iterator[Item]:
    """Yield one item per annotation and prediction, in order; a task without any gives its article."""
    value = json_value(path)
    tasks = value if isinstance(value, list) else [value]
    field = text_field_of(path)
    gold = _always_ground_truth(tasks)
    for number, task in enumerate(tasks, start=1):
        place = Place(str(path), number)
        try:
            yield from _items(object_of(task, "the task"), place, field, gold)
        except BadField as error:
            yield Fault(FaultKind.DOCUMENT, place, str(error))
    if not tasks:
        raise UserError(f"The file {path} holds no task: export it again.")


def _items(task: JsonObject, place: Place, field: str, gold: frozenset[str]) -> Iterator[Item]:
    # Older exports call annotations completions.
    works = [object_of(one, "an annotation") for key in ("annotations", "completions") for one in list_field(task, key)]
    guesses = [object_of(one, "a prediction") for one in list_field(task, "predictions")]
    data = object_of(task.get("data"), "“data”")
    key = _text_key(data, field)
    known = metadata_of({name: value for name, value in data.items() if name != key}, RESERVED)
    base = ForeignDocument(place, text_field(data, key), metadata=known, exact=False, local_ids=True, loose_layers=True)
    if not works:
        yield replace(base, status=DocumentState.TODO)
    for work in works:
        who = _annotator(work)
        cancelled = work.get("was_cancelled") is True or work.get("skipped") is True
        status = DocumentState.SKIPPED if cancelled else DocumentState.DONE
        role = Role.GOLD if who in gold else Role.ANNOTATOR
        yield _with_results(replace(base, annotator=who, status=status, role=role), work)
    for guess in guesses:
        suggester = replace(
            base,
            annotator=text_field(guess, "model_version") or SUGGESTER,
            role=Role.SUGGESTER,
            status=DocumentState.DONE,
        )
        yield _with_results(suggester, guess)


def _text_key(data: JsonObject, field: str) -> str:
    """Choose the field with the article: the config's, “text”, or the longest text there is."""
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    for name in (field, TEXT):
        if name in texts:
            return name
    if not texts:
        raise BadField("its “data” has no text")
    return max(texts, key=lambda name: len(texts[name]))


def _annotator(work: JsonObject) -> str:
    """Name who completed an annotation: by e-mail, or by number."""
    who = work.get("completed_by")
    if isinstance(who, dict):
        return text_field(who, "email") or str(who.get("id", ""))
    return str(who) if isinstance(who, int | str) else ""


def _always_ground_truth(tasks: list[object]) -> frozenset[str]:
    """Find those whose every annotation is a ground truth; somebody with only some is an annotator."""
    flags: dict[str, list[bool]] = defaultdict(list)
    for task in tasks:
        works = task.get("annotations") if isinstance(task, dict) else None
        for work in works if isinstance(works, list) else ():
            if isinstance(work, dict):
                who = work.get("completed_by")
                name = who.get("email") if isinstance(who, dict) else who
                flags[str(name)].append(work.get("ground_truth") is True)
    return frozenset(name for name, each in flags.items() if all(each))


def _with_results(base: ForeignDocument, work: JsonObject) -> ForeignDocument:
    """Put regions on a document; results of the same id are their attributes."""
    regions: list[object] = []
    facts: dict[str, list[JsonObject]] = defaultdict(list)
    links: list[object] = []
    for result in list_field(work, "result"):
        kind = result.get("type") if isinstance(result, dict) else None
        if kind == "relation":
            links += _one_per_label(object_of(result, "a relation"))
        elif kind in _VALUES and isinstance(result, dict):
            facts[str(result.get("id"))].append(result)
        else:
            regions += _one_label_each(result)
    layers = frozenset(str(one.get("from_name")) for one in regions if isinstance(one, dict))
    bare = {str(one.get("id")) for one in regions if isinstance(one, dict)}
    regions += (fact for identity, found in facts.items() if identity not in bare for fact in found)
    read = with_records(base, regions, links, span_of=_region, relation_of=_relation)
    spans = []
    for span in read.spans:
        known = tuple(one for fact in facts.get(span.id.partition("\0")[0], ()) for one in _attributes(fact, layers))
        spans.append(replace(span, attributes=known))
    return replace(read, spans=tuple(spans))


def _one_label_each(result: object) -> list[object]:
    """Split a region with several labels into one for each; further ones get an id of their own."""
    if not isinstance(result, dict) or not isinstance(value := result.get("value"), dict):
        return [result]
    names = [name for key in _LABELS for name in list_field(value, key)]
    if not names:
        return [result]
    ids = [str(result.get("id", ""))] + [f"{result.get('id', '')}\0{place}" for place in range(1, len(names))]
    return [{**result, "id": identity, "label": name} for identity, name in zip(ids, names, strict=True)]


def _one_per_label(result: JsonObject) -> list[object]:
    ends = ("to_id", "from_id") if result.get("direction") == "left" else ("from_id", "to_id")
    names = list_field(result, "labels") or [RELATED]
    return [{"label": name, "from": result.get(ends[0]), "to": result.get(ends[1])} for name in names]


def _region(record: JsonObject) -> ForeignSpan:
    value = object_of(record.get("value"), "“value”")
    if record.get("type") in _VALUES:
        raise BadField("it stands on no labelled words, but on the whole article or an unlabelled region")
    label = text_field(record, "label")
    if not label:
        raise BadField(f"a region of type {record.get('type')!r} has no label of words")
    offsets = value.get("globalOffsets") if isinstance(value.get("globalOffsets"), dict) else value
    assert isinstance(offsets, dict)
    start, end = whole_field(offsets, "start"), whole_field(offsets, "end")
    meta = record.get("meta")
    known = meta if isinstance(meta, dict) else {}
    quote = value.get("text")
    return ForeignSpan(
        label,
        _fragments(known, checked_bounds(start, end)),
        quote if isinstance(quote, str) else None,
        layer=_layer(record),
        id=text_field(record, "id"),
        note="\n".join(str(line) for line in _texts(known.get("text"))),
        origin=text_field(known, "origin"),
        score=number_field(record, "score"),
    )


def _layer(record: JsonObject) -> str:
    """Take the control's name as the layer, unless it is one of the names that the manual proposes."""
    name = text_field(record, "from_name")
    return "" if name in ("label", "labels", "ner") else name


def _fragments(meta: JsonObject, whole: tuple[Fragment]) -> tuple[Fragment, ...]:
    pieces = pairs_field(meta, "fragments")
    if not pieces or any(start >= end for start, end in pieces):
        return whole
    # Bounds that were changed in Label Studio say more than the pieces of before.
    return pieces if (pieces[0][0], pieces[-1][1]) == whole[0] else whole


def _relation(record: JsonObject) -> ForeignRelation:
    label, start, end = (text_field(record, key) for key in ("label", "from", "to"))
    if not (start and end):
        raise BadField("it needs “from_id” and “to_id”")
    return ForeignRelation(label or RELATED, start, end)


def _attributes(fact: JsonObject, layers: frozenset[str]) -> list[Attribute]:
    value, meta = fact.get("value"), fact.get("meta")
    kind = str(fact.get("type"))
    held = value.get("text" if kind == "textarea" else kind) if isinstance(value, dict) else None
    ref = text_field(meta, "ref") if isinstance(meta, dict) else ""
    name = attribute_name(text_field(fact, "from_name"), layers) or kind
    return [Attribute(name, _words(one), ref) for one in _texts(held)]


def _texts(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _words(value: object) -> str:
    # A taxonomy gives the way from the root to what was chosen.
    return " / ".join(str(one) for one in value) if isinstance(value, list) else str(value)
