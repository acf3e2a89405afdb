"""Reads a PIV token with pyscard alone and signs with slot 9C: python3 read_token.py PIN DIGEST-HEX.

Prints JSON: the certificate (DER, hexadecimal), the GUID, whether a capability container is there, PIN tries left
before and after, and the signature."""
import json
import sys

from smartcard.System import readers
from smartcard.util import toBytes


def transmit(connection, apdu):
    data, sw1, sw2 = connection.transmit(apdu)
    while sw1 == 0x61:
        more, sw1, sw2 = connection.transmit([0x00, 0xC0, 0x00, 0x00, sw2])
        data += more
    return data, sw1 << 8 | sw2


def values(data):
    found, place = {}, 0
    while place < len(data):
        tag, length, place = data[place], data[place + 1], place + 2
        if length > 0x80:
            count = length & 0x7F
            length = int.from_bytes(bytes(data[place:place + count]), "big")
            place += count
        found[tag] = data[place:place + length]
        place += length
    assert place == len(data), "lengths do not fit"
    return found


def read(connection, tag):
    data, status = transmit(connection, [0x00, 0xCB, 0x3F, 0xFF, 0x05, 0x5C, 0x03] + tag + [0x00])
    assert status == 0x9000, hex(status)
    return values(values(data)[0x53])


def tries(connection):
    return transmit(connection, [0x00, 0x20, 0x00, 0x80])[1] & 0x0F


def main(pin, digest):
    connection = readers()[0].createConnection()
    connection.connect()
    assert transmit(connection, [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00])[1] == 0x9000
    certificate = read(connection, [0x5F, 0xC1, 0x0A])
    assert certificate[0x71] == [0] and certificate[0xFE] == []
    holder, capabilities = read(connection, [0x5F, 0xC1, 0x02]), read(connection, [0x5F, 0xC1, 0x07])
    before = tries(connection)
    block = list(pin.encode()) + [0xFF] * (8 - len(pin))
    assert transmit(connection, [0x00, 0x20, 0x00, 0x80, 0x08] + block)[1] == 0x9000
    template = [0x82, 0x00, 0x81, len(digest)] + digest
    answer, status = transmit(
        connection, [0x00, 0x87, 0x11, 0x9C, len(template) + 2, 0x7C, len(template)] + template + [0x00])
    assert status == 0x9000, hex(status)
    connection.disconnect()
    connection.connect()
    transmit(connection, [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00])
    print(json.dumps({
        "certificate": bytes(certificate[0x70]).hex(), "guid": bytes(holder[0x34]).hex(),
        "capabilities": capabilities[0xF0][:7] == toBytes("A0000001 16FF02"), "before": before,
        "after": tries(connection), "signature": bytes(values(values(answer)[0x7C])[0x82]).hex(),
    }))


if __name__ == "__main__":
    main(sys.argv[1], toBytes(sys.argv[2]))
