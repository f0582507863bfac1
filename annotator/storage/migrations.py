"""The schema of a project file: one dated step per change, never edited after release."""

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x414E4E4F  # "ANNO"

MIGRATIONS = Migrations("annotator")
STEPS = ("2026-11-22 first schema",)  # the nth makes version n of the schema

# Foreign keys are deferred, so that the changes of one operation may be applied in any order.
# Annotations name layers and labels by name: files, metrics and people do; a rename carries them along.
_STEP_1 = """
CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position INTEGER NOT NULL,
    text TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, title TEXT NOT NULL, outlet TEXT NOT NULL,
    author TEXT NOT NULL, published TEXT NOT NULL, published_raw TEXT NOT NULL, url TEXT NOT NULL,
    language TEXT NOT NULL, source_file TEXT NOT NULL, encoding TEXT NOT NULL, raw_sha256 TEXT NOT NULL,
    extra TEXT NOT NULL, tokens TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX document_position ON document (position, id, title, outlet, published);
CREATE VIRTUAL TABLE document_fts USING fts5 (title, text, content='document', content_rowid='number');

CREATE TABLE zone (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL,
    hash TEXT NOT NULL, CHECK (0 <= "start" AND "start" < "end")
) STRICT;
CREATE INDEX zone_document ON zone (document);

CREATE TABLE layer (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, overlap TEXT NOT NULL,
    position INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE label (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    layer TEXT NOT NULL REFERENCES layer (name) DEFERRABLE INITIALLY DEFERRED,
    colour TEXT NOT NULL, key TEXT NOT NULL, definition TEXT NOT NULL, example TEXT NOT NULL,
    counter_example TEXT NOT NULL, attributes TEXT NOT NULL, enabled INTEGER NOT NULL,
    position INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE relation_label (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL, key TEXT NOT NULL,
    definition TEXT NOT NULL, example TEXT NOT NULL, counter_example TEXT NOT NULL,
    from_layers TEXT NOT NULL, to_layers TEXT NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE guideline (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, text TEXT NOT NULL, scheme_revision INTEGER NOT NULL,
    at TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE annotator (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE document_state (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL, flagged INTEGER NOT NULL, hash TEXT NOT NULL, UNIQUE (document, annotator)
) STRICT;
CREATE TABLE assignment (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    hash TEXT NOT NULL, UNIQUE (document, annotator)
) STRICT;

CREATE TABLE span (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    layer TEXT NOT NULL REFERENCES layer (name) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL REFERENCES label (name) DEFERRABLE INITIALLY DEFERRED,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, fragments TEXT NOT NULL, text TEXT NOT NULL,
    attributes TEXT NOT NULL, note TEXT NOT NULL, origin TEXT NOT NULL, score REAL,
    provenance TEXT, hash TEXT NOT NULL, CHECK (0 <= "start" AND "start" < "end")
) STRICT;
CREATE INDEX span_document ON span (document, annotator);
CREATE INDEX span_annotator ON span (annotator, label);
CREATE INDEX span_label ON span (label);
CREATE TABLE relation (
    id TEXT PRIMARY KEY, label TEXT NOT NULL REFERENCES relation_label (name) DEFERRABLE INITIALLY DEFERRED,
    from_span TEXT NOT NULL REFERENCES span (id) DEFERRABLE INITIALLY DEFERRED,
    to_span TEXT NOT NULL REFERENCES span (id) DEFERRABLE INITIALLY DEFERRED,
    annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    attributes TEXT NOT NULL, note TEXT NOT NULL, origin TEXT NOT NULL, score REAL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX relation_from ON relation (from_span);
CREATE INDEX relation_to ON relation (to_span);
CREATE INDEX relation_label_name ON relation (label);

CREATE TABLE suggestion_run (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL, settings TEXT NOT NULL
) STRICT;
CREATE TABLE suggestion (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    run TEXT NOT NULL REFERENCES suggestion_run (id) ON DELETE CASCADE,
    layer TEXT NOT NULL, label TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    fragments TEXT NOT NULL, attributes TEXT NOT NULL, source TEXT NOT NULL, rule TEXT NOT NULL, score REAL NOT NULL
) STRICT;
CREATE INDEX suggestion_document ON suggestion (document, "start");
CREATE INDEX suggestion_run_id ON suggestion (run);
CREATE TABLE suggested_relation (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    run TEXT NOT NULL REFERENCES suggestion_run (id) ON DELETE CASCADE, label TEXT NOT NULL,
    from_suggestion TEXT NOT NULL REFERENCES suggestion (id) ON DELETE CASCADE,
    to_suggestion TEXT NOT NULL REFERENCES suggestion (id) ON DELETE CASCADE,
    source TEXT NOT NULL, rule TEXT NOT NULL, score REAL NOT NULL
) STRICT;
CREATE INDEX suggested_relation_document ON suggested_relation (document);
CREATE INDEX suggested_relation_from ON suggested_relation (from_suggestion);
CREATE INDEX suggested_relation_to ON suggested_relation (to_suggestion);
CREATE TABLE suggested_document (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL, remark TEXT NOT NULL
) STRICT;
CREATE TABLE suggestion_decision (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    layer TEXT NOT NULL, label TEXT NOT NULL, fragments TEXT NOT NULL, decision TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX suggestion_decision_document ON suggestion_decision (document, annotator);
CREATE TABLE term_list (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, terms TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TABLE never_suggest (
    id TEXT PRIMARY KEY, annotator TEXT NOT NULL REFERENCES annotator (id) DEFERRABLE INITIALLY DEFERRED,
    surface TEXT NOT NULL, label TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    layer TEXT NOT NULL, cluster_key TEXT NOT NULL, class TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, decision TEXT NOT NULL, gold_spans TEXT NOT NULL,
    policy TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
    comment TEXT NOT NULL, scheme_revision INTEGER NOT NULL, supersedes TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX decision_document ON decision (document, layer);
CREATE TABLE decision_source (
    id TEXT PRIMARY KEY, decision TEXT NOT NULL REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    document TEXT NOT NULL, span TEXT NOT NULL, part TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX decision_source_decision ON decision_source (decision);
CREATE TABLE authority (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, aliases TEXT NOT NULL, note TEXT NOT NULL,
    url TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE operation (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, replica TEXT NOT NULL, counter INTEGER NOT NULL,
    actor TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL,
    undo_of TEXT, scheme_revision INTEGER NOT NULL
) STRICT;
CREATE INDEX operation_actor ON operation (actor, number);
CREATE TABLE change (
    operation TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED, sequence INTEGER NOT NULL,
    kind TEXT NOT NULL, record TEXT NOT NULL, base TEXT NOT NULL, "before" TEXT, "after" TEXT,
    PRIMARY KEY (operation, sequence)
) STRICT;
CREATE INDEX change_record ON change (kind, record);
CREATE TABLE bulk_change (
    operation TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED, part INTEGER NOT NULL,
    changes INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (operation, part)
) STRICT;
CREATE TABLE merged (
    operation TEXT NOT NULL REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED, brought TEXT NOT NULL,
    PRIMARY KEY (operation, brought)
) STRICT;
CREATE TABLE sibling (kind TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (kind, record)) STRICT;
CREATE TABLE draft (
    id TEXT PRIMARY KEY, annotator TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""

# The table of sqlite-utils itself, made here first because it would not be STRICT.
_MIGRATIONS_TABLE = """
CREATE TABLE IF NOT EXISTS _sqlite_migrations (
    id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS idx__sqlite_migrations_migration_set_name
    ON _sqlite_migrations (migration_set, name);
"""


@MIGRATIONS(name=STEPS[0])
def first_schema(db: Database) -> None:
    """Create every table of version 1."""
    db.executescript(_STEP_1)


def schema_version() -> int:
    """Tell which version of the schema this program makes and writes."""
    return len(STEPS)


def migrate(db: Database, version: int | None = None) -> None:
    """Bring the schema to a version, this program's unless another is given; the caller holds the unit."""
    wanted = schema_version() if version is None else version
    db.executescript(_MIGRATIONS_TABLE)
    MIGRATIONS.apply(db, stop_before=STEPS[wanted:])
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {wanted}")
