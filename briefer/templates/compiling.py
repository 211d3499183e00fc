"""Jinja at one door: sandboxed, strict about variables, no file but the one given, errors with path and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefer.errors import UsageError
from briefer.templates.files import PromptFile
from briefer.templates.matter import did_you_mean

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, loader=None
)
_BLOCKS = ("system", "user")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template that takes ``variables``, ready to be given values."""

    file: PromptFile
    template: Template

    def render(self, values: Mapping[str, Any]) -> str:
        """Fill in the whole template; raises UsageError with path and line where it can't be."""
        return self._run(self.template.root_render_func, values)

    def render_block(self, block: str, values: Mapping[str, Any]) -> str:
        """Fill in one block of a frame."""
        return self._run(self.template.blocks[block], values)

    def _run(self, part: Any, values: Mapping[str, Any]) -> str:
        try:
            return "".join(part(self.template.new_context(dict(values)))).strip()
        except Exception as error:  # noqa: BLE001  a template is a user's program: whatever it raises is its error
            line = _template_line(self.template, error)
            raise UsageError(f"{self.file.path}:{line}: {_first_line(error)}; mend the template") from None


def compile_section(file: PromptFile, source: str, variables: tuple[str, ...]) -> Compiled:
    """Compile a section's template, which may use ``variables`` and nothing else."""
    _checked(file, source, variables)
    return Compiled(file, _ENVIRONMENT.from_string(source))


def compile_frame(file: PromptFile, source: str, variables: tuple[str, ...]) -> Compiled:
    """Compile a frame: the blocks ``system`` and ``user``, which print the variables ``article`` and ``sections``."""
    tree = _checked(file, source, variables)
    for node in tree.body:
        if isinstance(node, nodes.Block):
            if node.name not in _BLOCKS:
                raise UsageError(
                    f"{file.path}:{node.lineno}: unknown block {node.name!r}; {did_you_mean(node.name, _BLOCKS)}"
                )
        elif not (isinstance(node, nodes.Output) and _blank(node)):
            line = _stray_line(node)
            what = "stands outside the blocks and would be sent to nobody; move it into one"
            raise UsageError(f"{file.path}:{line}: {what}")
    present = {node.name for node in tree.body if isinstance(node, nodes.Block)}
    for block in _BLOCKS:
        if block not in present:
            raise UsageError(f"{file.path}:1: no block {block!r}; add {{% block {block} %}} … {{% endblock %}}")
    used = {node.name for node in tree.find_all(nodes.Name)}
    for variable in ("article", "sections"):
        if variable not in used:
            raise UsageError(f"{file.path}:1: the frame never prints {variable!r}; add it to a block")
    return Compiled(file, _ENVIRONMENT.from_string(source))


def _checked(file: PromptFile, source: str, variables: tuple[str, ...]) -> nodes.Template:
    try:
        tree = _ENVIRONMENT.parse(source)
        _ENVIRONMENT.compile(tree)
    except TemplateSyntaxError as error:
        raise UsageError(f"{file.path}:{error.lineno}: {_first_line(error)}; mend the template") from None
    except TemplateError as error:
        raise UsageError(f"{file.path}:1: {_first_line(error)}; mend the template") from None
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        raise UsageError(f"{file.path}:{node.lineno}: a prompt can't take in another file; write the text here")
    undeclared = meta.find_undeclared_variables(tree) - set(variables) - set(_ENVIRONMENT.globals)
    for name in tree.find_all(nodes.Name):
        if name.name in undeclared:
            near = did_you_mean(name.name, variables)
            raise UsageError(f"{file.path}:{name.lineno}: the variable {name.name!r} is not declared; {near}")
    return tree


def _blank(node: nodes.Output) -> bool:
    return all(_blank_part(part) for part in node.nodes)


def _blank_part(part: nodes.Node) -> bool:
    return isinstance(part, nodes.TemplateData) and not part.data.strip()


def _stray_line(node: nodes.Node) -> int:
    """The line of the first thing in ``node`` that is more than white space."""
    for part in node.iter_child_nodes():
        if isinstance(part, nodes.TemplateData) and part.data.strip():
            return part.lineno + part.data[: -len(part.data.lstrip())].count("\n")
    return node.lineno


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")


def _template_line(template: Template, error: BaseException) -> int:
    """The line of the template that ``error`` came from: the last of its frames in the traceback."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is template or (
            trace.tb_frame.f_code.co_filename == "<template>"
        ):
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
