"""Say what a browser may do for a page: run its own style and script, by their hashes, and little else."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["policy"]


def policy(style: str, script: str, **rules: str) -> str:
    """Return a content security policy [1]_.

    Parameters
    ----------
    style, script
        The inline style and script, to the letter.
    rules
        What else is allowed, by directive, with ``_`` for ``-``.

    Examples
    --------
    >>> policy("", "", frame_src="'self'").split("; ")[3:]
    ["frame-src 'self'", "base-uri 'none'", "form-action 'none'"]

    References
    ----------
    .. [1] W3C. *Content Security Policy Level 3*. https://www.w3.org/TR/CSP3/
    """
    told = {
        "default-src": "'none'", "style-src": _hash(style), "script-src": _hash(script),
        **{name.replace("_", "-"): value for name, value in rules.items()},
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    return "; ".join(f"{name} {value}" for name, value in told.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
