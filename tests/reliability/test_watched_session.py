"""A session watched by strace: nothing in the data is opened, no network is asked, no text is told on."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.decision import Verdict
from annotator.model.document import DocumentState
from annotator.model.ids import AnnotatorId
from annotator.model.scheme import Label, RelationLabel
from annotator.model.term_list import Term, TermList
from annotator.services.authority.commands import AddEntry
from annotator.services.commands import AddSpan, LinkSpans, SetAttributes, SetMetadata, SetNote, SetState
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import review_of
from annotator.services.scheme.commands import AddLabel, AddRelationLabel, ChangeLabel
from annotator.services.scheme.guideline import SetGuideline
from annotator.services.suggestions.wishes import NeverSuggest, PutTermList

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which watches the session, is not installed"),
]
WORD = "Canaryword"
SHORT = f"<b>{WORD}<br>"


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that nothing may open."""
    file = tmp_path_factory.mktemp("canary") / "canary.png"
    file.write_bytes(b"never opened")
    return file


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, canary: Path) -> Path:
    """A project with the canary, as markup, in every field."""
    evil = f'<b>{WORD}</b> <img src="{canary.as_uri()}"> <a href="{canary.as_uri()}">x</a>'
    folder = tmp_path_factory.mktemp("project")
    path = folder / "<b>evil<b> & more.annotator"
    for number in range(2):
        (folder / f"article {number}.txt").write_text(
            f"{evil} opens {number}\n\nBy {evil}\n\n{evil} said: “{evil} is good.” {evil}\n", encoding="utf-8"
        )
    with Project.create(path) as made:
        import_paths(made, sorted(folder.glob("*.txt")))
        first, second = (made.ensure_annotator(f"{name}{more}").id for name, more in (("first", ""), ("second", SHORT)))
        fill(made, first, evil)
        document = made.document_ids()[0]
        made.execute(AddSpan(document, "ORG", ((0, len(evil)),)), second)
        for one in (first, second):
            made.execute(SetState(document, DocumentState.DONE), one)
        cluster = review_of(made.file, document).items[0].cluster
        made.execute(Decide(document, (ClusterVerdict(cluster.key, Verdict.NONE),), evil, evil), first)
    return path


def fill(made: Project, me: AnnotatorId, evil: str) -> None:
    """Write the canary into what an annotator can write."""
    document = made.document(made.document_ids()[0])
    person = made.scheme.label("PERSON")
    assert person is not None
    at = document.text.index("“")
    metadata = replace(document.metadata, title=evil, outlet=evil, author=evil, url=evil, extra=((evil, evil),))
    for command in (
        SetMetadata(document.id, metadata),
        ChangeLabel("PERSON", replace(person, definition=evil, example=evil, counter_example=evil)),
        AddLabel(Label("evil", "entity", f"<b&{WORD}", "#123456", definition=evil)),
        AddRelationLabel(RelationLabel("evil", f"<b&{WORD}", "#123456", definition=evil)),
        AddEntry(AuthorityEntry(AuthorityId("evil"), evil, evil, (evil + "2",), evil, evil)),
        SetGuideline(f"# {evil}\n\n- {evil}\n\n[x]({evil})\n\n![x](file:///{WORD})\n"),
        NeverSuggest(f"never {evil}"),
        PutTermList(TermList(evil, (Term("PERSON", evil, evil),))),
        AddSpan(document.id, "PERSON", ((0, len(evil)),)),
        AddSpan(document.id, "DIRECT", ((at, document.text.index("”") + 1),)),
    ):
        made.execute(command, me)
    spans = made.spans(document.id, me)
    person_span, quote = (next(one.id for one in spans if one.label == name) for name in ("PERSON", "DIRECT"))
    made.execute(SetNote(person_span, evil), me)
    made.execute(SetAttributes(person_span, (Attribute("evil", evil),)), me)
    made.execute(LinkSpans(quote, person_span, "speaker"), me)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, project: Path, repository: Path) -> tuple[str, str, Path]:
    """Watch a session; returns what the window said, the log of strace, and the folder of all it kept."""
    kept = tmp_path_factory.mktemp("kept")
    (kept / "tmp").mkdir()
    log = kept.parent / f"{kept.name}-strace.log"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "ANNOTATOR_SETTINGS": str(kept),
        "TMPDIR": str(kept / "tmp"),
        "HOME": str(kept),
        "XDG_CACHE_HOME": str(kept / "cache"),
    }
    watch = ["strace", "-f", "-s", "4096", "-e", "trace=open,openat,connect,socket,sendto,execve", "-o", str(log)]
    command = [*watch, sys.executable, "-m", "tests.reliability.walking_window", str(project)]
    done = subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr, log.read_text(encoding="utf-8", errors="replace"), kept


def test_every_action_was_gone_through(walk: tuple[str, str, Path]) -> None:
    walked = re.search(r"walked (\d+)", walk[0])

    assert walked is not None
    assert int(walked[1]) > 120


def test_nothing_that_the_data_names_is_opened(walk: tuple[str, str, Path], canary: Path, project: Path) -> None:
    opened = [line for line in walk[1].splitlines() if "open" in line]

    assert any(project.name in line for line in opened), "the watch sees nothing"
    assert not [line for line in opened if canary.name in line or WORD in line]


def test_markup_is_no_label(walk: tuple[str, str, Path]) -> None:
    assert "markup in" not in walk[0]


def test_no_network_is_asked(walk: tuple[str, str, Path]) -> None:
    asked = [line for line in walk[1].splitlines() if re.search(r"\b(socket|connect|sendto)\(", line)]

    assert not [line for line in asked if "AF_INET" in line]


def test_titles_logs_settings_reports_and_leftovers_hold_no_text(walk: tuple[str, str, Path]) -> None:
    said, _, kept = walk
    reports = list(kept.rglob("*.txt"))
    holding = [path for path in kept.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]

    assert WORD not in said
    assert any("ValueError" in path.read_text(encoding="utf-8", errors="replace") for path in reports)
    assert holding == []


@pytest.mark.parametrize("command", ["info", "check", "suggest", "agreement", "backup", "search", "export"])
def test_no_command_asks_a_network_or_opens_what_data_names(
    project: Path, canary: Path, tmp_path: Path, repository: Path, command: str
) -> None:
    copy = Path(shutil.copy(project, tmp_path / "copy.annotator"))
    more: dict[str, str] = {"search": "opens", "export": str(tmp_path / "out.jsonl")}
    watch = ["strace", "-f", "-s", "4096", "-e", "trace=open,openat,connect,socket", "-o", str(tmp_path / "log")]
    called = [*watch, sys.executable, "-m", "annotator", command, str(copy), *filter(None, [more.get(command)])]
    done = subprocess.run(called, cwd=repository, capture_output=True, text=True, check=False, timeout=300)

    log = (tmp_path / "log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in log
    assert canary.name not in log
