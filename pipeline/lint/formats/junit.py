"""The outcome as JUnit XML: documents are test suites, findings test cases.

XML has no way to write some characters, not even escaped; `safe` and `line` leave none of them.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from pipeline.escape import line, safe
from pipeline.lint.result import Checked, Outcome
from schemas.plan import Finding

from .words import from_here, gone, known

_WHOLE = "plansift check"


def render(outcome: Outcome) -> str:
    """Errors and warnings as failures, notes as cases that pass, problems as errors."""
    root = ET.Element("testsuites", name=_WHOLE)
    for document in outcome.documents:
        root.append(_suite(document))
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.attrib[kind]) for suite in root)))
    ET.indent(root)
    made = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{made}\n'


def _suite(document: Checked) -> ET.Element:
    name = safe(from_here(document.path))
    suite = ET.Element("testsuite", name=name)
    if document.problem is not None:
        case = ET.SubElement(suite, "testcase", classname=name, name=_WHOLE)
        message = line(document.problem)
        ET.SubElement(case, "error", type="could not be checked", message=message)
    for finding in document.findings:
        suite.append(_case(document, finding, name))
    if not len(suite):
        ET.SubElement(suite, "testcase", classname=name, name=_WHOLE)
    counts = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}
    for kind, path in counts.items():
        suite.set(kind, str(len(suite.findall(path))))
    if document.known or document.gone:
        told = [known(document.known)] if document.known else []
        ET.SubElement(suite, "system-out").text = "\n".join([*told, *gone(document)])
    return suite


def _case(document: Checked, finding: Finding, classname: str) -> ET.Element:
    # Trackers tell cases apart by name alone, so the message is part of it.
    name = line(f"{finding.code}: {finding.message}")
    case = ET.Element("testcase", classname=classname, name=name)
    message, further = finding.message, [document.place(finding), finding.suggestion or ""]
    if finding.severity == "info":
        told = ET.SubElement(case, "system-out")
        further.insert(0, message)
    else:
        told = ET.SubElement(case, "failure", type=line(finding.code), message=line(message))
    told.text = "\n".join(line(part) for part in further if part) or None
    return case
