"""Fixtures that every test may lean on: the handbook's data, and guards against leaks and networks."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "here", max_examples=100, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("here")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The handbook's folder beside the checkout, with the real articles and the samples of every format."""
    return _handbook(SHARED)


@pytest.fixture(scope="session")
def shared_seeds() -> Path:
    """The five real articles; third-party text, read where it lies and never copied into the project."""
    return _handbook(SHARED / "seeds")


@pytest.fixture(scope="session")
def shared_samples() -> Path:
    """The small real files of each import format."""
    return _handbook(SHARED / "samples")


def _handbook(folder: Path) -> Path:
    if not folder.is_dir():
        reason = f"the handbook's folder ../{folder.relative_to(ROOT.parent)} is not beside this checkout"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Make every try to reach a network fail the test that made it."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise AssertionError(f"a test tried to reach the network at {address}")
        connect(self, address)  # type: ignore[arg-type]  # the address of a local socket is a path

    patch.setattr(socket.socket, "connect", refuse)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())

    yield

    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    for thread in left:
        thread.join(timeout=20)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left behind: {still}"


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the preferences and the memory of whoever runs them."""
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path_factory.mktemp("settings")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of the real X window where there is none; `make test` brings one."""
    if os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb":
        return
    for item in items:
        if item.get_closest_marker("xvfb"):
            item.add_marker(pytest.mark.skip(reason="needs an X display: run it by `make test`"))
