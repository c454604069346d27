"""Jinja2, kept here: templates from the layouts, every value escaped, every missing one an error.

A template of the publisher's runs in Jinja's sandbox, unless the publisher says that layouts are trusted like
the program: it comes with a pull request like any text. Those that come with the program are the program, and
are compiled for speed: a day of 130 papers takes a third of the time that the sandbox needs. What they
compile to is kept beside the program's own bytecode, never in the digest's folder, where anybody's code could
lie.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from broadsheet.errors import LayoutError, LibraryError
from broadsheet.files import write_whole
from broadsheet.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    from jinja2 import nodes
    from jinja2.bccache import Bucket

    from broadsheet.templates.layouts import Layouts
    from broadsheet.templates.views import HeadView, SiteView
    from broadsheet.words import Words


class _Compiled(jinja2.BytecodeCache):
    """What templates compile to, for as long as the program runs: a preview fills the same ones often."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        of, code = self._kept.get(bucket.key, ("", None))
        if of == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


class _CompiledBesideTheProgram(_Compiled):
    """The same for longer, where Python may write and keeps what the program's modules compile to."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(cache_from_source(__file__)).parent

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            super().load_bytecode(bucket)
            return
        with suppress(OSError):
            mark, _, code = self._file(bucket).read_bytes().partition(b"\n")
            if mark == _mark(code):
                bucket.bytecode_from_string(code)
                super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        if not sys.dont_write_bytecode:
            code = bucket.bytecode_to_string()
            with suppress(LibraryError):
                write_whole(self._file(bucket), _mark(code) + b"\n" + code, is_lasting=False)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}.template"


def _mark(code: bytes) -> bytes:
    """Of code that this compiler made, and that is as it was written."""
    return fingerprint(_compiler() + code).encode()


@cache
def _compiler() -> bytes:
    return jinja2.__version__.encode() + Path(__file__).read_bytes()


_COMPILED = _CompiledBesideTheProgram()
_COMPILED_FOREIGN = _Compiled()
_COMPILED_FOR_THE_SANDBOX = _Compiled()


class _Choosing(jinja2.Environment):
    """Gets each template from the environment that it belongs to, whichever template asks for it."""

    of: Callable[[str], jinja2.Environment]

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002  # Jinja's name
        if isinstance(name, jinja2.Template):
            return name
        return jinja2.Environment.get_template(self.of(name), name, parent, globals)

    def select_template(self, names: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:  # noqa: A002  # the same
        for name in names:
            with suppress(jinja2.TemplateNotFound):
                return self.get_template(name, parent, globals)
        raise jinja2.TemplatesNotFound(names)


class _Sandbox(_Choosing, ImmutableSandboxedEnvironment):
    """What a template may do here: show what it is given."""


class _Straight(CodeGenerator):
    """Reads what a view has as an attribute and nothing else, and wraps no escaped piece of a page by itself:
    Jinja asks a function for each of the first and makes an object of each of the second, two hundred times a
    paper.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:  # noqa: N802  # Jinja's name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class _Shipped(_Choosing):
    """Templates that come with the program; what they are given are views, and strings."""

    code_generator_class = _Straight

    @staticmethod
    def shown(value: object) -> str:
        """A value as a page shows it: what is not safe is escaped."""
        if type(value) is Markup:
            return value
        if type(value) is str and not (
            "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        ):
            return value
        return escape(value)


class Templates:
    def __init__(self, layouts: Layouts, words: Words, *, are_trusted: bool = False) -> None:
        self._layouts = layouts
        self._words = words
        self._translated: dict[str, Markup] = {}
        self._foreign = layouts.foreign
        self._shipped = self._made(_Shipped, _COMPILED)
        self._others = (
            self._made(_Choosing, _COMPILED_FOREIGN)
            if are_trusted
            else self._made(_Sandbox, _COMPILED_FOR_THE_SANDBOX)
        )

    def _made(self, kind: type[_Choosing], compiled: _Compiled) -> _Choosing:
        environment = kind(
            loader=jinja2.FunctionLoader(self._source),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled,
        )
        environment.globals |= {"_": self._say, "ngettext": self._say_many}
        environment.of = self._environment_of
        return environment

    def _environment_of(self, name: str) -> jinja2.Environment:
        return self._others if name in self._foreign else self._shipped

    def fill(self, name: str, *, site: SiteView, head: HeadView, view: object) -> bytes:
        """The page that a template makes of a view; LayoutError names the template's line that fails."""
        try:
            return self._shipped.get_template(name).render(site=site, head=head, view=view).encode()
        except jinja2.TemplateNotFound as error:
            raise LayoutError(
                f"there is no template {error.name}",
                file=name,
                hint="put it into layouts/, or correct its name",
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise LayoutError(
                error.message or "is not a template",
                file=error.filename or name,
                line=error.lineno,
                hint="see the syntax of Jinja2 templates",
            ) from error
        except LayoutError:
            raise
        except SecurityError as error:
            file, line = self._place(error, name)
            raise LayoutError(
                str(error),
                file=file,
                line=line,
                hint="layouts run in a sandbox, unless broadsheet.yaml says `trusted-layouts: true`",
            ) from error
        # A template can call anything on its values, so anything can go wrong in it.
        except Exception as error:
            file, line = self._place(error, name)
            raise LayoutError(
                str(error) or type(error).__name__,
                file=file,
                line=line,
                hint="what a template can show is in docs/layouts.md",
            ) from error

    def _say(self, message: str, **values: object) -> Markup:
        """Words are text, and so is what stands in their places, unless it is markup already."""
        if message not in self._translated:
            self._translated[message] = escape(self._words.say(message))
        translated = self._translated[message]
        return translated % values if values or "%" in translated else translated

    def _say_many(self, one: str, many: str, num: int, **values: object) -> Markup:
        return escape(self._words.form(one, many, num)) % {"num": self._words.number(num), **values}

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if (template := self._layouts.template(name)) is None:
            return None
        path, text = template
        try:
            return text.decode("utf-8-sig"), str(path), lambda: True
        except UnicodeDecodeError as error:
            raise LayoutError(
                "the template is not UTF-8 text", file=str(path), hint="save it as UTF-8"
            ) from error

    def _place(self, error: Exception, name: str) -> tuple[str, int]:
        """The innermost line of a template on the way to an error."""
        files = set(map(str, self._layouts.template_files))
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in files:
                return frame.filename, frame.lineno or 0
        return name, 0
