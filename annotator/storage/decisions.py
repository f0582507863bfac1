"""Keeps what reviewers decided."""

import json
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from annotator.model.decision import Decision, DecisionId, DecisionSource, Policy, SourcePart, Verdict
from annotator.model.ids import AnnotatorId, DocumentId, SpanId, derived_id
from annotator.model.operation import Change, Image, RecordKind
from annotator.storage.rows import Row, change, dump


def decisions(db: Database, document: DocumentId) -> tuple[Decision, ...]:
    """List the decisions on a document that none has superseded, by place."""
    rows = list(db.query('SELECT * FROM decision WHERE document = ? ORDER BY "start", "end", at, id', [document]))
    gone = {id for row in rows for id in json.loads(row["supersedes"])}
    return tuple(_decision_of(row, _sources(db, row["id"])) for row in rows if row["id"] not in gone)


def decided_documents(db: Database) -> tuple[DocumentId, ...]:
    """List the documents that have decisions."""
    rows = db.execute("SELECT DISTINCT document FROM decision ORDER BY document").fetchall()
    return tuple(DocumentId(id) for (id,) in rows)


def decision_changes(decision: Decision) -> Iterator[Change]:
    """Make the changes that add a decision with its sources."""
    yield change(RecordKind.DECISION, None, _image(decision))
    for source in decision.sources:
        yield change(RecordKind.DECISION_SOURCE, None, _source_image(decision, source))


def _image(decision: Decision) -> Image:
    return {
        "id": decision.id,
        "document": decision.document,
        "layer": decision.layer,
        "cluster_key": decision.cluster_key,
        "class": decision.difference,
        "start": decision.start,
        "end": decision.end,
        "decision": decision.verdict.value,
        "gold_spans": dump(decision.gold_spans),
        "policy": decision.policy.value,
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "comment": decision.comment,
        "scheme_revision": decision.scheme_revision,
        "supersedes": dump(decision.supersedes),
    }


def _source_image(decision: Decision, source: DecisionSource) -> Image:
    return {
        "id": derived_id("decision-source", decision.id, source.span),
        "decision": decision.id,
        "document": decision.document,
        "span": source.span,
        "part": source.part.value,
    }


def _sources(db: Database, decision: str) -> Iterator[DecisionSource]:
    rows = db.query("SELECT span, part FROM decision_source WHERE decision = ? ORDER BY part, span", [decision])
    return (DecisionSource(SpanId(row["span"]), SourcePart(row["part"])) for row in rows)


def _decision_of(row: Row, sources: Iterable[DecisionSource]) -> Decision:
    return Decision(
        id=DecisionId(row["id"]),
        document=DocumentId(row["document"]),
        layer=row["layer"],
        cluster_key=row["cluster_key"],
        difference=row["class"],
        start=row["start"],
        end=row["end"],
        verdict=Verdict(row["decision"]),
        gold_spans=tuple(SpanId(id) for id in json.loads(row["gold_spans"])),
        policy=Policy(row["policy"]),
        by=AnnotatorId(row["by"]),
        at=row["at"],
        reason=row["reason"],
        comment=row["comment"],
        scheme_revision=row["scheme_revision"],
        supersedes=tuple(DecisionId(id) for id in json.loads(row["supersedes"])),
        sources=tuple(sources),
    )
