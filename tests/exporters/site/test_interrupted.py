"""A site while it is written: killed at any moment, two at once, a full disk, and written again while one edits."""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sahelcli.exporters.site.folder_writer import LIST
from tests.exporters.site.reading import SitePages
from tests.exporters.site.test_site import TWO
from tests.terminal import Sahel

PAGES = {f"e/{name}/index.html" for name in ("speech", "bridge")}


def started(environment: dict[str, str], *args: str) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "sahelcli", "export", "site", *args)
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, but for what a killed process may have left on its way."""
    files = (path for path in folder.rglob("*") if path.is_file())
    paths = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith(".sahel") or name == LIST}


def test_killed_at_any_moment_a_file_is_old_or_new_and_the_next_export_mends_it(
    sahel: Sahel, environment: dict[str, str], tmp_path: Path
) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(TWO, "utf-8")
    new.write_text(TWO.replace("A bridge is closed", "A bridge is opened").replace('"speech"', '"speech-2"'), "utf-8")
    wanted = {}
    for data in (old, new):
        assert sahel("export", "site", "-d", str(data), "-o", str(tmp_path / data.stem), "-q").code == 0
        wanted[data] = contents(tmp_path / data.stem)
    site, moments = tmp_path / "site", random.Random(7)
    assert sahel("export", "site", "-d", str(old), "-o", str(site), "-q").code == 0
    (site / "mine.txt").write_bytes(b"mine")
    for turn in range(12):
        data = (new, old)[turn % 2]
        with started(environment, "-d", str(data), "-o", str(site), "-q") as child:
            time.sleep(moments.uniform(0.05, 0.9))
            child.kill()
        for path, content in contents(site).items():
            if path not in (LIST, "mine.txt"):
                assert content in (wanted[old].get(path), wanted[new].get(path)), path
    for data in (old, new):
        assert sahel("export", "site", "-d", str(data), "-o", str(site), "-q").code == 0
        assert contents(site) == {**wanted[data], "mine.txt": b"mine"}
        assert [path.name for path in site.iterdir() if path.name.startswith(".sahel") and path.name != LIST] == []


def test_two_at_once_take_turns(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(TWO, "utf-8")
    children = [started(environment, "-d", str(tmp_path / "data.toml"), "-o", str(tmp_path / "site")) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    for child in children:
        assert child.stderr
        child.stderr.close()
    pages = SitePages(tmp_path / "site")
    assert pages.files >= PAGES
    assert pages.broken() == []


def test_a_full_disk_is_one_message_and_nothing_is_lost(
    sahel: Sahel, environment: dict[str, str], tmp_path: Path
) -> None:
    data, site = tmp_path / "data.toml", tmp_path / "site"
    data.write_text(TWO, "utf-8")
    assert sahel("export", "site", "-d", str(data), "-o", str(site), "-q").code == 0
    before = contents(site)
    data.write_text(TWO.replace("A bridge is closed", f"A bridge is opened {'a' * 60}"), "utf-8")
    assert sahel("timeline", "-d", str(data)).code == 0  # its index is made while there is room
    command = (sys.executable, "-m", "sahelcli", "export", "site", "-d", str(data), "-o", str(site))

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))

    child = subprocess.run(command, env=environment, capture_output=True, preexec_fn=limit, check=False)
    assert child.returncode == 3
    assert child.stderr.decode().startswith(f'error: cannot write "{site}": ')
    assert child.stderr.count(b"error:") == 1
    assert contents(site) == before


def test_a_folder_one_may_not_write_in(environment: dict[str, str], tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "data.toml").write_text(TWO, "utf-8")
    (tmp_path / "site").mkdir(mode=0o555)
    with started(environment, "-d", str(tmp_path / "data.toml"), "-o", str(tmp_path / "site")) as child:
        assert child.wait(60) == 3
        assert child.stderr
        assert b"you must be allowed to write in its folder" in child.stderr.read()


def test_it_is_written_again_while_one_edits_until_it_is_interrupted(
    environment: dict[str, str], tmp_path: Path
) -> None:
    data, site = tmp_path / "data.toml", tmp_path / "site"
    data.write_text(TWO, "utf-8")
    screen, keyboard = os.openpty()
    command = (sys.executable, "-m", "sahelcli", "export", "site", "-d", str(data), "-o", str(site), "--watch")
    child = subprocess.Popen(
        command, env=environment, stdin=keyboard, stdout=keyboard, stderr=keyboard, start_new_session=True
    )
    os.close(keyboard)
    said = b""

    def wait_for(text: bytes) -> None:
        nonlocal said
        end = time.monotonic() + 60
        while text not in said:
            assert select.select([screen], [], [], max(0, end - time.monotonic()))[0], (text, said)
            said += os.read(screen, 65536)
        said = said[said.index(text) + len(text) :]

    try:
        wait_for(b"watching 1 file: Ctrl-C ends it")
        data.write_text(TWO.replace("A bridge is closed", "A bridge is opened"), "utf-8")
        wait_for(b"0 removed")
        assert "A bridge is opened" in (site / "e/bridge/index.html").read_text("utf-8")
        data.write_text(TWO.replace('id = "bridge"', "id = "), "utf-8")
        wait_for(b"the site stays as it was: 1 record more is not valid")
        assert "A bridge is opened" in (site / "e/bridge/index.html").read_text("utf-8")
        data.write_text("[[events]\n", "utf-8")
        wait_for(b"no record can be read from")
        assert "A bridge is opened" in (site / "e/bridge/index.html").read_text("utf-8")
        data.write_text(TWO, "utf-8")
        wait_for(b"0 removed")
        assert "A bridge is closed" in (site / "e/bridge/index.html").read_text("utf-8")
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 130
        assert b"Traceback" not in said
    finally:
        child.kill()
        child.wait()
        os.close(screen)
