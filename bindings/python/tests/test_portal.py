"""The portal of examples/portal: by its WSGI interface, and in a browser where there is one."""

import io
import re
import sys
import threading
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest
from browser import CHROMIUM, Page
from conftest import EXAMPLES

import zhuqi

sys.path.insert(0, str(EXAMPLES / "portal"))
from existing_site import ENTERPRISE, Site, open_desk  # noqa: E402

EVIL = '</td><script>document.title="owned"</script><img src=x onerror=\'document.title="owned"\'>贷款'


class Browser:
    """A visitor of the site: keeps its cookie, follows one redirect, and remembers the page."""

    def __init__(self, site, actor=None):
        self.site, self.cookie, self.headers = validator(site), "", {}
        if actor:
            self.get("/login", f"as={actor}")

    def get(self, path, query=""):
        return self._ask("GET", path, query, b"")

    def post(self, path, **fields):
        return self._ask("POST", path, "", urlencode(fields).encode())

    def hidden(self, name):
        return re.search(f'name="{name}" value="([^"]*)"', self.page)[1]

    def _ask(self, method, path, query, body):
        told = []
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "", "SERVER_NAME": "x",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_COOKIE": self.cookie,
            "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False}
        answer = self.site(environ, lambda status, headers, exc=None: told.extend((status, dict(headers))))
        self.page = b"".join(answer).decode()
        answer.close()
        self.headers = told[1]
        self.cookie = self.headers.get("Set-Cookie", self.cookie).partition(";")[0]
        if "Location" in self.headers:
            return self.get(self.headers["Location"])
        return told[0].partition(" ")[0]


@pytest.fixture
def sent():
    return []


@pytest.fixture
def site(tmp_path, sent, monkeypatch):
    now = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))
    monkeypatch.setattr("existing_site.zhuqi.ServiceDesk", lambda path: real(path, clock=lambda: now))
    with open_desk(tmp_path / "park.db") as desk:
        yield Site(desk, lambda to, path: sent.append((to, "/needs" + path)))


real = zhuqi.ServiceDesk


def worked_on(site, text="想要贷款"):
    """A need that was registered and is resolved."""
    enterprise, officer = Browser(site, f"enterprise:{ENTERPRISE.id}"), Browser(site, "officer:h-finance")
    enterprise.post("/needs/", token=enterprise.hidden("token"), key=enterprise.hidden("key"), text=text)
    for command in "sign", "start", "resolve":
        officer.get("/needs/desk")
        fields = {name: officer.hidden(name) for name in ("token", "need", "command")}
        assert fields["command"] == command
        officer.post("/needs/desk", **fields, answer="已协调银行")
    return enterprise, officer


def test_from_the_form_to_the_vote(site, sent):
    enterprise, officer = worked_on(site)
    [(to, link)] = sent
    assert to == ENTERPRISE.id and link not in officer.page and link not in enterprise.page
    visitor = Browser(site)
    assert visitor.get(link) == "200"
    token = visitor.hidden("token")
    assert visitor.post(link, token=token, level="5", comment="很快") == "200"
    assert visitor.get(link) == "410" and visitor.post(link, token=token, level="1") == "410"
    assert site.portal.desk.need("N-000001", viewer="host")["state"]["rating"] == 5


def test_a_bad_vote_reopens_and_the_next_round_has_a_link_of_its_own(site, sent):
    _, officer = worked_on(site)
    visitor = Browser(site)
    visitor.get(sent[0][1])
    assert visitor.post(sent[0][1], token=visitor.hidden("token"), level="1") == "200"
    assert site.portal.desk.need("N-000001", viewer="host")["state"]["stage"] == "in_progress"
    assert visitor.get(sent[0][1]) == "404"
    officer.get("/needs/desk")
    officer.post("/needs/desk", token=officer.hidden("token"), need="N-000001", command="resolve", answer="再办")
    assert len(sent) == 2 and sent[1][1] != sent[0][1] and visitor.get(sent[1][1]) == "200"


@pytest.mark.parametrize("change", [lambda link: link[:-1] + ("0" if link[-1] != "0" else "1"), lambda link: link + "0",
                                    lambda link: link.replace("N-000001", "N-000002"), lambda link: link.split(".")[0]])
def test_a_link_cannot_be_guessed(site, sent, change):
    worked_on(site)
    assert Browser(site).get(change(sent[0][1])) == "404"


def test_who_was_not_served_the_form_posts_nothing(site):
    enterprise, other = Browser(site, f"enterprise:{ENTERPRISE.id}"), Browser(site, f"enterprise:{ENTERPRISE.id}")
    assert enterprise.post("/needs/", key="k", text="贷款") == "403"
    assert enterprise.post("/needs/", token=other.hidden("token"), key="k", text="贷款") == "403"  # of another session
    assert site.portal.desk.needs(viewer="host") == []


def test_twice_pressed_is_once_said(site):
    enterprise = Browser(site, f"enterprise:{ENTERPRISE.id}")
    fields = {"token": enterprise.hidden("token"), "key": enterprise.hidden("key"), "text": "贷款"}
    enterprise.post("/needs/", **fields)
    enterprise.post("/needs/", **fields)
    assert len(site.portal.desk.needs(viewer="host")) == 1


def test_what_an_enterprise_writes_stays_text(site):
    enterprise = Browser(site, f"enterprise:{ENTERPRISE.id}")
    enterprise.post("/needs/", token=enterprise.hidden("token"), key="k", text=EVIL)
    officer = Browser(site, "officer:h-finance")
    assert "<script" not in officer.page and "<img" not in officer.page and "&lt;script&gt;" in officer.page
    assert "script-src" not in officer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in officer.headers["Content-Security-Policy"]


def test_pages_are_for_those_they_are_for(site):
    assert Browser(site).get("/needs/") == "401"
    assert Browser(site, "officer:h-finance").get("/needs/") == "404"
    assert Browser(site, f"enterprise:{ENTERPRISE.id}").get("/needs/desk") == "404"
    officer = Browser(site, "officer:h-tax")  # who has nothing to do with the need
    enterprise = Browser(site, f"enterprise:{ENTERPRISE.id}")
    enterprise.post("/needs/", token=enterprise.hidden("token"), key="k", text="贷款")
    officer.get("/needs/desk")
    token = site.portal.token("form", officer.cookie.removeprefix("session="))
    assert officer.post("/needs/desk", token=token, need="N-000001", command="sign") == "404"
    assert officer.post("/needs/desk", token=token, need="N-000001", command="archive") == "400"


@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
def test_in_a_browser(site, sent, tmp_path):
    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    with make_server("127.0.0.1", 0, site, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page, address = Page(tmp_path / "profile"), f"http://127.0.0.1:{server.server_port}"
        try:
            page.open(f"{address}/login?as=enterprise:{ENTERPRISE.id}")
            page.submit(f"document.querySelector('textarea').value = {EVIL!r}; document.querySelector('button').click()")
            assert "N-000001 已派单" in page.read("document.body.innerText")
            page.open(f"{address}/login?as=officer:h-finance")
            assert page.read("document.title") == "待办"  # and not "owned"
            assert page.read("document.querySelectorAll('td')[2].textContent") == EVIL
            for _ in range(3):
                page.submit("const a = document.querySelector('[name=answer]'); if (a) a.value = '已协调'; "
                            "document.querySelector('button').click()")
            page.open(address + sent[0][1])
            page.submit("document.querySelector('[value=\"5\"]').click(); document.querySelector('button').click()")
            assert page.read("document.getElementById('done').textContent") == "评价已记录。"
            page.open(address + sent[0][1])
            assert "已经评价过" in page.read("document.body.innerText")
        finally:
            page.close()
            server.shutdown()
