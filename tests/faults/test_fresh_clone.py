"""A machine that has never seen the project: what is committed is enough."""

import os
import subprocess
import time

SECTION = "Supply chain and watching"


def test_a_fresh_clone_installs_and_builds_the_demo(tmp_path, root, figure):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", root, clone], check=True)
    outside = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    started = time.monotonic()
    subprocess.run(["make", ".venv/bin/broadsheet"], cwd=clone, env=outside, check=True)
    figure(SECTION, "install on a fresh clone", time.monotonic() - started, unit="s")
    subprocess.run(["make", "demo"], cwd=clone, env=outside, check=True)
    assert (clone / "site" / "2026" / "01" / "27" / "index.html").is_file()
