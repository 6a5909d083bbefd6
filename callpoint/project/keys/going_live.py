"""Whether the service may be reached by others: only once a recovery sheet was rehearsed.

SealingError (key_files)
└── NotRehearsedError        others would reach the service, and nobody has shown that its root key can come back
"""

import ipaddress
from collections.abc import Iterator
from typing import Final

from callpoint.project.keys.keeping import care_of, opened
from callpoint.project.setting_models import Settings, Web
from callpoint.sealing.key_files import SealingError

HERE: Final = "localhost"
STEPS: Final = "callpoint keys sheet --to sheet.pdf   and then   callpoint keys rehearse"
TRIAL: Final = f"Trial: only this machine reaches the service. Take no real report before {STEPS}"
DEMONSTRATION: Final = "Demonstration: for made-up reports only. Its keys have no rehearsed recovery sheet."


class NotRehearsedError(SealingError):
    """Others would reach the service, and nobody has shown that its root key can come back."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Not started: {why}, so others reach the service, but no recovery sheet was rehearsed. "
            f"If the root key is lost, all reports are lost. Run   {STEPS}   or try it out with ./run --demo"
        )
        self.why = why


def words_before_serving(settings: Settings, *, is_demo: bool) -> tuple[str, ...]:
    """Return what is to be said at the start; raises NotRehearsedError, or KeyringError where the keys do not open."""
    if care_of(opened(settings.keys)).is_rehearsed:
        return ()
    if is_demo:
        return (DEMONSTRATION,)
    for why in reached_by(settings.web):
        raise NotRehearsedError(why)
    return (TRIAL,)


def reached_by(web: Web) -> Iterator[str]:
    """Name each setting that lets others than the people at this machine reach the service; none means a trial."""
    if not _is_here(web.host):
        yield f"web.host is {web.host}"
    if web.public_url:
        yield f"web.public_url is {web.public_url}"
    if web.https:
        yield "web.https is on"
    for name in web.allowed_hosts:
        if not _is_here(name):
            yield f"web.allowed_hosts has {name}"
    if web.proxies:
        yield f"web.proxies is {web.proxies}"


def _is_here(host: str) -> bool:
    name = host.strip("[]").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == HERE or name.endswith(f".{HERE}")
