# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the contract share: where it is, the tools from npm, and how to skip."""

import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CONTRACT = ROOT / "data" / "api" / "loket-v1.yaml"
SKIPPED = 77  # what Meson counts as skipped

INSTALL_SECONDS_MAX = 300


def skip(reason):
    """Ends the test as skipped, with the reason on a line of its own."""
    print(f"SKIPPED: {reason}")
    sys.exit(SKIPPED)


def load_contract():
    """The contract as a tree; skipped where there is no PyYAML."""
    try:
        import yaml
    except ImportError:
        skip("python3-yaml is not installed")
    with open(CONTRACT, encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def dump_yaml(tree, path):
    """Writes a tree where Spectral can read it."""
    import yaml

    with open(path, "w", encoding="utf-8") as stream:
        yaml.safe_dump(tree, stream, allow_unicode=True, sort_keys=False)


def install_npm_tools():
    """The folder with the tools of package.json, exactly as locked; skipped where npm cannot.

    Installed once a build folder; two tests at a time wait for one another."""
    folder = pathlib.Path(os.environ.get("LOKET_BUILD_ROOT", ROOT / "build")) / "tests" / "contract" / "npm"
    if shutil.which("npm") is None or shutil.which("node") is None:
        skip("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = (HERE / "package-lock.json").read_bytes()
        done = folder / "installed-lock.json"
        if not done.exists() or done.read_bytes() != wanted:
            _install(folder)
            done.write_bytes(wanted)
    return folder / "node_modules" / ".bin"


def _install(folder):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    try:
        result = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=INSTALL_SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        skip("npm could not install the tools in time")
    if result.returncode != 0:
        print(result.stdout)
        skip("npm could not install the tools (no registry within reach?)")
