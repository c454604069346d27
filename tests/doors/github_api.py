"""GitHub's REST API on the loopback interface, as far as a workflow's token may ask it: runs and issues."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"


class GitHubApi(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.runs = []  # of the schedule: id, created_at, conclusion
        self.issues = []
        self.requests = []  # method, path, body, headers
        self.is_out_of_order = False
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def ran(self, day, conclusion):
        """A run on schedule that has ended."""
        self.runs.insert(
            0, {"id": len(self.runs) + 1000, "created_at": f"{day}T05:17:09Z", "conclusion": conclusion}
        )

    def issue(self, body, *, by=BOT, state="open"):
        self.issues.append(
            {
                "number": len(self.issues) + 1,
                "title": "",
                "body": body,
                "state": state,
                "user": {"login": by},
                "comments": [],
            }
        )
        return self.issues[-1]

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # an answer in two pieces waits for nobody

    def do_GET(self):
        self._answer("GET")

    def do_POST(self):
        self._answer("POST")

    def do_PATCH(self):
        self._answer("PATCH")

    def log_message(self, *_):
        pass

    def _answer(self, method):
        api = self.server
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        api.requests.append((method, self.path, body, {k.lower(): v for k, v in self.headers.items()}))
        status, found = (503, {}) if api.is_out_of_order else self._found(method, urlsplit(self.path), body)
        data = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _found(self, method, address, body):
        api, path, asked = (
            self.server,
            address.path.removeprefix("/repos/ada/digest"),
            parse_qs(address.query),
        )
        if (method, path) == ("GET", "/actions/workflows/publish.yml/runs"):
            return 200, {"workflow_runs": api.runs[: int(asked["per_page"][0])]}
        if (method, path) == ("GET", "/issues"):
            return 200, [
                i
                for i in api.issues
                if [i["state"]] == asked["state"] and i["user"]["login"] in asked["creator"]
            ]
        if (method, path) == ("POST", "/issues"):
            return 201, api.issue(body["body"]) | {"title": body["title"]}
        if match := re.fullmatch(r"/issues/(\d+)(/comments)?", path):
            issue = api.issues[int(match[1]) - 1]
            if match[2]:
                issue["comments"].append(body["body"])
            else:
                issue |= body
            return 200, issue
        return 404, {}
