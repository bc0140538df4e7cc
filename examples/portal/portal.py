"""A portal's three pages for a service desk, as one WSGI application that an existing site mounts where it likes:

    /            an enterprise says what it needs, and sees how far its needs are
    /desk        an officer's list, most urgent first, and what can be done next
    /vote/...    the vote of trust, behind a link that is sent to the enterprise, cannot be guessed and works once

The site knows its visitors: it hands in `visitor_of`. Whoever can post here must have been served the form (a token that
is bound to the session), and what visitors write is shown as text, never as a page's own words.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import secrets
from typing import Any, Callable, Iterable, NamedTuple
from urllib.parse import parse_qs

import zhuqi

LARGEST_FORM = 64 * 1024  # bytes
LEVELS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
STAGES = {"dispatched": "已派单", "signed": "已签收", "in_progress": "办理中", "resolved": "已办结,待评价",
          "confirmed": "已确认", "closed": "已归档", "returned": "已退单", "suspended": "已挂起"}
NEXT = {"dispatched": ("sign", "签收"), "signed": ("start", "开始办理"), "in_progress": ("resolve", "办结")}
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
                                "frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),  # a vote's link stays here
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
]


class Visitor(NamedTuple):
    """Who the site says it is: "enterprise:CODE" or "officer:ID", and the session that its login made."""

    actor: str
    session: str


class Answer(Exception):
    """The page to send instead of going on."""

    def __init__(self, status: str, body: str = "", location: str = "") -> None:
        super().__init__(status)
        self.status, self.body, self.location = status, body, location


class Portal:
    """The application. `secret` (32 random bytes) is kept by the site, the same in each of its processes; `send` takes an
    enterprise and the path of its vote, and brings it there: by text message, by mail."""

    def __init__(
        self,
        desk: zhuqi.ServiceDesk,
        *,
        secret: bytes,
        visitor_of: Callable[[dict[str, Any]], Visitor | None],
        send: Callable[[str, str], None],
    ) -> None:
        self.desk, self.secret, self.visitor_of, self.send = desk, secret, visitor_of, send

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            answer = Answer("200 OK", self.answer(environ))
        except Answer as other:
            answer = other
        except zhuqi.NotFound as refused:
            answer = Answer("404 Not Found", page("没有找到", tag("p", refused.message)))
        except zhuqi.NotAllowed as refused:
            answer = Answer("403 Forbidden", page("不可以", tag("p", refused.message)))
        except zhuqi.Error as refused:  # nothing has changed; the message says what to do
            answer = Answer("400 Bad Request", page("没有办成", tag("p", refused.message)))
        start_response(answer.status, HEADERS + ([("Location", answer.location)] if answer.location else []))
        return [answer.body.encode()]

    def answer(self, environ: dict[str, Any]) -> str:
        path, root = environ.get("PATH_INFO", "") or "/", environ.get("SCRIPT_NAME", "")
        form = read_form(environ) if environ["REQUEST_METHOD"] == "POST" else None
        if path.startswith("/vote/"):
            return self.vote(path.removeprefix("/vote/"), form)
        visitor = self.visitor_of(environ)
        if visitor is None:
            raise Answer("401 Unauthorized", page("请先登录", tag("p", "请先登录。")))
        if form is not None and not same(form.get("token", ""), self.token("form", visitor.session)):
            raise Answer("403 Forbidden", page("表单已失效", tag("p", "表单已失效,请返回重新填写。")))
        pages = {"/": (self.enterprise, "enterprise:"), "/desk": (self.officer, "officer:")}
        if path not in pages or not visitor.actor.startswith(pages[path][1]):
            raise Answer("404 Not Found", page("没有找到", ""))
        return pages[path][0](visitor, form, root)

    # The enterprise: a form, and its own needs.

    def enterprise(self, visitor: Visitor, form: dict[str, str] | None, root: str) -> str:
        if form is not None:
            need = zhuqi.Need(visitor.actor.removeprefix("enterprise:"), form.get("text", ""), channel="portal")
            # The key stands in the form: whoever presses twice has said it once.
            self.desk.register_need(need, actor=visitor.actor, key=form.get("key", ""))
            raise Answer("303 See Other", location=root + "/")
        rows = "".join(
            tag("li", f"{need['id']} {STAGES.get(need['stage'], need['stage'])} · {need['lead_name']}", id=need["id"])
            for need in self.desk.needs(viewer=visitor.actor))
        return page("我的诉求", self.form(
            visitor, root + "/", '<textarea name="text" required rows="4" cols="60" maxlength="4000"></textarea>'
            + hidden("key", "portal-" + secrets.token_urlsafe(16)) + "<button>提交</button>") + f"<ul>{rows}</ul>")

    # The officer: the list, and the next act.

    def officer(self, visitor: Visitor, form: dict[str, str] | None, root: str) -> str:
        if form is not None:
            self.act(visitor, form)
            raise Answer("303 See Other", location=root + "/desk")
        rows = "".join(self.row(visitor, need, root) for need in self.desk.needs(viewer=visitor.actor, open_only=True))
        return page("待办", f"<table><tr><th>诉求<th>企业<th>内容<th>期限<th>状态<th></tr>{rows}</table>")

    def row(self, visitor: Visitor, need: dict[str, Any], root: str) -> str:
        text = self.desk.need(need["id"], viewer=visitor.actor)["need"]["text"]
        act = ""
        if need["stage"] in NEXT:
            command, title = NEXT[need["stage"]]
            answer = '<input name="answer" required maxlength="4000">' if command == "resolve" else ""
            act = self.form(visitor, root + "/desk", hidden("need", need["id"]) + hidden("command", command) + answer
                            + f"<button>{title}</button>")
        cells = (need["id"], need["enterprise_name"], text, need.get("due", ""), STAGES.get(need["stage"], need["stage"]))
        return f'<tr id="{escape(need["id"])}">' + "".join(tag("td", cell) for cell in cells) + f"<td>{act}</td></tr>"

    def act(self, visitor: Visitor, form: dict[str, str]) -> None:
        need, command = form.get("need", ""), form.get("command", "")
        if command not in {command for command, _ in NEXT.values()}:
            raise Answer("400 Bad Request", page("没有办成", ""))
        document = {"command": command, "need": need}
        if command == "resolve":
            document["answer"] = form.get("answer", "")
        state = self.desk.need(need, viewer=visitor.actor)["state"]
        self.desk.apply(document, actor=visitor.actor, key=f"portal-{command}-{need}-{state['round']}")
        if command == "resolve":  # to the enterprise, and not to the officer whom the vote is about
            self.send(state["enterprise"], f"/vote/{need}.{self.vote_token(need, state['round'])}")

    # The vote: no login, the link is the key.

    def vote(self, link: str, form: dict[str, str] | None) -> str:
        need, _, token = link.partition(".")
        try:
            state = self.desk.need(need, viewer="host")["state"]
        except zhuqi.NotFound:
            state = {"round": 0}
        if not same(token, self.vote_token(need, state["round"])) or state["round"] == 0:
            raise Answer("404 Not Found", page("链接无效", tag("p", "链接无效或已过期。")))
        if state.get("rating"):
            raise Answer("410 Gone", page("已评价", tag("p", "这次办理已经评价过了。")))
        if form is None:
            levels = "".join(f'<label><input type="radio" name="level" value="{n}" required>{title}</label> '
                             for n, title in LEVELS.items())
            return page(f"评价 {need}", f'<form method="post">{hidden("token", self.token("vote", token))}{levels}'
                        '<input name="comment" maxlength="1000"><button>提交评价</button></form>')
        level = form.get("level", "")
        if not same(form.get("token", ""), self.token("vote", token)) or level not in map(str, LEVELS):
            raise Answer("403 Forbidden", page("表单已失效", ""))
        document = {"command": "rate", "need": need, "level": int(level)}
        if form.get("comment"):
            document["comment"] = form["comment"]
        # Two votes at once: the key lets one of them through.
        self.desk.apply(document, actor=f"enterprise:{state['enterprise']}", key=f"vote-{need}-{state['round']}")
        return page("谢谢", tag("p", "评价已记录。", id="done"))

    def vote_token(self, need: str, round: int) -> str:
        return self.token("link", f"{need}/{round}")

    def token(self, purpose: str, of: str) -> str:
        return hmac.new(self.secret, f"{purpose}\0{of}".encode(), hashlib.sha256).hexdigest()

    def form(self, visitor: Visitor, action: str, fields: str) -> str:
        token = hidden("token", self.token("form", visitor.session))
        return f'<form method="post" action="{escape(action)}">{token}{fields}</form>'


def read_form(environ: dict[str, Any]) -> dict[str, str]:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = -1
    if not 0 <= length <= LARGEST_FORM:
        raise Answer("413 Content Too Large", page("太长", ""))
    try:
        fields = parse_qs(environ["wsgi.input"].read(length).decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise Answer("400 Bad Request", page("没有办成", "")) from None
    return {name: values[0] for name, values in fields.items()}


def page(title: str, body: str) -> str:
    return (f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(title)}</title>'
            "<style>body{font:16px sans-serif;margin:2em}td,th{padding:.3em 1em;text-align:left;white-space:pre-wrap}"
            f"</style><h1>{escape(title)}</h1>{body}</html>")


def tag(name: str, text: str, **attributes: str) -> str:
    """An element that shows `text`, whatever stands in it."""
    with_attributes = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{with_attributes}>{escape(text)}</{name}>"


def hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def escape(text: str) -> str:
    return html.escape(text, quote=True)


def same(given: str, expected: str) -> bool:
    """Without telling by its time how much is right."""
    return hmac.compare_digest(given.encode(), expected.encode())
