"""Starts the service on a free port of this machine for the checks beside this file."""
import http.client, os, pathlib, subprocess, urllib.request

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("STANCE_SERVER", str(PROJECT / "Server/.build/release/stance-server"))


class Service:
    """A running stance-server: `with Service("--timeout", "5") as service: service.port`."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", "--log-level", "error", *self.options], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise SystemExit(f"{BINARY} did not start")
        self.port = int(self.address.rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def memory(self):
        """The resident memory in MB."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6

    def is_well(self):
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=20) as answer:
            return answer.status == 200

    def post(self, path, body, headers=None, timeout=60):
        """The status and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()
