"""Put a case on paper: tagged for those who hear it, in every script, and from nowhere but here.

One paper is set at a time: a member's wish costs a second and a hundred megabytes, and two at
once would cost both of them more.
"""

from pathlib import Path
from threading import Lock
from typing import Final

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

_STYLE: Final = Path(__file__).parents[3] / "templates/static/casework/paper.css"
_ONE_AT_A_TIME: Final = Lock()


def printed(page: str) -> bytes:
    """Return a page of ours as a PDF. It lies in memory alone."""
    # Words that a stranger sent never make this site ask for anything: no way to ask is allowed.
    nobody = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    style = CSS(string=_STYLE.read_text("utf-8"), url_fetcher=nobody)
    paper = HTML(string=page, url_fetcher=nobody)
    with _ONE_AT_A_TIME:
        pdf: bytes = paper.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return pdf
