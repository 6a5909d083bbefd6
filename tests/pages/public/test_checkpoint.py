"""Anyone may fetch the latest checkpoint and the keys that check it, as text, and gets no cookie."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.test import Client

from callpoint.actions.acting import system
from callpoint.actions.checkpointing import make_checkpoint
from callpoint.vault.checkpoints import CheckedTree
from tests.makers import a_draft, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make_one() -> None:
    a_draft()
    make_checkpoint(tree=CheckedTree(), origin=settings.CALLPOINT.journal_origin, by=system("test"), at=at())


def fetched(address: str) -> str:
    client = Client()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], dict(answer.cookies)) == (
        200,
        "text/plain; charset=utf-8",
        {},
    )
    return answer.content.decode()


def test_before_the_first_checkpoint_there_is_none() -> None:
    assert Client().get("/checkpoint").status_code == 404


def test_the_latest_checkpoint_is_checked_with_the_key_that_is_served_beside_it() -> None:
    make_one()
    make_one()
    text, _, line = fetched("/checkpoint").rpartition("\n\n")
    dash, signer, signature = line.split()
    raw = base64.b64decode(signature)
    served = (each.split("+", 2) for each in fetched("/checkpoint/key").splitlines())
    name, key_id, key = next(each for each in served if each[1] == raw[:4].hex())
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:]).verify(raw[4:], f"{text}\n".encode())
    assert (dash, signer, raw[:4].hex(), text.split("\n")[:2]) == ("\N{EM DASH}", name, key_id, [name, "3"])
