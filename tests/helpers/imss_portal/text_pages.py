"""Reading pages as their reader does, from a template's source or from an answer."""

import re
from html import unescape
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
INLINE = r"</?(?:a|strong|em|b|i|span|code|abbr|small|time|button)\b[^>]*>"
# What a template says where it includes another.
DICHO = r"\b(?:texto|titulo|nota|accion|externo|enlace|detalle|termino)=\"([^\"]+)\""


def list_templates(*, apart: tuple[str, ...] = ()) -> list[Path]:
    """All templates but those in the named folders."""
    paths = (path for kind in ("html", "txt") for path in TEMPLATES.rglob(f"*.{kind}"))
    return sorted(path for path in paths if not name(path).startswith(apart))


def name(path: Path) -> str:
    """How Django names the template."""
    return path.relative_to(TEMPLATES).as_posix()


def strip_comments(source: str) -> str:
    return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->", "", source, flags=re.DOTALL)


def get_blocks(source: str) -> list[str]:
    """The visible texts of a template or a page, a paragraph or a list item each; a variable counts as one word."""
    source = strip_comments(source)
    said = re.findall(DICHO, source)
    source = re.sub(r"<(script|style|svg|title)\b.*?</\1>", "\n\n", source, flags=re.DOTALL)
    source = re.sub(r"{{.*?}}", "X", source)
    source = re.sub(r"{%.*?%}", "\n\n", source)
    source = re.sub(r"<[^>]+>", "\n\n", re.sub(INLINE, "", source))
    return [*said, *(" ".join(unescape(block).split()) for block in re.split(r"\n\s*\n", source))]


def get_sentences(source: str) -> list[str]:
    """The sentences of those texts."""
    return [part for block in get_blocks(source) for part in re.split(r"(?<=[.?!:;…])\s+", block) if part]


def count_words(sentence: str) -> int:
    return len(re.findall(r"[\w@•][\w@•./°'«»-]*", sentence))


def get_ids(source: str) -> list[str]:
    return re.findall(r"\bid=\"([\w-]+)\"", source)
