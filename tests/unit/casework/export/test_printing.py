"""A paper is made of what it was given, in any script, and asks nobody for anything."""

import sys
from pathlib import Path
from subprocess import run

import pytest
from weasyprint.urls import FatalURLFetchingError

from casework.export.services.printing import printed
from tests.exports import text_of

PAGE = '<html lang="en"><head><title>t</title></head><body>{}</body></html>'


def test_every_script_can_be_read_from_it() -> None:
    said = "Grüße, Ελλάδα, Привет, العربية, नमस्ते"
    paper = text_of(printed(PAGE.format(f"<p>{said}</p>")))
    for word in ("Grüße,", "Ελλάδα,", "Привет,"):
        assert word in paper


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/a.png", "data:image/png;base64,AAAA"]
)
def test_it_asks_nobody_for_anything(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        printed(PAGE.format(f'<img alt="" src="{address}">'))


def test_no_file_is_written_for_it(tmp_path: Path) -> None:
    """In a process of its own: whoever watches for files cannot be sent away again."""
    watcher = (
        "import sys\n"
        "from casework.export.services.printing import printed\n"
        "printed('<p>first, so that the library has read what it needs')\n"
        "seen = []\n"
        "def watch(event, given):\n"
        "    if event == 'open' and isinstance(given[1], str) and set(given[1]) & set('wax+'):\n"
        "        seen.append(given)\n"
        "    if event in {'os.mkdir', 'os.rename', 'tempfile.mkdtemp', 'tempfile.mkstemp'}:\n"
        "        seen.append((event, given))\n"
        "sys.addaudithook(watch)\n"
        "printed('<p>second</p>' * 500)\n"
        "sys.exit(repr(seen) if seen else 0)\n"
    )
    done = run(
        [sys.executable, "-c", watcher],
        env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [each for each in tmp_path.rglob("*") if "fontconfig" not in str(each)] == []
