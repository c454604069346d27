"""`make fuzz`: atheris on one target or all, time-boxed; what it finds is kept as a file to be looked at.

python -m fuzz SECONDS [TARGET...]
"""

import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "data" / "fuzz"
FOUND = Path(os.environ.get("FUZZ_FOUND", ".broadsheet/fuzz"))


def one(name, seconds):
    """In this process, which atheris ends."""
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["broadsheet", "yaml", "markdown"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415

    kept = FOUND / name
    kept.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=20000",
        "-verbosity=0",
    ]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={kept}/", str(kept), str(CORPUS / name)], TARGETS[name]
    )
    atheris.Fuzz()


def main():
    seconds, *names = sys.argv[1:] or ["60"]
    if os.environ.get("FUZZ_ONE"):
        one(names[0], seconds)
    try:
        import atheris  # noqa: F401, PLC0415
    except ImportError:
        print("atheris is not installed here: its part of the fuzzing is left out")  # noqa: T201
        return 0
    from fuzz.targets import TARGETS  # noqa: PLC0415

    failed = []
    for name in names or TARGETS:
        print(f"fuzzing {name} for {seconds} s", flush=True)  # noqa: T201
        command = [sys.executable, "-m", "fuzz", seconds, name]
        if subprocess.run(command, env={**os.environ, "FUZZ_ONE": "1"}, check=False).returncode:
            failed.append(name)
    print(f"{len(names or TARGETS)} targets, {len(failed)} with finds {' '.join(failed)}")  # noqa: T201
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
