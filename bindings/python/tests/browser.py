"""Headless Chromium, driven over its pipe: the DevTools protocol, a JSON message and a zero byte each way."""

import json
import os
import shutil
import subprocess

CHROMIUM = shutil.which("chromium")


class Page:
    def __init__(self, profile):
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def pipes():
            os.dup2(os.dup(from_browser), 4)
            os.dup2(to_browser, 3)

        self._browser = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer, self._number, self._session = b"", 0, None
        self.said = []  # what appeared on the console
        target = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._call("Log.enable")
        self._call("Runtime.enable")

    def close(self):
        self._browser.kill()
        self._browser.wait()
        os.close(self._out)
        os.close(self._in)

    def resize(self, width, height):
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                   mobile=width < 600)

    def open(self, url):
        self._seen = []
        self._call("Page.navigate", url=url)
        self._wait_for("Page.loadEventFired")

    def read(self, expression):
        told = self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def submit(self, expression):
        """Runs what leaves the page, and waits for the next."""
        self._seen = []
        self.read(expression)
        self._wait_for("Page.loadEventFired")

    def _call(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    _seen: list = []

    def _wait_for(self, event):
        while event not in self._seen:
            self._next()

    def _next(self):
        while b"\0" not in self._buffer:
            read = os.read(self._in, 1 << 16)
            assert read, "the browser is gone"
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        told = json.loads(message)
        if "method" in told:
            self._seen.append(told["method"])
            if told["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
                self.said.append(told["params"])
        return told
