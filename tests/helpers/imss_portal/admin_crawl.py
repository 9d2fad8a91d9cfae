"""Following every link of the staff's pages, as a curious person would."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from django.test import Client

LINK = re.compile(r'href="([^"#]+)')
MAXIMO = 2000  # pages: more means that the links go on for ever
FUERA = ("/admin/logout/", "/admin/r/")


@dataclass(frozen=True)
class Pagina:
    """One page that was found."""

    url: str
    status: int
    html: str
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """What people read."""
        visible = re.sub(r"<(script|style).*?</\1>", " ", self.html, flags=re.DOTALL)
        return unescape(re.sub(r"<[^>]+>|\s+", " ", visible))


def crawl(client: Client, start: str = "/admin/") -> list[Pagina]:
    """Every page under the start that links lead to; of filtered lists those with one filter."""
    todo, seen, pages = [start], {start}, []
    while todo:
        url = todo.pop()
        answer = client.get(url)
        html = answer.content.decode() if "html" in answer["Content-Type"] else ""
        pages.append(Pagina(url, answer.status_code, html, dict(answer.headers)))
        assert len(pages) < MAXIMO
        for link in LINK.findall(html):
            target = urljoin(url, unescape(link))
            is_other = not target.startswith(start) or target.startswith(FUERA)
            if target in seen or is_other or ("?" in target and "?" in url):
                continue
            seen.add(target)
            todo.append(target)
    return pages
