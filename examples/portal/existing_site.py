"""An existing site that mounts the portal under /needs: existing_site.py [FILE.db [PORT]], from examples/town.

Its login is a stand-in: /login?as=enterprise:CODE or /login?as=officer:ID. Yours knows who is there.
"""

from __future__ import annotations

import secrets
import sys
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Callable, Iterable
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

from portal import Portal, Visitor

import zhuqi

TOWN = Path(__file__).parents[1] / "town"
ENTERPRISE = zhuqi.Enterprise("91530102MA6000016F", "滇池精工", "530102")


def open_desk(path: str | Path) -> zhuqi.ServiceDesk:
    """A desk that is ready; run again, each command has its key, and nothing is done twice."""
    desk = zhuqi.ServiceDesk(path)
    desk.publish("organisation", TOWN / "organisation.json", key="1")
    desk.publish("calendar", "cn", key="2")
    desk.publish("sla", TOWN / "sla.csv", key="3")
    desk.publish("routing", TOWN / "routing.csv", key="4")
    desk.register_enterprise(ENTERPRISE, actor="host", key="5")
    return desk


class Site:
    """What was there before: a login, a front page; and now the portal beside them."""

    def __init__(self, desk: zhuqi.ServiceDesk, send: Callable[[str, str], None]) -> None:
        self.sessions: dict[str, str] = {}  # session -> actor
        self.portal = Portal(desk, secret=secrets.token_bytes(32), visitor_of=self.visitor_of, send=send)

    def visitor_of(self, environ: dict[str, Any]) -> Visitor | None:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("session")
        actor = self.sessions.get(cookie.value) if cookie else None
        return Visitor(actor, cookie.value) if cookie and actor else None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/needs"):
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = "/needs", path.removeprefix("/needs")
            return self.portal(environ, start_response)
        if path == "/login":
            session = secrets.token_urlsafe(32)
            actor = self.sessions[session] = parse_qs(environ.get("QUERY_STRING", ""))["as"][0]
            start_response("303 See Other", [
                ("Content-Type", "text/plain"),
                ("Location", "/needs/desk" if actor.startswith("officer:") else "/needs/"),
                ("Set-Cookie", f"session={session}; HttpOnly; SameSite=Lax; Path=/")])
            return [b""]
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"not found\n"]


if __name__ == "__main__":
    database = sys.argv[1] if len(sys.argv) > 1 else "park.db"
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 8000
    address = f"http://127.0.0.1:{port}"
    with open_desk(database) as desk, make_server(
        "127.0.0.1", port, Site(desk, lambda to, path: print(f"to {to}: {address}/needs{path}", flush=True))
    ) as server:
        print(f"{address}/login?as=enterprise:{ENTERPRISE.id}  {address}/login?as=officer:h-finance", flush=True)
        server.serve_forever()
