"""Killed before each operation on a file, killed at random, and on a disk that fills up: real processes."""

import random
import shutil
import sys
import time

import pytest

from doors import model_server
from doors.model_server import ModelServer
from doors.stage import Stage
from scenes import BATCH, PARALLEL, SCENES, Theatre

SECTION = "Killed, full, or not alone"
RANDOM_KILLS = 240

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills forks of a process")


@pytest.fixture(scope="module")
def stage():
    with Stage() as stage:
        yield stage


@pytest.fixture(scope="module")
def server():
    with ModelServer() as server:
        yield server


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_killed_before_each_operation_a_command_ends_as_if_undisturbed(
    scene, stage, server, tmp_path, figure
):
    theatre = Theatre(scene, stage, server, tmp_path)
    for n in range(theatre.whole.operations):
        place = theatre.copy()
        assert theatre.perform(place, die_at=n).was_killed
        theatre.check(place)
    count = theatre.whole.operations
    figure(SECTION, f"{scene}: kills before each operation", count, at_least=20)


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_when_the_power_fails_at_any_operation_a_command_ends_as_if_undisturbed(
    scene, stage, server, tmp_path, figure
):
    theatre = Theatre(scene, stage, server, tmp_path)
    cuts = range(0, theatre.whole.operations, 3 if scene.name == "render" else 1)
    for n in cuts:
        place = theatre.copy()
        assert theatre.perform(place, die_at=n, power=n).was_killed
        theatre.check(place)
    figure(SECTION, f"{scene}: losses of power, chance keeping the rest", len(cuts), at_least=20)


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_killed_at_random_and_again_a_command_ends_as_if_undisturbed(scene, stage, server, tmp_path, figure):
    theatre = Theatre(scene, stage, server, tmp_path)
    chance = random.Random(20260127)
    place = theatre.copy()
    begun = time.monotonic()
    theatre.perform(place)
    length = time.monotonic() - begun
    kills = 0
    while kills < RANDOM_KILLS / len(SCENES):
        place = theatre.copy()
        killed = 0
        while killed < 3 and theatre.perform(place, after=chance.uniform(0, length)).was_killed:
            killed += 1
        kills += killed
        theatre.check(place, in_flight=PARALLEL * killed)
    figure(SECTION, f"{scene}: random kills, up to three in a row", kills, at_least=60)


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_on_a_disk_that_fills_up_at_any_operation_nothing_is_lost(scene, stage, server, tmp_path, figure):
    theatre = Theatre(scene, stage, server, tmp_path)
    count = theatre.whole.operations
    codes = set()
    for n in range(count):
        place = theatre.copy()
        full = theatre.perform(place, full_at=n)
        assert "Traceback" not in full.err
        assert "fault of the program" not in full.err
        codes.add(full.code)
        theatre.check(place)
    assert codes <= {0, 1}
    figure(SECTION, f"{scene}: disks full from each operation on", count)


def test_a_batch_that_is_killed_before_each_operation_is_handed_in_and_counted_once(stage, tmp_path, figure):
    kills = 0
    for n in range(1000):
        with ModelServer() as server:
            theatre = Theatre(BATCH, stage, server, tmp_path / f"{n}")
            count = theatre.whole.operations
            place = theatre.copy()
            server.batches.clear()
            if not (was_killed := theatre.perform(place, die_at=n).was_killed):
                break
            kills += was_killed
            theatre.perform(place)
            assert len(server.batches) == 1
            server.answered = list(map(model_server.answered, server.handed_in))
            server.batch = model_server.batch("completed", "file-out")
            died = theatre.perform(place, die_at=n)
            kills += died.was_killed
            theatre.perform(place)
            assert len(server.batches) == 1
            files, litter, spent, waiting = theatre.standing(place)
            assert (spent.requests, litter, waiting) == (2, [], [])
            assert "content/batch.json" not in files
            assert b"requests: 2" in files["content/2026/2026-01-26.md"]
        shutil.rmtree(tmp_path / f"{n}")
    assert n >= count
    figure(SECTION, "batch: kills before each operation of handing in and collecting", kills, at_least=20)
