"""Click in Chinese: help headings and the messages about a command line that cannot be parsed."""

import re
from collections.abc import Iterable
from typing import Any

import click

from course.text.unicode_checks import printable

_HELP = "显示这段说明"
# Line ends, control characters, and bytes that are no text in this system's encoding.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Command(click.Command):
    """A command whose help and errors are in Chinese."""

    def __init__(self, name: str | None, **settings: Any) -> None:  # noqa: ANN401 -- handed on to click
        settings.setdefault("options_metavar", "[选项]")
        # Click would name left-over arguments in English.
        settings["context_settings"] = {"allow_extra_args": True, **(settings.get("context_settings") or {})}
        super().__init__(name, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over."""
        for value in args:
            if _UNPRINTABLE.search(value) or printable(value) != value:
                raise click.UsageError(
                    f"“{_UNPRINTABLE.sub(_REPLACEMENT, printable(value))}”里有换行或看不见的字符。请删去；是文件的，请改名",
                    ctx,
                )
        rest = super().parse_args(ctx, args)
        if rest:
            raise click.UsageError(f"多写了：{' '.join(rest)}", ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe --help in Chinese."""
        return _help_in_chinese(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of options."""
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        _write_section(formatter, "选项", (one.get_help_record(ctx) for one in options))


class ChineseGroup(click.Group):
    """A group whose help and errors are in Chinese."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Describe --help in Chinese."""
        return _help_in_chinese(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "命令 [选项]", prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands; `course 命令 --help` has the options."""
        commands = ((name, self.commands[name].get_short_help_str(200)) for name in self.list_commands(ctx))
        _write_section(formatter, "命令", commands)
        formatter.write("\n每个命令的选项：course 命令 --help\n")

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or name the ones that exist."""
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"没有“{args[0]}”这个命令。可用的：{'、'.join(self.commands)}", ctx)


def _help_in_chinese(option: click.Option | None) -> click.Option | None:
    if option:
        option.help = _HELP
    return option


def _write_section(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str] | None]) -> None:
    kept = [row for row in rows if row]
    if kept:
        with formatter.section(title):
            formatter.write_dl(kept)


def explain(error: click.ClickException) -> str:
    """Return what a user has to change, in Chinese."""
    match error:
        case click.NoSuchOption():
            near = f"，是不是想写 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case click.MissingParameter():
            return f"缺少 {_name(error.param)}"
        case click.BadParameter():
            return _bad_value(error)
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要写上内容，或者这个选项不带内容"
        case _:
            return error.message


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    match kind:
        case click.Choice():
            return f"{_name(error.param)} 只能写其中一个：{'、'.join(map(str, kind.choices))}"
        case click.IntRange(min=int(), max=int()):
            return f"{_name(error.param)} 要写 {kind.min} 到 {kind.max} 的整数"
        case click.types.IntParamType():
            return f"{_name(error.param)} 要写整数"
        case _:
            return f"{_name(error.param)} 的内容不对"


def _name(parameter: click.Parameter | None) -> str:
    match parameter:
        case click.Option():
            return parameter.opts[0]
        case click.Argument():
            return parameter.make_metavar(click.Context(Command(None))).strip("[].")
        case _:
            return "参数"
