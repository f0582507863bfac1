"""Project files made to harm: each ends in a sentence or is opened safely, within 5 s and 300 MB."""

import hashlib
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.services.commands import AddSpan
from annotator.services.importing.run import import_paths
from annotator.services.project import Project

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process's memory"),
]
MOST_S, MOST_MB = 5.0, 300
MB = 1_000_000
# The system's figure for a child would count what its parent had taken before.
MEASURED = """
import atexit, sys, time
from pathlib import Path
def tell():
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    print("used", peak, time.process_time(), file=sys.stderr)
atexit.register(tell)
from annotator.__main__ import main
sys.exit(main())
"""
Harm = Callable[[sqlite3.Connection], object]
WRITABLE = "PRAGMA writable_schema = ON"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def statement(*words: str) -> Harm:
    """Harm a file by SQL."""

    def harm(db: sqlite3.Connection) -> None:
        for one in words:
            db.execute(one)

    return harm


def much(table: str, column: str) -> Harm:
    """Put 60 MB into a column of one record."""
    where = f"rowid = (SELECT min(rowid) FROM {table})"
    return lambda db: db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", ["x" * (60 * MB)])


def many_tables(db: sqlite3.Connection) -> None:
    for number in range(20_000):
        db.execute(f"CREATE TABLE t{number} (x)")


def bomb(db: sqlite3.Connection) -> None:
    packing = zlib.compressobj(9)
    data = b"".join([packing.compress(b"[" * MB) for _ in range(2_000)]) + packing.flush()
    db.execute("UPDATE bulk_change SET payload = ?", [data])


def deep(db: sqlite3.Connection) -> None:
    db.execute("UPDATE span SET attributes = ?", ["[" * 100_000])
    db.execute("UPDATE document SET extra = ?", ["[" * 100_000])


HARMS: dict[str, Harm] = {
    "trigger": statement("CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM span; END"),
    "temporary name": statement("CREATE VIEW sqlean AS SELECT load_extension('evil')"),
    "recursive view": statement(
        "DROP TABLE draft",
        "CREATE VIEW draft AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
    ),
    "generated column": statement("ALTER TABLE span ADD COLUMN evil TEXT GENERATED ALWAYS AS (upper(note)) VIRTUAL"),
    "virtual table": statement("CREATE VIRTUAL TABLE evil USING fts5 (x)"),
    "expression index": statement("CREATE INDEX evil ON span (abs(score))"),
    "20,000 tables": many_tables,
    "changed default": statement(
        WRITABLE, "UPDATE sqlite_schema SET sql = replace(sql, 'note TEXT', 'note TEXT DEFAULT x') WHERE name = 'span'"
    ),
    "changed check": statement(
        WRITABLE, "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK', 'CHECK (1) CHECK') WHERE name = 'span'"
    ),
    "foreign root page": statement(WRITABLE, "UPDATE sqlite_schema SET rootpage = 9999999 WHERE name = 'span'"),
    "circle of pages": statement(WRITABLE, "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'span'"),
    "60 MB text": much("document", "text"),
    "60 MB title": much("document", "title"),
    "60 MB note": much("span", "note"),
    "60 MB before": much("change", '"before"'),
    "60 MB words of an operation": much("operation", "words"),
    "60 MB property": much("property", "value"),
    "60 MB blob": statement("UPDATE bulk_change SET payload = zeroblob(60000000)"),
    "2 GB in a compressed part": bomb,
    "100,000 brackets": deep,
    "enormous offsets": statement(
        "UPDATE span SET \"end\" = 9000000000000000000, fragments = '[[0,9000000000000000000]]'"
    ),
    "negative offsets": statement("PRAGMA ignore_check_constraints = ON", 'UPDATE span SET "start" = -5'),
    "half a character": statement("UPDATE document SET text = CAST(x'eda080' AS TEXT)"),
    "NUL in the text": statement("UPDATE document SET text = 'a' || char(0) || 'b'"),
    "statistics": statement("ANALYZE", "UPDATE sqlite_stat1 SET stat = '1 99999999999999999999 x'"),
    "tampered index of words": statement("UPDATE document_fts_data SET block = randomblob(2000)"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    path = tmp_path_factory.mktemp("sound") / "sound.annotator"
    with Project.create(path) as project:
        import_paths(project, sorted((repository / "seeds").glob("*.txt")))
        first = project.ensure_annotator("first").id
        project.execute(AddSpan(project.document_ids()[0], "PERSON", ((0, 5),)), first)
    return path


def ask(repository: Path, *arguments: object) -> tuple[int, str]:
    """Run a command; returns its exit code and what it said, fails when it takes too much."""
    command = [sys.executable, "-c", MEASURED, *map(str, arguments)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False, timeout=60)
    said, _, used = done.stderr.rpartition("used ")
    megabytes, seconds = int(used.split()[0]) / 1024, float(used.split()[1])
    assert seconds < MOST_S, f"{arguments[0]} took {seconds:.1f} s: {said}"
    assert megabytes < MOST_MB, f"{arguments[0]} took {megabytes:.0f} MB: {said}"
    return done.returncode, said


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_a_file_made_to_harm_is_refused_or_read_safely(
    sound: Path, tmp_path: Path, repository: Path, harm: Harm
) -> None:
    path = tmp_path / "hostile.annotator"
    path.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(path)) as db, db:
        harm(db)
    before = sha256(path)

    code, said = ask(repository, "check", path)
    assert code == 1 or harm is HARMS["statistics"], said
    assert "Traceback" not in said, said
    code, said = ask(repository, "export", path, tmp_path / "out.jsonl")
    assert code in (0, 1), said
    assert len(said.strip().splitlines()) <= 1, said
    assert sha256(path) == before


def test_words_of_a_file_from_elsewhere_are_indexed_anew(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.annotator"
    path.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM document_fts_data WHERE id > 10")
        db.execute("INSERT INTO document_fts (rowid, title, text) VALUES (1, 'smuggled', 'smuggled')")

    with Project.open(path) as project:
        found = project.file.db.execute("SELECT count(*) FROM document_fts WHERE document_fts MATCH 'the'").fetchone()
        smuggled = project.file.db.execute("SELECT * FROM document_fts WHERE document_fts MATCH 'smuggled'").fetchall()

    assert found[0] > 0
    assert smuggled == []
