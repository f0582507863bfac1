"""A next version of the schema, as a later program may bring it: a step that fills a new table.

Run with `python -m tests.reliability.next_version PROJECT` to open a project with it.
"""

import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from annotator.services.project import Project
from annotator.storage import migrations

NEXT = "2027-01-01 next schema"


def bring_next_version(patch: pytest.MonkeyPatch) -> None:
    """Let this program make and know one version more."""
    known = Migrations(migrations.MIGRATIONS.name)
    known(name=migrations.STEPS[0])(migrations.first_schema)
    known(name=NEXT)(_step)
    patch.setattr(migrations, "MIGRATIONS", known)
    patch.setattr(migrations, "STEPS", (*migrations.STEPS, NEXT))


def _step(db: Database) -> None:
    db.executescript(
        "CREATE TABLE shouted (span TEXT PRIMARY KEY REFERENCES span (id), words TEXT NOT NULL) STRICT;"
        "CREATE INDEX shouted_words ON shouted (words);"
    )
    for span, words in db.execute("SELECT id, text FROM span").fetchall():
        db.execute("INSERT INTO shouted VALUES (?, ?)", [span, words.upper()])


if __name__ == "__main__":
    bring_next_version(pytest.MonkeyPatch())
    print("ready", flush=True)
    Project.open(Path(sys.argv[1])).close()
    print("done", flush=True)
