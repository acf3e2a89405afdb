"""Signs a message with the SM2 key in slot 9C, with pyscard and hashlib alone: python3 sign_sm2.py PIN POINT MESSAGE.

POINT is the public key as 04 X Y in hexadecimal. What the card gets is SM3(Z_A || message) for the usual identifier
(GM/T 0003.2-2012, section 5.5; GM/T 0009-2012, section 10). Prints the signature in hexadecimal."""
import hashlib
import sys

from read_token import transmit, values
from smartcard.System import readers

CURVE = """
FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC
28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7
BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0
"""
IDENTIFIER = b"1234567812345678"


def digest(point, message):
    holder = hashlib.new("sm3")
    holder.update(len(IDENTIFIER * 8).to_bytes(2, "big") + IDENTIFIER)
    holder.update(bytes.fromhex("".join(CURVE.split())) + point[1:])
    return hashlib.new("sm3", holder.digest() + message).digest()


def main(pin, point, message):
    connection = readers()[0].createConnection()
    connection.connect()
    assert transmit(connection, [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0, 0, 3, 8, 0x00])[1] == 0x9000
    block = list(pin.encode()) + [0xFF] * (8 - len(pin))
    assert transmit(connection, [0x00, 0x20, 0x00, 0x80, 0x08] + block)[1] == 0x9000
    template = [0x82, 0x00, 0x81, 32] + list(digest(point, message))
    answer, status = transmit(
        connection, [0x00, 0x87, 0x54, 0x9C, len(template) + 2, 0x7C, len(template)] + template + [0x00])
    assert status == 0x9000, hex(status)
    print(bytes(values(values(answer)[0x7C])[0x82]).hex())


if __name__ == "__main__":
    main(sys.argv[1], bytes.fromhex(sys.argv[2]), sys.argv[3].encode())
