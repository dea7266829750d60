"""Firefox with the switches that Tor Browser's “Safest” throws: no scripts, no SVG, no web fonts.

Driven over Marionette, Firefox's own remote control. Its protocol is so small that a
package for it, with the dozen that come along, would be the larger thing to trust.
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.running import free_port

FIREFOX: Final = "/usr/bin/firefox-esr"
_PATIENCE_SECONDS: Final = 60
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver spells "an element"
_NO_SUCH_PORT: Final = 9

# What the security level of Tor Browser changes, and what it has changed from the start.
_SAFEST: Final[Mapping[str, bool | int | str]] = {
    "javascript.enabled": False,
    "javascript.options.wasm": False,
    "javascript.options.ion": False,
    "javascript.options.baselinejit": False,
    "svg.disabled": True,
    "mathml.disabled": True,
    "gfx.downloadable_fonts.enabled": False,
    "gfx.font_rendering.graphite.enabled": False,
    "gfx.font_rendering.opentype_svg.enabled": False,
    "media.webaudio.enabled": False,
    "webgl.disabled": True,
    "browser.privatebrowsing.autostart": True,
    "privacy.resistFingerprinting": True,
    "network.http.referer.XOriginPolicy": 2,
}
# Nothing but the site itself may be asked: all else goes to a port where nobody listens.
_QUIET: Final[Mapping[str, bool | int | str]] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": _NO_SUCH_PORT,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": _NO_SUCH_PORT,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": _NO_SUCH_PORT,
    "network.proxy.no_proxies_on": "localhost",
    "network.dns.disablePrefetch": True,
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "toolkit.telemetry.enabled": False,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.always_ask_before_handling_new_types": False,
}


class MarionetteError(Exception):
    """Firefox could not do what it was told: it says why."""


class Firefox:
    """One window. Elements are found anew for each deed: a new page forgets old ones."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._asked = 0
        self._received()  # it greets first
        self._tell("WebDriver:NewSession", {"strictFileInteractability": False})

    def open(self, address: str) -> None:
        self._tell("WebDriver:Navigate", {"url": address})

    def press(self, text: str) -> None:
        """Press the link or the button that says this."""
        path = f'//a[normalize-space()="{text}"] | //button[normalize-space()="{text}"]'
        self._tell("WebDriver:ElementClick", {"id": self._find("xpath", path)})

    def choose(self, selector: str) -> None:
        self._tell("WebDriver:ElementClick", {"id": self._find("css selector", selector)})

    def write(self, selector: str, text: str) -> None:
        """Type into a field; a field for files takes a path."""
        where = self._find("css selector", selector)
        self._tell("WebDriver:ElementSendKeys", {"id": where, "text": text})

    def read(self, selector: str = "main") -> str:
        found = self._find("css selector", selector)
        return str(self._tell("WebDriver:GetElementText", {"id": found})["value"])

    @property
    def title(self) -> str:
        return str(self._tell("WebDriver:GetTitle")["value"])

    @property
    def address(self) -> str:
        return str(self._tell("WebDriver:GetCurrentURL")["value"])

    @property
    def source(self) -> str:
        return str(self._tell("WebDriver:GetPageSource")["value"])

    def _find(self, using: str, value: str) -> str:
        answer = self._tell("WebDriver:FindElement", {"using": using, "value": value})
        return str(answer["value"][_ELEMENT])

    def _tell(self, command: str, wanted: Mapping[str, object] | None = None) -> dict[str, Any]:
        self._asked += 1
        message = json.dumps([0, self._asked, command, dict(wanted or {})]).encode()
        self._stream.write(f"{len(message)}:".encode() + message)
        self._stream.flush()
        _, number, error, result = self._received()
        if error or number != self._asked:
            raise MarionetteError(f"{command}: {error}")
        return result or {}

    def _received(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            one = self._stream.read(1)
            if not one:
                raise MarionetteError("Firefox has gone")
            length += one
        return json.loads(self._stream.read(int(length[:-1])))


@dataclass(frozen=True, slots=True)
class Profile:
    """A fresh profile, in which everything that Firefox writes can be looked at."""

    folder: Path

    @property
    def downloads(self) -> Path:
        return self.folder / "downloads"

    def write(self, port: int) -> None:
        self.downloads.mkdir(parents=True)
        more = {"marionette.port": port, "browser.download.dir": str(self.downloads)}
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in {**_SAFEST, **_QUIET, **more}.items()
        ]
        (self.folder / "user.js").write_text("".join(lines))


@contextmanager
def safest_firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox with a profile in this folder; end it and all its children, come what may."""
    port = free_port()
    Profile(folder).write(port)
    running = subprocess.Popen(
        [FIREFOX, "--headless", "--no-remote", "--marionette", "--profile", str(folder)],
        env={"HOME": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with _connected(port, running) as connection:
            yield Firefox(connection)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=_PATIENCE_SECONDS)


def _connected(port: int, running: subprocess.Popen[bytes]) -> socket.socket:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up and running.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)
        except OSError:
            time.sleep(0.1)
    raise MarionetteError("Firefox did not start")
