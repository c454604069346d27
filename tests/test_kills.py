"""Killed before any operation on a file, a command is as good as never stopped; `faults/` tries them all."""

import shutil
import sys

import pytest

from doors.mail_server import MailDoor
from doors.model_server import ModelServer
from doors.stage import Stage
from scenes import IMPORT, NOW, SCENES, Theatre

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forks of a process")


@pytest.fixture(scope="module")
def stage():
    with Stage() as stage:
        yield stage


@pytest.fixture(scope="module")
def server():
    with ModelServer() as server:
        yield server


INGEST, UPGRADE, RENDER = SCENES


@pytest.mark.parametrize(
    ("scene", "shares"),
    [
        (INGEST, (0.6,)),
        pytest.param(UPGRADE, (0.7, 0.9), marks=pytest.mark.long),
        pytest.param(RENDER, (0.3, 0.98), marks=pytest.mark.long),
        pytest.param(INGEST, (0.2, 0.4, 0.8), marks=pytest.mark.long),
        pytest.param(UPGRADE, (0.1, 0.3, 0.6, 0.8), marks=pytest.mark.long),
    ],
    ids=str,
)
def test_killed_on_its_way_a_command_ends_as_if_undisturbed(scene, shares, stage, server, tmp_path):
    theatre = Theatre(scene, stage, server, tmp_path)
    for share in shares:
        place = theatre.copy()
        assert theatre.perform(place, die_at=int(theatre.whole.operations * share)).was_killed
        theatre.check(place)


@pytest.mark.parametrize(
    ("scene", "shares"),
    [
        (INGEST, (0.5,)),
        (IMPORT, (0.5,)),
        (RENDER, (0.5,)),
        pytest.param(IMPORT, tuple(n / 20 for n in range(20)), marks=pytest.mark.long),
        pytest.param(INGEST, (0.1, 0.9), marks=pytest.mark.long),
        pytest.param(UPGRADE, (0.3, 0.8), marks=pytest.mark.long),
        pytest.param(RENDER, (0.1, 0.9), marks=pytest.mark.long),
    ],
    ids=str,
)
def test_stopped_by_its_user_a_command_leaves_everything_whole_and_says_so(
    scene, shares, stage, server, tmp_path
):
    theatre = Theatre(scene, stage, server, tmp_path)
    for share in shares:
        place = theatre.copy()
        stopped = theatre.perform(place, stop_at=int(theatre.whole.operations * share))
        assert stopped.code == 130
        assert stopped.err.splitlines()[-1] == "warning: stopped; what was finished is kept"
        assert "Traceback" not in stopped.err
        assert not list(place.rglob("*.unfinished"))
        theatre.check(place)


@pytest.mark.parametrize("last", [4, pytest.param(12, marks=pytest.mark.long)])
def test_stopped_by_its_user_while_it_sends_nobody_has_a_day_twice_or_goes_without(
    stage, server, tmp_path, last
):
    """Before each of the last operations on a file: those are of the record of what was taken."""
    place = Theatre(INGEST, stage, server, tmp_path).copy()
    to = {"MAIL_FROM": "digest@example.org", "MAIL_TO": "ada@example.org, ben@example.org"}

    def send(folder, **fault):
        environment = {**to, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
        return stage.run("-C", folder, "mail", "--to", door.url, environment=environment, **fault)

    with MailDoor() as door:
        shutil.copytree(place, tmp_path / "whole")
        whole = send(tmp_path / "whole")
        assert (whole.code, len(door.messages)) == (0, 2)
        for n in range(max(0, whole.operations - last), whole.operations):
            folder = shutil.copytree(place, tmp_path / f"stopped-{n}")
            door.messages.clear()
            stopped = send(folder, stop_at=n)
            assert stopped.code == 130
            assert stopped.err.splitlines()[-1] == "warning: stopped; what was finished is kept"
            assert "Traceback" not in stopped.err
            assert send(folder).code == 0
            assert sorted(to for _, to, _ in door.messages) == ["ada@example.org", "ben@example.org"]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads open files where Linux names them")
def test_when_the_power_fails_on_its_way_a_command_ends_as_if_undisturbed(stage, server, tmp_path):
    theatre = Theatre(UPGRADE, stage, server, tmp_path)
    for n in range(theatre.whole.operations // 2, theatre.whole.operations, 5):
        place = theatre.copy()
        assert theatre.perform(place, die_at=n, power=n).was_killed
        theatre.check(place)


def test_with_no_room_for_its_files_a_command_says_so_in_a_line(stage, server, tmp_path):
    theatre = Theatre(INGEST, stage, server, tmp_path)
    place = theatre.copy()
    full = theatre.perform(place, full_at=theatre.whole.operations // 2)
    assert full.code == 1
    assert "cannot be written: No space left on device" in full.err
    assert "Traceback" not in full.err
    theatre.check(place)
