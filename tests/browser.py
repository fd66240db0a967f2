"""Real headless Chromium, for what only a browser can tell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Pictures of what people see, kept to be looked at.
SCREENSHOTS = Path(__file__).parent.parent / "build" / "screenshots"


def need_browser() -> None:
    """Skip the test where there is no Chromium; fail it in CI, which must have one."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: tests/tools.sh installs it")
        pytest.skip("no Chromium on this machine: install it, or run tests/tools.sh as root")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that asks nothing of the network."""
    need_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page whose complaints and requests are written down."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path) -> Page:
        """Open a file, and wait until all of it is there."""
        self.page.goto(path.as_uri())
        self.page.wait_for_load_state("networkidle")
        return self.page

    def outside(self, path: Path) -> list[str]:
        """The requests that left the file."""
        return [u for u in self.requests if u != path.as_uri() and not u.startswith("data:")]
