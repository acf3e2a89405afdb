"""Reads an object of a PIV token with pyscard alone: python3 read_object.py TAG. Prints its content in hexadecimal."""
import sys

from read_token import transmit
from smartcard.System import readers

connection = readers()[0].createConnection()
connection.connect()
_, status = transmit(connection, [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08, 0x00])
assert status == 0x9000, hex(status)
tag = list(bytes.fromhex(sys.argv[1]))
data, status = transmit(connection, [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 0x03] + tag + [0x00])
assert status == 0x9000, hex(status)
# 53, then a length of one byte, or of as many as its first one says (BER).
more = data[1] - 0x80 if data[1] > 0x80 else 0
print(bytes(data[2 + more:]).hex())
