"""Starts the aloud server that ALOUD_BIN names, and ends it politely."""

import os
import re
import selectors
import subprocess
import tempfile
import time

START_LIMIT = 60.0
STOP_LIMIT = 15.0
LISTENING = re.compile(r"aloud is listening on (http://[\d.]+:\d+)")


class Server:
    """A server on a free port with an empty cache; `url` is where it answers."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="aloud-clients-")
        self._log = open(os.path.join(self._folder.name, "stderr"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [
                os.environ["ALOUD_BIN"],
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--cache",
                os.path.join(self._folder.name, "cache"),
                # A voice that is installed on this machine would speak by default.
                "--voices",
                os.path.join(self._folder.name, "voices"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        try:
            self.url = self._read_url()
        except BaseException:
            self.process.kill()
            self._clean_up()
            raise

    def stop(self):
        """Asks it to end; a server that does not leave in time or leaves badly is a failure."""
        self.process.terminate()
        try:
            code = self.process.wait(STOP_LIMIT)
            if code != 0:
                raise AssertionError(f"the server ended with {code}:\n{self._stderr()}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"the server was still there {STOP_LIMIT} s after SIGTERM") from None
        finally:
            self._clean_up()

    def _read_url(self):
        line = self._first_line(time.monotonic() + START_LIMIT)
        match = LISTENING.fullmatch(line.strip())
        if not match:
            raise AssertionError(f"first line on stdout: {line!r}; on stderr:\n{self._stderr()}")
        return match.group(1)

    def _first_line(self, deadline):
        line = b""
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n") and ready.select(max(0, deadline - time.monotonic())):
                byte = os.read(self.process.stdout.fileno(), 1)
                if not byte:
                    break
                line += byte
        return line.decode("utf-8", "replace")

    def _stderr(self):
        self._log.flush()
        with open(self._log.name, encoding="utf-8", errors="replace") as log:
            return log.read()[-4000:]

    def _clean_up(self):
        self.process.wait()
        self.process.stdout.close()
        self._log.close()
        self._folder.cleanup()
