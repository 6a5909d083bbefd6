"""Writes the pages of docs/ that come from tables in the code: `python -m tools.documents`.

A test keeps each page equal to its table. To add one, write a function that returns its text and name it in PAGES.
"""

import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from callpoint.project.configuration import ALIASES, default_text, sections, variables
from callpoint.rules.abuse import DAYS, MEASURES, Sign
from callpoint.rules.access import DEEDS, EVERY_UNIT, SUPPORT_DEEDS, Deed, Role
from callpoint.rules.lifecycle import MOVES, ReportState
from callpoint.rules.restricting import HOURS, IDENTITY, OWN_HOURS
from callpoint.rules.sampled_reads import SAMPLE, TIME_TO_LOOK

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
WRITTEN_BY: Final = "<!-- Written by `python -m tools.documents`; change the code it comes from. -->"

SETTINGS_HEAD: Final = """# Settings

All settings stand in one file, `callpoint.toml`: the one that `CALLPOINT_CONFIG` names, else `callpoint.toml` in the
var folder. Where there is none, every setting has its default. The environment overrides the file: each setting has
its variable, and a list is written there with commas. A misspelt name is refused, never passed over.
[callpoint.toml.example](callpoint.toml.example) has every setting with its default, ready to be copied.

A path may start with `/`, with `$VAR/` (the var folder) or with `$CREDENTIALS_DIRECTORY/` (where systemd puts
credentials); any other starts at the folder of the code. A secret never stands in the file: a setting whose name ends
in `_file` names the file that holds it, which only its owner may open (mode 0600).

```toml
[service]
name = "Report Cybercrime"
role = "police-force"

[web]
public_url = "https://report.example.org"
allowed_hosts = ["report.example.org"]
https = true
```
"""

SAMPLE_HEAD: Final = """# Every setting of Callpoint with its default. Written by `python -m tools.documents`.
# Copy it to callpoint.toml in the var folder, and take the # away before each line that you change.
"""
SAMPLE_WIDTH: Final = 100

LIFECYCLE_HEAD: Final = """# The life of a report

A report has one state. It changes state only by a move of this table, `MOVES` in `callpoint/rules/lifecycle.py`. An
action asks `check_move` first; a move that the table lacks raises `MoveNotAllowedError`, and nothing is written.

Two moves are taken in this release: `submit` in `callpoint/actions/reporting.py` sends a draft, and the first
`open_report` in `callpoint/actions/reading.py` begins the reading. No action takes the others yet; they are for the
work on cases. What a reporter is told in each state stands in `status_words` of
`callpoint/pages/public/returning.py`.

A draft that is thrown away, or that nobody comes back to, takes no move: its row is deleted and its leaf stays.
"""

ACCESS_HEAD: Final = """# Who may do what

Staff have one role and at most one unit. This is `DEEDS` in `callpoint/rules/access.py`. A view asks it by
`@opens_to(...)` before it runs; the action asks again by `check_may`, since it alone knows the unit of the report.
"""

ACCESS_FOOT: Final = """
*own unit*: only reports and requests that this person's unit holds. *every unit*: all that were sent.

Drafts are open to nobody but their reporter. Who has no role may do nothing. A reporter has no account and no role:
the session that holds the report, or the private code, is the way in.
"""
ACCESS_MORE: Final = f"""
## Restricted reports

Whoever works on a report may restrict it on its page ("Who may open this report"), with a reason: it is about somebody
who works here, a child, a person in public life, or another reason in words. From then on it opens to those named on it,
and to whoever is let in for a time. A supervisor who is not named has to ask like anybody else. A colleague whom it is
about can be kept out: nobody lets them in, and they decide nothing about it.

Others see its reference, urgency, age and unit in the queue, and the word "Restricted". Every page of it leads to the
door, where they ask with a reason. A second person, a supervisor, lets them in for
{", ".join(str(hours // 24) for hours in HOURS[:-1])} or {HOURS[-1] // 24} days, or says why not. No search finds it, no other report tells what it shares with it, no
series takes a value from it, what is suggested of another report does not count it, and it is left out of batches. A list narrowed to a kind or an area leaves it out. A case
with such a report opens only to whom that report opens, and others see its reference. It is one gate, `callpoint/actions/admitting.py`: every
action about a report asks there, which `tests/structure/test_gate.py` holds, and `tests/pages/staff/test_matrix.py`
opens every page of a restricted report as every role. Ending a restriction takes a supervisor who may open the report.

## Who reported

A reporter may answer "Do you want to give no name?" with yes. What still says who they are is then covered on every
page of the staff: {", ".join(f"`{name}`" for name in sorted(IDENTITY))}. It is found by no search, and leaves in no
bundle; no new private code is given for the report. Messages reach the reporter without it. Their own story, messages
and files are not covered, and may tell who they are.

Whoever needs it asks with a reason and sees it for {OWN_HOURS} hours. Where a unit says `identity_needs_second: true`
(`content/…/units/`), a supervisor decides, as for a restricted report. Who asked, why, who let them in and each read is
a leaf. The area, from the postcode, stays readable: the report is sent to its unit by it.

## Reads that others look at

Once a week is over, {SAMPLE} reads of each unit are drawn by chance from the journal, with who, what, when and why it
was allowed. A supervisor or an auditor says of each that it is fine, that the person is to be asked, or that it is not
fine, with a note; nobody says it of their own. What nobody looked at within {TIME_TO_LOOK.days} days is shown as such.

When somebody reads a report whose reporter or suspect has their own name, or that of their family, others are told on
the same page, once a report. The way does not matter: the report, a peek, a search, a letter, a printed statement or
request, a file, a case, its schedule, pack or export. What shows words writes a leaf, and that raises the alert.
A name under a signed statement counts, and a support worker who opens a referral of the report is told of too.
It is listed for nobody to whom the report is shut. On which side the name stands is said only to who may open the
report and see who sent it, as a reporter may have chosen that few know theirs. A request to talk that hangs on no
report is not compared: police, who look at this list, read nothing of it.
Names match by their first and last word. Names of families are entered by somebody else; only a keyed mark of each is
kept, so nobody can read them again.

## Suspected abuse

`/staff/abuse/` lists reports that look odd together: {MEASURES[Sign.SAME_CONTACT].reports} of one contact within {MEASURES[Sign.SAME_CONTACT].within.days} day,
{MEASURES[Sign.SAME_TEXT].reports} in the very same words within {MEASURES[Sign.SAME_TEXT].within.days} days, {MEASURES[Sign.ONE_TARGET].reports} against one suspect within {MEASURES[Sign.ONE_TARGET].within.days} days. The
numbers are our own choice. A sign is no verdict, and orders, shuts or delays nothing by itself: a person puts the group
below others in the queue, with a reason, and anybody of them puts it back. What tells of danger, a child or money going
now stays where it is. Nothing is deleted. Beside this each source is held to so many reports an hour ([settings.md](settings.md)).

It takes two people to stop the new words of a reporter, for {", ".join(map(str, DAYS[:-1]))} or {DAYS[-1]} days, and one to end that at any
time. They keep reading their report, see where help is, read why, may withdraw, change how they can be reached, and may say once
that it is wrong; that stays listed until somebody reads it, also once the time is over. Nobody is stopped whose report
tells of danger: from that moment all that they say passes, and so does an answer that tells of it.

No page for the public is made of what a report says of a person: alerts are written by one person and published by
another, and figures are counts. `tests/pages/public/test_no_allegation.py` sends 25 reports against one person and looks
for that person on every public page.
"""
_OF_A_REPORT: Final = frozenset({Deed.SEE_QUEUE, Deed.OPEN_REPORT, Deed.WRITE_TO_REPORTER}) | SUPPORT_DEEDS


def settings_page() -> str:
    """Return the page about all settings, section by section."""
    named = {key: alias for alias, key in ALIASES.items()}
    parts = [WRITTEN_BY, SETTINGS_HEAD]
    for section, kind in sections().items():
        parts += [f"## [{section}]\n", f"{kind.__doc__}\n"]
        for name, field in kind.model_fields.items():
            variable = variables()[section, name]
            also = f", or `{named[section, name]}`" if (section, name) in named else ""
            parts.append(f"`{name}` = `{default_text(field)}` · `{variable}`{also}  \n{field.description}\n")
    return "\n".join(parts)


def settings_sample() -> str:
    """Return a settings file that says everything and changes nothing: each setting behind a `#`."""
    lines = [SAMPLE_HEAD]
    for section, kind in sections().items():
        lines += [f"# {kind.__doc__}", f"[{section}]", ""]
        for name, field in kind.model_fields.items():
            said = textwrap.wrap((field.description or "").replace("`", ""), SAMPLE_WIDTH)
            lines += [*(f"# {line}" for line in said), f"#{name} = {default_text(field)}", ""]
    return "\n".join(lines)


def lifecycle_page() -> str:
    """Return the page about the states of a report, as a table and as a drawing."""
    names = {state: state.value.replace("-", "_") for state in ReportState}
    return "\n".join(
        (
            WRITTEN_BY,
            LIFECYCLE_HEAD,
            "| From | To |\n|---|---|",
            *(f"| `{held}` | {_in_code(MOVES[held])} |" for held in ReportState),
            "\n```mermaid\nstateDiagram-v2",
            *(f'    state "{state}" as {name}' for state, name in names.items()),
            f"    [*] --> {names[ReportState.DRAFT]}",
            *(f"    {names[held]} --> {names[to]}" for held in ReportState for to in sorted(MOVES[held])),
            "```\n",
        )
    )


def _in_code(states: Iterable[ReportState]) -> str:
    return ", ".join(f"`{state}`" for state in sorted(states))


def access_page() -> str:
    """Return the page about what each role of staff may do."""
    rows = (f"| {role} | {' | '.join(_allowed(role, deed) for deed in Deed)} |" for role in Role)
    head = (f"| Role | {' | '.join(Deed)} |", "|---" * (len(Deed) + 1) + "|")
    return "\n".join((WRITTEN_BY, ACCESS_HEAD, *head, *rows, ACCESS_FOOT, ACCESS_MORE))


def _allowed(role: Role, deed: Deed) -> str:
    if deed not in DEEDS[role]:
        return "no"
    if deed not in _OF_A_REPORT:
        return "yes"
    return "every unit" if role in EVERY_UNIT else "own unit"


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "access.md": access_page,
    "callpoint.toml.example": settings_sample,
    "lifecycle.md": lifecycle_page,
    "settings.md": settings_page,
}


def main() -> None:
    """Write every page."""
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
