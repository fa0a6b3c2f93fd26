"""A server with an empty cache, and the processor time that it and its workers have taken."""

import json
import os
import subprocess
import tempfile
import urllib.request
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
LISTENING = "aloud is listening on "


class ServerUnderTest:
    def __init__(self, program, voices):
        self._cache = tempfile.TemporaryDirectory(prefix="aloud-bench-")
        command = [program, "serve", "--listen", "127.0.0.1:0", "--cache", self._cache.name]
        if voices:
            command += ["--voices", voices]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.family = Family(self._process.pid)
        line = self._process.stdout.readline().strip()
        if not line.startswith(LISTENING):
            self._end()
            raise SystemExit(f"the server did not start; its first line was {line!r}")
        self.url = line.removeprefix(LISTENING)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end()

    def voices(self):
        with urllib.request.urlopen(f"{self.url}/v1/voices", timeout=30) as answer:
            return [voice["id"] for voice in json.load(answer)["data"]]

    def _end(self):
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._cache.cleanup()


class Family:
    """A process and its children, as /proc tells of them."""

    def __init__(self, pid):
        self._pid = pid

    def processor_seconds(self):
        """Of all that live and those that they have waited for."""
        parents, ticks = processes()
        return sum(ticks.get(pid, 0) for pid in self._living(parents)) / TICK

    def peak_megabytes(self):
        """The most memory each living one ever had resident, added up: never too little."""
        parents, _ = processes()
        return sum(kilobytes(pid, "VmHWM") for pid in self._living(parents)) / 1024

    def resident_megabytes(self):
        """What all that live have resident now."""
        parents, _ = processes()
        return sum(kilobytes(pid, "VmRSS") for pid in self._living(parents)) / 1024

    def _living(self, parents):
        family = {self._pid}
        grown = True
        while grown:
            children = {pid for pid, parent in parents.items() if parent in family}
            grown = not children <= family
            family |= children
        return family


def kilobytes(pid, field):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0  # It ended while we looked.
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{field}:")), 0)


def processes():
    """Every process's parent, and its ticks with those of its finished children."""
    parents, ticks = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue  # It ended while we looked.
        # The name in parentheses may hold anything; the fields follow the last one.
        fields = stat[stat.rindex(")") + 2 :].split()
        pid = int(folder.name)
        parents[pid] = int(fields[1])
        ticks[pid] = sum(int(field) for field in fields[11:15])
    return parents, ticks
