"""A real server of one's own and kupetsctl to talk to it: for the end-to-end tests and scripts of this folder."""
import json
import os
import re
import secrets
import select
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("KUPETS_BIN", os.path.join(ROOT, "build", "bin"))
PATIENCE = 90


class Failed(Exception):
    """kupetsctl ended with another exit code than 0."""

    def __init__(self, arguments, done):
        super().__init__(f"kupetsctl {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}{done.stdout}")
        self.code = done.returncode
        self.stderr = done.stderr
        self.stdout = done.stdout


class House:
    """A fresh server with an embedded database in a temporary folder; gone in the end."""

    def __init__(self, *arguments):
        self.folder = tempfile.mkdtemp(prefix="kupets-house-")
        os.chmod(self.folder, 0o755)  # PostgreSQL runs as another user when this is root
        self.password_file = os.path.join(self.folder, "password")
        with open(self.password_file, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(16) + "\n")
        os.chmod(self.password_file, 0o600)
        self.log = open(os.path.join(self.folder, "server.log"), "wb")
        self.server = subprocess.Popen(
            [os.path.join(BIN, "kupets-server"), "--data-dir", os.path.join(self.folder, "data"), "--listen", "127.0.0.1:0",
             "--http", "127.0.0.1:0", "--admin-password-file", self.password_file, *arguments],
            stdout=subprocess.PIPE, stderr=self.log)
        try:
            self._wait_ready()
        except BaseException:
            self.close()
            raise

    def _wait_ready(self):
        said = b""
        deadline = time.monotonic() + PATIENCE
        while b"ready " not in said or not said.endswith(b"\n"):
            readable, _, _ = select.select([self.server.stdout], [], [], max(0.0, deadline - time.monotonic()))
            part = os.read(self.server.stdout.fileno(), 4096) if readable else b""
            if not part:
                raise RuntimeError("the server does not get ready:\n" + self.last_words())
            said += part
        line = re.search(r"^ready .*$", said.decode(), re.MULTILINE).group(0)
        self.ready = dict(word.split("=", 1) for word in line.split()[1:])
        self.environment = dict(os.environ, LANG="C.UTF-8", KUPETS_SERVER=self.ready["tls"], KUPETS_FINGERPRINT=self.ready["fingerprint"],
                                KUPETS_USER="admin", KUPETS_PASSWORD_FILE=self.password_file, XDG_STATE_HOME=self.folder)

    def last_words(self):
        with open(os.path.join(self.folder, "server.log"), encoding="utf-8", errors="replace") as file:
            return file.read()[-4000:]

    def ctl(self, *arguments, check=True):
        """The finished process; Failed when its exit code is not 0."""
        words = [str(a) for a in arguments]
        done = subprocess.run([os.path.join(BIN, "kupetsctl"), *words], env=self.environment, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise Failed(words, done)
        return done

    def json(self, *arguments):
        return json.loads(self.ctl(*arguments, "--format", "json").stdout)

    def count(self, entity, where=None):
        return self.json("query", entity, "--count", *(["--where", where] if where else []))["count"]

    def path(self, name):
        return os.path.join(self.folder, name)

    def close(self):
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server.stdout.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
