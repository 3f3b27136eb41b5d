"""A line to pages that may go away at any moment: what `tests.plain` needs of Django's client, over the network."""

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 30  # seconds for one answer


class Away(Exception):
    """No answer came, or one that says to come again later. What was asked for may have happened all the same."""


class Answer:
    def __init__(self, status: int, headers: http.client.HTTPMessage, content: bytes) -> None:
        self.status_code, self.headers, self.content = status, headers, content

    def __getitem__(self, name: str) -> str:
        return self.headers[name]


class Line:
    """Somebody's browser at one host, signed in by the cookies that she is given."""

    def __init__(self, host: str, port: int, cookies: dict[str, str]) -> None:
        self.host, self.port, self.cookies = host, port, dict(cookies)

    def get(self, path: str, query: dict[str, list[str]] | None = None) -> Answer:
        return self._asked("GET", f"{path}?{urlencode(query, doseq=True)}" if query else path)

    def post(self, path: str, sent: dict[str, list[str]]) -> Answer:
        return self._asked("POST", path, urlencode(sent, doseq=True))

    def _asked(self, method: str, path: str, body: str | None = None) -> Answer:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": f"{self.host}:{self.port}", "Cookie": kept, "Accept-Language": "en"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            asked.request(method, path, body, headers)
            told = asked.getresponse()
            answer = Answer(told.status, told.headers, told.read())
        except (OSError, http.client.HTTPException) as lost:
            raise Away(f"{method} {path}: {lost!r}") from lost
        finally:
            asked.close()
        for morsel in (one for line in told.headers.get_all("Set-Cookie", []) for one in SimpleCookie(line).values()):
            self.cookies[morsel.key] = morsel.value
        if answer.status_code == 503 and answer.headers["Retry-After"]:
            raise Away(f"{method} {path}: later")
        return answer
