"""Killed before any operation on a file, a command is as good as never stopped; `faults/` tries them all."""

import sys

import pytest

from doors.model_server import ModelServer
from doors.stage import Stage
from scenes import SCENES, Theatre

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
        (RENDER, (0.5,)),
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
