"""One self-contained HTML document, from a template in this folder, under a policy that lets nothing else in."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from briefer.render.escape import lines_safe

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPT = "page.js"
_STYLE = "style.css"


def document(template: str, *, script: bool = False, **values: Any) -> str:
    """Fill ``template`` with ``values``; every string among them is untrusted and comes out as text, never as markup.

    Args:
        template: Name of a template in this folder that extends ``base.html.j2``.
        script: Whether the page has our script; without it, no script at all may run.
        values: What the template shows. Only ``markupsafe.Markup`` made here passes unescaped.
    """
    from markupsafe import Markup

    style, code = _asset(_STYLE), _asset(_SCRIPT) if script else ""
    ours = {"style": Markup(style), "script": Markup(code)}  # noqa: S704  # files of this folder, nothing else
    return _environment().get_template(template).render(policy=_policy(style, code), **ours, **values)


def fragment(template: str, **values: Any) -> Any:
    """A part of a document, made as ``document`` makes one; a ``Markup`` that another template takes in as it is."""
    from markupsafe import Markup

    return Markup(_environment().get_template(template).render(**values))  # noqa: S704  # escaped by the template


def _policy(style: str, code: str) -> str:
    """The Content-Security-Policy: our style and script by hash, no request, no form, no frame, no string as markup."""
    rules = ["default-src 'none'", f"style-src '{_hash(style)}'"]
    if code:
        rules.append(f"script-src '{_hash(code)}'")
    rules += ["base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"]
    return "; ".join(rules)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _asset(name: str) -> str:
    """A file of this folder; line ends are normalised as a browser does before it takes the hash."""
    return files(__package__).joinpath(name).read_text("utf-8").replace("\r\n", "\n")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        finalize=_visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _visible(value: Any) -> Any:
    """What a template writes, before it is escaped: control and reordering characters of a string are shown."""
    return lines_safe(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
