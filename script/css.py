"""Build the two style sheets of the portal from the parts in static/css/.

    script/css            write both style sheets
    script/css --check    fail if a style sheet in the tree differs from what its parts give

Every page loads portal.css: one file costs one request, and short parts are easier to read. Only /estilo/ loads
estilo.css, which has the layout of that page and copies of the product's rules for states that a static page cannot
show (hover, focus, dark colours, print). Each copy replaces the state by a class, so the product's own rules draw the
samples. Later parts override earlier ones. Both files are in the folder of tokens.css, so a url() in any part works.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from rcssmin import cssmin
from tinycss2.ast import Node

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
HEAD = "/* Made by script/css from the parts beside it. */\n"
CONTROLES = ":is(a,button,input,select,textarea,summary)"
ESTADOS = {"encima": r":hover", "foco": r":focus(?:-visible)?"}
MEDIOS = {"noche": "@media screen and (prefers-color-scheme:dark)", "papel": "@media print"}
FONDO = {"noche": "dark", "papel": "light"}
# These selectors style the whole page. A sample is a part of a page, so it gets no copy of their rules.
DE_PAGINA = re.compile(r"^(:root|html|body|main\b.*|details\b.*)$")

SIN_ESTADO = re.compile(r"^main\b|:not\(:focus")


def list_parts() -> list[Path]:
    """Return the parts in cascade order: tokens, base, components, parts of pages, print."""
    middle = [*sorted((CSS / "componentes").glob("*.css")), *sorted((CSS / "partes").glob("*.css"))]
    return [CSS / "tokens.css", CSS / "base.css", *middle, CSS / "print.css"]


def join() -> str:
    """Return all parts minified, one part a line."""
    return "\n".join(cssmin(part.read_text()) for part in list_parts())


def list_rules(css: str) -> Iterator[tuple[str, list[str], str]]:
    """Yield each style rule as (condition, selectors, declarations); the condition is an @media, an @supports or ""."""
    for rule in tinycss2.parse_stylesheet(css, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield "", split(rule.prelude), tinycss2.serialize(rule.content)
        elif rule.lower_at_keyword in ("media", "supports"):
            condition = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            for inner in tinycss2.parse_rule_list(rule.content, skip_whitespace=True):
                yield condition, split(inner.prelude), tinycss2.serialize(inner.content)


def split(prelude: Iterable[Node]) -> list[str]:
    """Return the selectors of a rule. A pair of brackets is one node, so a comma in it separates nothing."""
    selectors: list[list[Node]] = [[]]
    for node in prelude:
        if node == ",":
            selectors.append([])
        else:
            selectors[-1].append(node)
    return [tinycss2.serialize(nodes).strip() for nodes in selectors]


def name_states(css: str) -> Iterator[str]:
    """Yield a copy of each rule for hover, focus, dark colours or print, with a class in place of the state."""
    rules = list(list_rules(css))
    day = ";".join(body for condition, selectors, body in rules if not condition and selectors == [":root"])
    yield f".dia{{{day};color-scheme:light}}"
    for condition, selectors, body in rules:
        for name, query in MEDIOS.items():
            kept = [f".{name} {part}" for part in selectors if not DE_PAGINA.match(part)]
            if condition == query and selectors == [":root"]:
                # All day values come first: `var()` is computed where a name is declared, not where it is used.
                yield f".{name}{{{day};{body};color-scheme:{FONDO[name]}}}"
            elif condition == query and kept:
                yield f"{','.join(kept)}{{{body}}}"
        for name, pseudo in ESTADOS.items():
            kept = [part for part in selectors if re.search(pseudo, part) and not SIN_ESTADO.search(part)]
            if kept and (not condition or condition.startswith("@supports")):
                yield f"{','.join(name_state(name, pseudo, part) for part in kept)}{{{body}}}"


def name_state(name: str, pseudo: str, selector: str) -> str:
    """Return «.foco .boton» for «.boton:focus-visible»."""
    anywhere = re.sub(rf"(^|[ >+~]){pseudo}", rf"\1{CONTROLES}", selector)
    return f".{name} " + re.sub(rf":has\({pseudo}\)|{pseudo}", "", anywhere)


def build() -> dict[str, str]:
    """Return the content of both style sheets by file name."""
    css = join()
    layout = cssmin((CSS / "estilo" / "pagina.css").read_text())
    return {"portal.css": f"{HEAD}{css}\n", "estilo.css": "\n".join([f"{HEAD}{layout}", *name_states(css), ""])}


def main() -> None:
    for name, css in build().items():
        bundle = CSS / name
        if "--check" not in sys.argv[1:]:
            bundle.write_text(css)
        elif not bundle.exists() or bundle.read_text() != css:
            raise SystemExit(f"static/css/{name} differs from what its parts give: run script/css")


if __name__ == "__main__":
    main()
