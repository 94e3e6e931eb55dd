"""A report for those who read it: people, GitHub, GitLab, SARIF viewers, programs."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..checks import MODULES, Problem, Severity
from ..project import Project
from .documentation import about
from .mend import corrected
from .run import Report


def text(report: Report, project: Project) -> str:
    """file:line:column: what is wrong, how to put it right [code], and under it the line as it should be."""
    out = []
    for problem in report.problems:
        out.append(str(problem))
        if (line := _corrected(problem, project)) is not None:
            out += [f"    → {one}" for one in line.split("\n") if one.strip()]
    return "\n".join([*out, report.summary])


def as_json(report: Report, project: Project) -> str:
    """One object: `problems` and the counts."""
    problems = []
    for p in report.problems:
        one: dict[str, Any] = {
            "file": p.path,
            "line": p.line,
            "column": p.column,
            "severity": str(p.severity),
            "code": p.code,
            "message": p.message,
        }
        if (line := _corrected(p, project)) is not None:
            one["corrected"] = line
        problems.append(one)
    return json.dumps(
        {
            "problems": problems,
            "pages": len(report.outlines),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
        },
        ensure_ascii=False,
        indent=2,
    )


def github(report: Report, project: Project) -> str:
    """Workflow commands, which GitHub (and Forgejo) show at the lines of a change."""
    return "\n".join([*(_command(problem) for problem in report.problems), report.summary])


def _command(problem: Problem) -> str:
    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    where = f"file={value(problem.path)},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {where},title={value(problem.code)}::{data(problem.message)}"


def gitlab(report: Report, project: Project) -> str:
    """A Code Quality report: GitLab shows what a merge request adds and mends."""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    return json.dumps(
        [
            {
                "description": problem.message,
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": severities[problem.severity],
                "location": {"path": problem.path, "lines": {"begin": problem.line}},
            }
            for problem, fingerprint in _fingerprints(report)
        ],
        ensure_ascii=False,
        indent=2,
    )


def _fingerprints(report: Report) -> Iterator[tuple[Problem, str]]:
    """Of what is said, not of its line: a line more above makes no new problem."""
    counts: Counter[str] = Counter()
    for problem in report.problems:
        same = f"{problem.path}\n{problem.code}\n{problem.message}"
        counts[same] += 1
        yield problem, hashlib.sha256(f"{same}\n{counts[same]}".encode()).hexdigest()[:32]


def sarif(report: Report, project: Project) -> str:
    """SARIF 2.1.0 (OASIS), with the documentation of each check and the edits that mend."""
    codes = [module.CODE for module in MODULES]
    run = {
        "tool": {
            "driver": {
                "name": "chidao",
                "version": __version__,
                "rules": [_rule(module.CODE) for module in MODULES],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": problem.code,
                "ruleIndex": codes.index(problem.code),
                "level": str(problem.severity),
                "message": {"text": problem.message},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {"uri": quote(problem.path)},
                            "region": {"startLine": problem.line, "startColumn": problem.column},
                        }
                    }
                ],
                "partialFingerprints": {"chidao/v1": fingerprint},
                **_fix(problem),
            }
            for problem, fingerprint in _fingerprints(report)
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    check = about(code)
    return {
        "id": code,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.rule},
        "help": {"text": check.markdown, "markdown": check.markdown},
    }


def _fix(problem: Problem) -> dict[str, Any]:
    edit = problem.edit
    if edit is None:
        return {}
    region = {
        "startLine": edit.line,
        "startColumn": edit.start + 1,
        "endLine": edit.line,
        "endColumn": edit.end + 1,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.new}}
    change = {"artifactLocation": {"uri": quote(problem.path)}, "replacements": [replacement]}
    return {"fixes": [{"description": {"text": "Sửa như gợi ý"}, "artifactChanges": [change]}]}


def _corrected(problem: Problem, project: Project) -> str | None:
    return corrected(project.root / problem.path, problem.edit) if problem.edit else None


FORMATS: dict[str, Callable[[Report, Project], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}
