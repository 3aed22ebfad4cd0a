"""Makes `quine.zip`, for `generate.py`."""

import struct, zlib


def quine(name=b"quine-of-an-archive-in-itself."):
    """A ZIP archive whose one member is the archive. The member's stream is made of two operations of five bytes: "these bytes"
    (a stored block) and "what came before, again" (a match of one length and distance), in the order that R. Cox described."""
    def literal(*parts):
        body = b"".join(parts)
        return opcode(len(body)) + body

    def opcode(len_):
        return b"\0" + struct.pack("<HH", len_, len_ ^ 0xFFFF)

    def bits_of(value, count):
        return [value >> at & 1 for at in range(count)]

    def match(length, distance):
        # RFC 1951, 3.2.5 and 3.2.6: codes with their most significant bit first, extra bits with the least.
        code, base, extra = next((257 + at, base, extra) for at, base, extra in reversed(LENGTHS) if base <= length)
        assert code < 280 and length - base < 1 << extra
        out = bits_of(code - 256, 7)[::-1] + bits_of(length - base, extra)
        code, base, extra = next(entry for entry in reversed(DISTANCES) if entry[1] <= distance)
        return out + bits_of(code, 5)[::-1] + bits_of(distance - base, extra)

    def again(lengths, distance, blocks=1, is_last=False):
        bits = []
        for block in range(blocks):
            bits += [int(is_last and block == blocks - 1), 1, 0]
            if block == 0:
                bits += [bit for length in lengths for bit in match(length, distance)]
            bits += [0] * 7
        bits += [0] * (-len(bits) % 8 if is_last else 0)
        assert len(bits) % 8 == 0
        return bytes(sum(bit << at for at, bit in enumerate(bits[start:start + 8])) for start in range(0, len(bits), 8))

    def archive(crc, packed, whole):
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5A21, crc, packed, whole, len(name), 0)
        prefix = b"PK\3\4" + common + name
        suffix = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
        directory = len(suffix)
        suffix += b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, directory, len(prefix) + packed, 0)
        p, s = len(prefix) + 5, len(suffix)
        first, four = again([p], p, 2), again([10, 10], 20)
        last_of = lambda len_: again([(s + len_) // 2, s + len_ - (s + len_) // 2], s + len_, 1, True)
        last = last_of(len(last_of(5)))
        assert len(first) == len(four) == 5 and len(last_of(len(last))) == len(last)
        one, l4, l0 = opcode(5), opcode(20), opcode(0)
        end = opcode(s + len(last))
        code = (literal(prefix, opcode(p)) + first + literal(first) + literal(one) + literal(first, one, one, l4) + four
                + literal(four, l4, four, l4) + four + literal(four, l0, l0, end) + four + l0 + l0 + literal(last, suffix) + last)
        return prefix, code, suffix

    prefix, code, suffix = archive(0, 0, 0)
    packed, whole = len(code), len(prefix) + len(code) + len(suffix)
    crc_with = lambda crc: zlib.crc32(b"".join(archive(crc, packed, whole)))
    # A check sum is affine in the bits of what is checked, so that the one which holds itself solves 32 equations.
    zero = crc_with(0)
    rows = []
    for bit in range(32):
        rows.append((crc_with(1 << bit) ^ zero ^ 1 << bit))
    # Columns to equations: sum of x[bit] * rows[bit] = zero.
    equations = [(sum((rows[b] >> e & 1) << b for b in range(32)), zero >> e & 1) for e in range(32)]
    solved = []
    for bit in range(32):
        pivot = next((at for at in range(len(solved), 32) if equations[at][0] >> bit & 1), None)
        if pivot is None:
            raise ValueError("no such check sum: change the date")
        at = len(solved)
        equations[at], equations[pivot] = equations[pivot], equations[at]
        for other in range(32):
            if other != at and equations[other][0] >> bit & 1:
                equations[other] = (equations[other][0] ^ equations[at][0], equations[other][1] ^ equations[at][1])
        solved.append(bit)
    crc = sum(equations[at][1] << bit for at, bit in enumerate(solved))
    return b"".join(archive(crc, packed, whole))


LENGTHS, at, base = [], 0, 3
for extra in [0] * 8 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 4:
    LENGTHS.append((at, base, extra))
    at, base = at + 1, base + (1 << extra)
DISTANCES, base = [], 1
for code in range(30):
    extra = max(0, code // 2 - 1)
    DISTANCES.append((code, base, extra))
    base += 1 << extra
