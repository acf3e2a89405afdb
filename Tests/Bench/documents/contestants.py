"""The contestants: the command line of each for a prepared job and an empty place to write to."""
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

HERE = Path(__file__).parent
DATE = "2026-11-25"


@dataclass(frozen=True)
class Contestant:
    name: str
    does: str
    command: Callable[[Path, Path], list]
    # The same pages without tags and codes, and ours without what only an archive asks for; bare contestants are compared with each other.
    bare: bool = False


def certkiosk_command(program, forms, data, to, *more):
    return [program, "compose", data, "--forms", forms, "--to", to, "--date", DATE, "--quiet", *more]


def all_of(program, bare_program, forms, cairo_program):
    """certkiosk first: every ratio is its figure divided by another's of the same job."""
    python = lambda script, *more: lambda job, to: [sys.executable, "-B", HERE / script, job, to, *more]
    own = lambda job, to: certkiosk_command(program, forms, job / "applicants.json", to, "--jobs", "1")
    return [
        Contestant("certkiosk", "reads, checks and lays out; PDF/A-2b, tags, encodes its codes", own),
        Contestant("typst plain", "lays out; no tags; codes given, drawn as rectangles", python("compose_typst.py")),
        Contestant("typst plain, codes as pictures", "the same; each code one small picture", python("compose_typst.py", "pictures")),
        Contestant("typst PDF/A-2b, tags", "lays out; tags; codes given, drawn as rectangles", python("compose_typst.py", "archival")),
        Contestant("reportlab", "lays out nothing; no tags; one TrueType face", python("compose_reportlab.py")),
        Contestant("certkiosk, bare", "the same pages without tags, codes, metadata and profile", lambda job, to: [bare_program, job / "applicants.json", forms, to], bare=True),
        Contestant("typst, bare", "lays out; no tags, no codes", python("compose_typst.py", "bare"), bare=True),
        Contestant("C + Cairo", "lays out nothing; no tags; installed Noto, some glyphs lost", lambda job, to: [cairo_program, job, to]),
    ]
