"""Keeps a reader's card to itself until its input ends, as a program with an exclusive connection does:
python3 hold_reader.py READER. Says "held" once it has it."""
import sys

from smartcard.scard import (
    SCARD_LEAVE_CARD, SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, SCARD_S_SUCCESS, SCARD_SCOPE_USER,
    SCARD_SHARE_EXCLUSIVE, SCardConnect, SCardDisconnect, SCardEstablishContext)

_, context = SCardEstablishContext(SCARD_SCOPE_USER)
code, card, _ = SCardConnect(context, sys.argv[1], SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1)
assert code == SCARD_S_SUCCESS, hex(code & 0xFFFFFFFF)
print("held", flush=True)
sys.stdin.read()
SCardDisconnect(card, SCARD_LEAVE_CARD)
