"""Bytes to `Article`: files, folders and standard input, decoded, with metadata and numbered sentences.

`find_inputs` turns what the user named into inputs, `read` turns one input into an article, `parse` does the same for
bytes already in hand. What the reader should know but need not mend (damaged characters, a guessed encoding) is issued
as an `ArticleWarning` through the standard `warnings` module: one line that names the file.
"""

from briefer.articles.encodings import ArticleWarning
from briefer.articles.inputs import Input, find_inputs
from briefer.articles.reading import parse, read

__all__ = ["ArticleWarning", "Input", "find_inputs", "parse", "read"]
