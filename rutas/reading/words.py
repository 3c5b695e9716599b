"""Know libyaml's words for what is wrong, and the message of ours that a person can act on."""

from __future__ import annotations

__all__ = ["code_of"]

_SYNTAX = {
    "mapping values are not allowed": "yaml-colon",
    "could not find expected ':'": "yaml-no-colon",
    "did not find expected key": "yaml-indent",
    "did not find expected '-'": "yaml-indent",
    "block sequence entries are not allowed": "yaml-indent",
    "found unexpected end of stream": "yaml-quote",
    "found unexpected document indicator": "yaml-quote",
    "did not find expected ',' or ']'": "yaml-bracket",
    "did not find expected ',' or '}'": "yaml-brace",
    "did not find expected node content": "yaml-bracket",
    "expected comment or line break": "yaml-block",
    "cannot start any token": "yaml-character",
    "control characters are not allowed": "yaml-control",
    "unknown escape character": "yaml-escape",
    "did not find expected alphabetic or numeric": "yaml-anchor",
    "did not find expected <document start>": "yaml-documents",
}


def code_of(words: str) -> str:
    """Return the code of what libyaml found.

    >>> code_of("found unexpected end of stream"), code_of("anything else")
    ('yaml-quote', 'yaml-syntax')
    """
    return next((code for known, code in _SYNTAX.items() if known in words), "yaml-syntax")
