"""What stands on a page, read as a browser reads it: fields, links, errors, words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.browser import parsed

_HTML = "{http://www.w3.org/1999/xhtml}"
_TICKED = {"radio", "checkbox"}
_NEVER_SENT = {"file", "submit"}
_NOT_ANSWERS = {"csrf_token", "token"}

Pairs = list[tuple[str, str]]


def would_send(html: str) -> Pairs:
    """Return the answers that the first form of the page would post, in its order."""
    form = next(parsed(html).iter(f"{_HTML}form"))
    return [pair for pair in _pairs(form) if pair[0] not in _NOT_ANSWERS]


def as_form(pairs: Pairs) -> dict[str, list[str]]:
    """Return pairs as the visitor posts them."""
    posted: dict[str, list[str]] = {}
    for name, value in pairs:
        posted.setdefault(name, []).append(value)
    return posted


def hidden(html: str, name: str) -> str:
    [value] = [
        field.get("value", "")
        for field in parsed(html).iter(f"{_HTML}input")
        if field.get("name") == name and field.get("type") == "hidden"
    ]
    return value


def field_names(html: str) -> list[str]:
    fields = _fields(next(parsed(html).iter(f"{_HTML}form")))
    return list(dict.fromkeys(field.get("name", "") for field in fields))


def ids(html: str) -> set[str]:
    return {element.get("id", "") for element in parsed(html).iter()} - {""}


def errors(html: str) -> list[tuple[str, str]]:
    """Return the summary's entries: the id to which each leads, and its words."""
    [summary] = _with_class(html, "error-summary")
    found: Pairs = []
    for item in summary.iter(f"{_HTML}li"):
        link = item.find(f"{_HTML}a")
        href = "" if link is None else link.get("href", "")
        found.append((href.removeprefix("#"), words(item)))
    return found


def has_errors(html: str) -> bool:
    return bool(_with_class(html, "error-summary"))


def beside(html: str, field_id: str) -> str:
    """Return the error that stands beside a field, without the word that only some hear."""
    [found] = [each for each in parsed(html).iter() if each.get("id") == f"{field_id}-error"]
    return words(found).removeprefix("Error: ")


def rows(html: str) -> dict[str, str]:
    """Return what a check page says, by the words at the start of each row."""
    [summary] = _with_class(html, "summary")
    return {
        words(row.find(f"{_HTML}dt")): " / ".join(
            words(part)
            for part in row.findall(f"{_HTML}dd")
            if "change" not in part.get("class", "")
        )
        for row in summary.findall(f"{_HTML}div")
    }


def headings(html: str, level: int) -> list[str]:
    return [words(each) for each in parsed(html).iter(f"{_HTML}h{level}")]


def title(html: str) -> str:
    [found] = parsed(html).iter(f"{_HTML}title")
    return words(found)


def words(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _pairs(form: Element) -> Iterator[tuple[str, str]]:
    for field in _fields(form):
        kind = field.get("type", "text")
        if field.tag == f"{_HTML}textarea":
            yield field.get("name", ""), field.text or ""
        elif kind not in _NEVER_SENT and (kind not in _TICKED or field.get("checked") is not None):
            yield field.get("name", ""), field.get("value", "")


def _fields(form: Element) -> list[Element]:
    wanted = {f"{_HTML}input", f"{_HTML}textarea"}
    return [each for each in form.iter() if each.tag in wanted]


def _with_class(html: str, name: str) -> list[Element]:
    return [each for each in parsed(html).iter() if name in each.get("class", "").split()]
