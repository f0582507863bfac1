"""Reads the scheme."""

from sqlite_utils import Database

from annotator.model.scheme import Scheme
from annotator.storage.journal import read_property
from annotator.storage.scheme_rows import label_of, layer_of, relation_label_of


def read_scheme(db: Database) -> Scheme:
    """Read the whole scheme in its order."""
    return Scheme(
        layers=tuple(layer_of(row) for row in db.query("SELECT * FROM layer ORDER BY position, name")),
        labels=tuple(label_of(row) for row in db.query("SELECT * FROM label ORDER BY position, name")),
        relation_labels=tuple(
            relation_label_of(row) for row in db.query("SELECT * FROM relation_label ORDER BY position, name")
        ),
        revision=int(read_property(db, "scheme_revision") or 1),
    )
