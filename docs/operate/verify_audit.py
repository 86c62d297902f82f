#!/usr/bin/env python3
"""Verifies the audit log of a gateway without the gateway: an export against its checkpoints, or the proof of one record.

The format is explained in audit-format.md. Python 3.9 or later, without further packages.

Exit code: 0 nothing was found, 1 problems were found, 2 wrong usage or a file that cannot be read.
"""

import argparse
import base64
import datetime
import hashlib
import json
import re
import sqlite3
import sys
from collections import Counter

BLOCK_FORMAT = "funcgateway-audit-2"
CHECKPOINT_FORMAT = "funcgateway-checkpoint-1"
STREAMS = ("calls", "admin")

# As many blocks of a chain may be on their way to the store at once.
BLOCKS_AT_ONCE = 4

# JSON that is nested more deeply is not read. What the gateway writes has at most four levels.
MAX_DEPTH = 64

# The names under which blocks and checkpoints are stored have ten digits.
MAX_NUMBER = 9_999_999_999

BROKEN = "broken"  # something is not what was hashed or signed
TRUNCATED = "truncated"  # something is missing
REORDERED = "reordered"  # blocks or chains are not in their order
FORKED = "forked"  # two versions of the same block exist, or existed
UNKNOWN_KEY = "unknown key"
UNREADABLE = "unreadable"
NOT_YET = "not yet checkpointed"  # a note
UNFINISHED = "unfinished tail"  # a note
NOTES = (NOT_YET, UNFINISHED)


class Unreadable(Exception):
    """A text is not in the format."""


class Findings:
    """Prints what is found, and counts it by kind."""

    def __init__(self):
        self.counts = Counter()

    def add(self, kind, where, text):
        self.counts[kind] += 1
        print(visible(f"{kind}: {where}: {text}"))

    @property
    def problems(self):
        return sum(count for kind, count in self.counts.items() if kind not in NOTES)


def visible(text):
    """Shows other characters than those of ASCII by their code: names in the files may be chosen to deceive the reader of a terminal."""
    return "".join(each if " " <= each <= "~" else f"\\u{{{ord(each):x}}}" for each in text)


# ---- Reading -------------------------------------------------------------------------------------------------------------


def read_json(text, what):
    """Returns an object. Repeated names are refused: readers would disagree about which one counts."""
    repeats = []

    def read_object(pairs):
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        repeats.append(found)
        return [value for _, value in pairs]  # the object is refused, and is as deep as this

    try:
        value = json.loads(replace_lone_surrogates(text), object_pairs_hook=read_object, parse_int=read_integer, parse_constant=refuse_constant)
        is_json = depth_of(value) <= MAX_DEPTH
    except (ValueError, RecursionError):
        is_json = False
    if not is_json:
        raise Unreadable(f"{what} is not JSON")
    if repeats:
        raise Unreadable(f"{what} repeats a name")
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object")
    return value


def read_integer(text):
    # Python refuses to read thousands of digits. A number with as many as these is out of range, whatever follows.
    return int(text[:20])


def refuse_constant(text):
    raise ValueError(f"{text} is not JSON")


def depth_of(value):
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(depth_of, value.values() if isinstance(value, dict) else value), default=0)


# Every escape is matched, so that an escaped backslash before a 'u' is not taken for the start of one.
ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")


def replace_lone_surrogates(text):
    # Half of a surrogate pair, which JSON can escape, has no bytes; the gateway hashes the replacement character.
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return ESCAPE.sub(lambda escape: "\\ufffd" if escape["lone"] else escape[0], text)


def field(value, name, kind, what):
    found = value.get(name)
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise Unreadable(f"{what} has no {name}" if found is None else f"the {name} of {what} is malformed")
    return found


def number_field(value, name, what, smallest=1):
    found = field(value, name, int, what)
    if not smallest <= found <= MAX_NUMBER:
        raise Unreadable(f"the {name} of {what} is out of range")
    return found


def count_field(value, name, what):
    return number_field(value, name, what, smallest=0)


def hash_field(value, name, what):
    return read_hash(field(value, name, str, what), name, what)


def hashes_field(value, name, what):
    return [read_hash(each, name, what) for each in field(value, name, list, what)]


def read_hash(text, name, what):
    if not isinstance(text, str):
        raise Unreadable(f"the {name} of {what} is malformed")
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise Unreadable(f"the {name} of {what} is not a hash")
    return text


UNITS_PER_SECOND = 10_000_000
UNITS_PER_DAY = 86_400 * UNITS_PER_SECOND
MAX_OFFSET = 14 * 60  # minutes, as in every time zone
TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)


def read_time(text, what):
    """Returns a time in UTC as the number of its units of 100 ns since the year 1; datetime would round it."""
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise Unreadable(f"{what} is not a time")
    try:
        since = datetime.datetime(*map(int, match.groups()[:6])) - datetime.datetime.min
    except ValueError:
        raise Unreadable(f"{what} is not a time") from None
    fraction, sign, hours, minutes = match.groups()[6:]
    offset = int(hours or 0) * 60 + int(minutes or 0)
    local = since.days * UNITS_PER_DAY + since.seconds * UNITS_PER_SECOND + int((fraction or "").ljust(7, "0"))
    time = local - (-offset if sign == "-" else offset) * 60 * UNITS_PER_SECOND
    if int(minutes or 0) > 59 or offset > MAX_OFFSET or not 0 <= time < datetime.date.max.toordinal() * UNITS_PER_DAY:
        raise Unreadable(f"{what} is not a time")
    return time


def day_of(time):
    return (datetime.date.min + datetime.timedelta(days=max(0, time // UNITS_PER_DAY))).isoformat()


def time_field(value, name, what):
    """Returns None if there is no such field."""
    return None if value.get(name) is None else read_time(value[name], f"the {name} of {what}")


def is_day(text):
    """Whether it is a day of the calendar such as 2026-01-31; some versions of Python accept other forms."""
    try:
        return re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and datetime.date.fromisoformat(text) is not None
    except ValueError:
        return False


def read_chain(name):
    """Returns stream and day."""
    parts = name.split("/")
    if len(parts) == 3 and parts[0] in STREAMS and is_day(parts[1]) and parts[2] and "\n" not in name:
        return parts[0], parts[1]
    raise Unreadable(f"'{name}' is not the name of a chain")


def decode_base64url(text, what):
    if re.fullmatch("[A-Za-z0-9_-]*", text) and len(text) % 4 != 1:
        found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        # The last character may have bits that no byte needs. There is one spelling: the one in which they are 0.
        if base64.urlsafe_b64encode(found).decode().rstrip("=") == text:
            return found
    raise Unreadable(f"{what} is not base64url")


# ---- Hashes ---------------------------------------------------------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts))


def lines_hash(*lines):
    return sha256("\n".join(str(line) for line in lines).encode()).hexdigest()


def chain_hash(chain):
    return lines_hash(BLOCK_FORMAT, chain)


def block_hash(chain, number, previous, root, details_hash):
    return lines_hash(BLOCK_FORMAT, chain, number, previous, root, details_hash)


def leaf_hash(line):
    return sha256(b"\0", line.encode()).digest()


def node_hash(left, right):
    return sha256(b"\1", left, right).digest()


def split_of(size):
    """The largest power of two below the size: so many leaves are in the left part."""
    return 1 << ((size - 1).bit_length() - 1)


def tree_root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256().digest()
    split = split_of(len(leaves))
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def root_of_path(leaf, index, size, path):
    """The root that follows from one leaf and its audit path (RFC 6962), or None if the path has another length."""
    if size < 2:
        return leaf if size == 1 and index == 0 and not path else None
    if not path:
        return None
    split, rest, sibling = split_of(size), path[:-1], path[-1]
    if index < split:
        left = root_of_path(leaf, index, split, rest)
        return None if left is None else node_hash(left, sibling)
    right = root_of_path(leaf, index - split, size - split, rest)
    return None if right is None else node_hash(sibling, right)


# ---- Signatures: ECDSA on P-256 with SHA-256 ------------------------------------------------------------------------------

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)

# Points are (X, Y, Z) with x = X/Z² and y = Y/Z³; Z = 0 is the point at infinity. Nothing here is secret, so nothing takes constant time.
INFINITY = (1, 1, 0)


def double(point):
    x, y, z = point
    if z == 0 or y == 0:
        return INFINITY
    yy = y * y % P
    s = 4 * x * yy % P
    m = 3 * (x - z * z) * (x + z * z) % P  # because A is -3
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def add(first, second):
    (x1, y1, z1), (x2, y2, z2) = first, second
    if z1 == 0 or z2 == 0:
        return second if z1 == 0 else first
    z1z1, z2z2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * z2z2 % P, x2 * z1z1 % P
    s1, s2 = y1 * z2 * z2z2 % P, y2 * z1 * z1z1 % P
    if u1 == u2:
        return double(first) if s1 == s2 else INFINITY
    h, r = u2 - u1, s2 - s1
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P


def sum_of_multiples(u1, first, u2, second):
    """u1·first + u2·second, both bit by bit at once."""
    both = add(first, second)
    total = INFINITY
    for bit in range(max(u1.bit_length(), u2.bit_length()) - 1, -1, -1):
        total = double(total)
        pick = (u1 >> bit & 1) + 2 * (u2 >> bit & 1)
        if pick:
            total = add(total, (first, second, both)[pick - 1])
    return total


def verifies(key, content, signature):
    """Whether R and S, 64 bytes, are a signature of the content by the key, a point (x, y)."""
    if len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(sha256(content).digest(), "big")
    inverse = pow(s, -1, N)
    x, _, z = sum_of_multiples(digest * inverse % N, (*G, 1), r * inverse % N, (*key, 1))
    return z != 0 and x * pow(z, -2, P) % P % N == r


def read_keys(text):
    """Returns the points of a JSON Web Key Set by their ids."""
    keys = {}
    for each in field(read_json(text, "the key set"), "keys", list, "the key set"):
        if not isinstance(each, dict) or each.get("kty") != "EC" or each.get("crv") != "P-256":
            raise Unreadable("a key is not an elliptic curve key on P-256")
        x, y = (int.from_bytes(decode_base64url(field(each, name, str, "a key"), f"the {name} of a key"), "big") for name in "xy")
        if not (x < P and y < P) or (y * y - (x * x * x + A * x + B)) % P:
            raise Unreadable("a key is not on the curve")
        keys[field(each, "kid", str, "a key")] = (x, y)
    return keys


# ---- Checkpoints -----------------------------------------------------------------------------------------------------------


class Checkpoint:
    """A checkpoint as it is in the export."""

    def __init__(self, value):
        self.number = number_field(value, "number", "a checkpoint")
        what = f"checkpoint {self.number}"
        self.text = field(value, "content", str, what)
        self.key = field(value, "key", str, what)
        self.signature = field(value, "signature", str, what)
        content = read_json(self.text, f"the content of {what}")
        if content.get("format") != CHECKPOINT_FORMAT:
            raise Unreadable(f"the format of {what} is not '{CHECKPOINT_FORMAT}'")
        self.stated_number = number_field(content, "number", what)
        self.at = read_time(content.get("at"), f"the time of {what}")
        self.previous = hash_field(content, "previous", what)
        self.chains = [ChainState(each, what) for each in field(content, "chains", list, what)]

    def shown_day(self):
        """The day of the checkpoint, or a later one that its chains show because the clock was slow: a chain is at most of the day after."""
        shown = [datetime.date.fromisoformat(state.day).toordinal() - 1 for state in self.chains]
        return datetime.date.fromordinal(max([datetime.date.fromisoformat(day_of(self.at)).toordinal(), *shown])).isoformat()

    @property
    def hash(self):
        return lines_hash(self.text, self.signature)

    def signature_problem(self, keys):
        """Returns kind and text, or None if the signature is right."""
        if self.key not in keys:
            return UNKNOWN_KEY, f"it was signed with the key '{self.key}'"
        try:
            signature = decode_base64url(self.signature, "the signature")
        except Unreadable:
            signature = b""
        return None if verifies(keys[self.key], self.text.encode(), signature) else (BROKEN, "it is not what was signed")


class ChainState:
    """How long a chain was at the time of a checkpoint."""

    def __init__(self, value, what):
        if not isinstance(value, dict):
            raise Unreadable(f"{what} names a chain that is not an object")
        self.chain = field(value, "chain", str, what)
        self.stream, self.day = read_chain(self.chain)
        self.blocks = count_field(value, "blocks", what)
        self.hash = hash_field(value, "hash", what)
        self.closed = field(value, "closed", bool, what)
        self.end = time_field(value, "to", what)


class Statements:
    """What the checkpoints say about the chains: in a temporary file, because a year of checkpoints does not fit in memory."""

    def __init__(self):
        self.database = sqlite3.connect("")
        self.database.executescript(
            """
            CREATE TABLE statement (chain TEXT, blocks INTEGER, hash TEXT, number INTEGER, PRIMARY KEY (chain, blocks)) WITHOUT ROWID;
            CREATE TABLE chain (chain TEXT PRIMARY KEY, stream TEXT, day TEXT, blocks INTEGER, closed INTEGER, number INTEGER, seen INTEGER) WITHOUT ROWID;
            """
        )

    def add(self, state, number):
        """Returns kind and text if the statement contradicts an earlier one."""
        earlier = self.database.execute("SELECT hash, number FROM statement WHERE chain = ? AND blocks = ?", (state.chain, state.blocks)).fetchone()
        if earlier and earlier[0] != state.hash:
            return FORKED, f"it gives block {state.blocks} of {state.chain} another hash than checkpoint {earlier[1]}"
        problem, longest = None, self.longest(state.chain)
        if longest and state.blocks < longest[0]:
            problem = TRUNCATED, f"it says that {state.chain} has {state.blocks} blocks, and checkpoint {longest[1]} that it has {longest[0]}"
        elif longest and longest[2] and (state.blocks > longest[0] or not state.closed):
            problem = BROKEN, f"it says that {state.chain} went on after it was closed"
        self.database.execute("INSERT OR IGNORE INTO statement VALUES (?, ?, ?, ?)", (state.chain, state.blocks, state.hash, number))
        if not longest or state.blocks >= longest[0]:
            self.database.execute(
                "REPLACE INTO chain VALUES (?, ?, ?, ?, ?, ?, 0)", (state.chain, state.stream, state.day, state.blocks, state.closed, number)
            )
        return problem

    def longest(self, chain):
        """Returns its number of blocks, the number of the checkpoint that says so, and whether it is closed; None if no checkpoint names it."""
        return self.database.execute("SELECT blocks, number, closed FROM chain WHERE chain = ?", (chain,)).fetchone()

    def hash_at(self, chain, blocks):
        """Returns the hash that a checkpoint states, and the number of the checkpoint; or None."""
        return self.database.execute("SELECT hash, number FROM statement WHERE chain = ? AND blocks = ?", (chain, blocks)).fetchone()

    def see(self, chain):
        self.database.execute("UPDATE chain SET seen = 1 WHERE chain = ?", (chain,))

    def missing(self):
        """The chains with blocks that were not in the export."""
        return self.database.execute("SELECT chain, stream, day, blocks, number FROM chain WHERE seen = 0 AND blocks > 0 ORDER BY chain")


def verify_checkpoints(lines, keys, since, findings):
    """Returns what the checkpoints state, and how many there are."""
    statements, count, links = Statements(), 0, CheckpointLinks(since, findings)
    for place, line in lines:
        count += 1
        try:
            checkpoint = Checkpoint(read_json(line, "the line"))
        except Unreadable as e:
            findings.add(UNREADABLE, place, str(e))
            links.pass_over(None)
            continue
        where = f"checkpoint {checkpoint.number}"
        wrong = checkpoint.signature_problem(keys)
        if not wrong and checkpoint.stated_number != checkpoint.number:
            wrong = BROKEN, f"it was signed as checkpoint {checkpoint.stated_number}"
        if wrong:
            # What was not signed by a known key says nothing about the log, and the gateway passes over it.
            findings.add(wrong[0], where, wrong[1])
            links.pass_over(checkpoint)
            continue
        links.add(checkpoint, where)
        named = set()
        for state in checkpoint.chains:
            if state.chain in named:
                findings.add(BROKEN, where, f"it names {state.chain} twice")
                continue
            named.add(state.chain)
            if state.blocks == 0 and state.hash != chain_hash(state.chain):
                findings.add(BROKEN, where, f"the hash of {state.chain}, which has no blocks, is not that of its name")
            contradiction = statements.add(state, checkpoint.number)
            if contradiction:
                findings.add(contradiction[0], where, contradiction[1])
    return statements, count


class CheckpointLinks:
    """Verifies that each checkpoint follows the last one before it that was signed by a known key."""

    def __init__(self, since, findings):
        self.since, self.findings = since, findings
        self.last = None  # the last one with a valid signature
        self.passed, self.passed_count = None, 0  # what has come since then without one

    def pass_over(self, checkpoint):
        """Notes one without a valid signature; None if it cannot be read."""
        number = checkpoint.number if checkpoint else max((each.number for each in (self.last, self.passed) if each), default=0) + 1
        if number > max(each.number if each else 0 for each in (self.last, self.passed)):
            self.passed_count += 1
        self.passed = checkpoint or self.passed

    def add(self, checkpoint, where):
        if self.last and checkpoint.number <= self.last.number:
            self.findings.add(REORDERED, where, f"it follows checkpoint {self.last.number}")
            if checkpoint.at < self.last.at:
                self.findings.add(BROKEN, where, "it is older than the one before")
            return
        self.verify_link(checkpoint, where)
        if self.last:
            self.verify_step(checkpoint, where)
        self.last, self.passed, self.passed_count = checkpoint, None, 0

    def verify_link(self, checkpoint, where):
        follows_last = checkpoint.previous == (self.last.hash if self.last else "0" * 64)
        follows_passed = self.passed and self.passed.number == checkpoint.number - 1 and checkpoint.previous == self.passed.hash
        # A gap between two that follow one another is what the gateway passed over and somebody has removed since.
        if follows_last or follows_passed:
            return
        first, last = (self.last.number if self.last else 0) + 1, checkpoint.number - 1
        missing = last - first + 1 - self.passed_count
        if missing <= 0:
            self.findings.add(BROKEN, where, "it does not follow the one before")
        elif self.since is None or checkpoint.shown_day() >= self.since:
            some = f"{missing} of the checkpoints {first} to {last} are" if self.passed_count else f"checkpoints {first} to {last} are"
            self.findings.add(TRUNCATED, where, f"checkpoint {first} is missing" if first == last else f"{some} missing")

    def verify_step(self, checkpoint, where):
        if checkpoint.at < self.last.at:
            self.findings.add(BROKEN, where, "it is older than the one before")
        named, day_before = {state.chain for state in checkpoint.chains}, day_of(checkpoint.at - UNITS_PER_DAY)
        for chain in sorted({state.chain for state in self.last.chains if state.chain not in named and state.day >= day_before}):
            self.findings.add(TRUNCATED, where, f"it no longer names {chain}")


# ---- The log ---------------------------------------------------------------------------------------------------------------


class Block:
    """A block as it is in the export."""

    def __init__(self, value):
        self.chain = field(value, "chain", str, "a block")
        self.stream, self.day = read_chain(self.chain)
        self.number = number_field(value, "number", f"a block of {self.chain}")
        what = f"block {self.number} of {self.chain}"
        self.previous = hash_field(value, "previous", what)
        self.root = hash_field(value, "root", what)
        self.hash = hash_field(value, "hash", what)
        self.details_text = field(value, "details", str, what)
        self.lines = field(value, "lines", list, what)
        if not all(isinstance(line, str) for line in self.lines):
            raise Unreadable(f"{what} has a line that is not text")
        details = read_json(self.details_text, f"the details of {what}")
        self.stored = count_field(details, "stored", what) if "stored" in details else 0
        self.records = count_field(details, "records", what) if "records" in details else 0
        self.first, self.last, self.through = (time_field(details, name, what) for name in ("first", "last", "through"))
        self.is_last = details.get("closes") is not None
        self.opened = details.get("opened")

    @property
    def where(self):
        return f"{self.chain}, block {self.number}"

    def without_lines(self):
        self.lines = None
        return self


class ChainWalk:
    """Verifies one chain, newest block first, while it is read. Keeps only what the next block is compared with."""

    def __init__(self, chain, statements, findings):
        self.chain, self.statements, self.findings = chain, statements, findings
        self.newest = self.lowest = None  # numbers
        self.after = None  # the block with the lowest number so far, which comes after the one to be read
        self.known_stored = 0  # the largest 'stored' of the blocks read so far

    def add(self, block):
        try:
            self.verify_block(block)
        except Unreadable as e:
            self.findings.add(UNREADABLE, block.where, str(e))
        if self.newest is None:
            self.verify_end(block)
        elif block.number == self.lowest:
            kind = BROKEN if block.hash == self.after.hash else FORKED
            self.findings.add(kind, block.where, "it occurs twice" if kind == BROKEN else "there are two blocks with this number")
            return
        elif block.number > self.lowest:
            self.findings.add(REORDERED, block.where, f"it comes after block {self.lowest}")
            return
        else:
            self.verify_step(block)
        if block.number == 1 and block.previous != chain_hash(self.chain):
            self.findings.add(BROKEN, block.where, "it does not begin this chain")
        if block.number == 1 and block.through != block.last:
            self.findings.add(BROKEN, block.where, "the latest time up to here is not that of the block")
        self.verify_statement(block)
        self.known_stored = max(self.known_stored, block.stored)
        self.lowest, self.after = block.number, block.without_lines()

    def verify_block(self, block):
        if tree_root([leaf_hash(line) for line in block.lines]).hex() != block.root:
            self.findings.add(BROKEN, block.where, "the lines are not those that were hashed")
        if block_hash(self.chain, block.number, block.previous, block.root, sha256(block.details_text.encode()).hexdigest()) != block.hash:
            self.findings.add(BROKEN, block.where, "the block is not what was hashed")
        if block.records != len(block.lines):
            self.findings.add(BROKEN, block.where, f"it has {len(block.lines)} lines, and says {block.records}")
        if block.stored >= block.number:
            self.findings.add(BROKEN, block.where, "it says that it was stored before it was sent")
        if block.number > 1 and block.opened is not None:
            self.findings.add(BROKEN, block.where, "it opens the chain and is not the first block")
        if block.is_last and block.lines:
            self.findings.add(BROKEN, block.where, "it closes the chain and has lines")
        self.verify_times(block)

    def verify_times(self, block):
        times, has_endings = [], False
        for number, line in enumerate(block.lines, 1):
            record = read_json(line, f"line {number}")
            if "id" in record:
                times.append(read_time(record.get("at"), f"the time of line {number}"))
            elif "ends" in record:
                has_endings = True
            else:
                raise Unreadable(f"line {number} is neither an entry nor an ending")
        if block.lines and (block.first is None or block.last is None or block.first > block.last):
            self.findings.add(BROKEN, block.where, "it does not say when its entries were made")
        # An ending counts with the time of its entry, which may be in another block: then the block says more than its entries do.
        elif times and not (block.first <= min(times) and max(times) <= block.last):
            self.findings.add(BROKEN, block.where, "its first and last time are not those of its entries")
        elif times and not has_endings and (block.first, block.last) != (min(times), max(times)):
            self.findings.add(BROKEN, block.where, "its first and last time are not those of its entries")

    def verify_end(self, block):
        self.newest = block.number
        longest = self.statements.longest(self.chain)
        if longest and block.number < longest[0]:
            self.findings.add(TRUNCATED, self.chain, f"its last block is {block.number}; checkpoint {longest[1]} says {longest[0]}")
        if longest and longest[2] and block.number > longest[0]:
            self.findings.add(BROKEN, self.chain, f"it went on after checkpoint {longest[1]} says that it was closed")
        if not longest or block.number > longest[0]:
            since = f"its blocks after {longest[0]}" if longest and longest[0] else "it"
            self.findings.add(NOT_YET, self.chain, f"{since} can still be replaced by a valid chain without notice")

    def verify_step(self, block):
        if block.is_last:
            self.findings.add(BROKEN, block.where, "the chain goes on after the block that closes it")
        if block.number < self.lowest - 1:
            self.verify_gap(block.number + 1, self.lowest - 1)
        elif block.hash != self.after.previous:
            self.findings.add(BROKEN, block.where, "the next block does not follow this one")
        elif self.after.through != max((time for time in (block.through, self.after.last) if time is not None), default=None):
            self.findings.add(BROKEN, self.after.where, "the latest time up to here is not that of the blocks")

    def verify_gap(self, first, last):
        what = f"block {first} is" if first == last else f"blocks {first} to {last} are"
        longest = self.statements.longest(self.chain)
        is_stated = longest is not None and longest[0] >= first
        if self.known_stored < first and self.newest - first < BLOCKS_AT_ONCE and not is_stated:
            self.findings.add(UNFINISHED, self.chain, f"{what} missing after a crash; nothing from there on was answered")
        else:
            self.findings.add(TRUNCATED, self.chain, f"{what} missing")

    def verify_statement(self, block):
        stated = self.statements.hash_at(self.chain, block.number)
        if stated and stated[0] != block.hash:
            self.findings.add(FORKED, block.where, f"it is not the block that checkpoint {stated[1]} names")

    def finish(self):
        if self.lowest is not None and self.lowest > 1:
            self.verify_gap(1, self.lowest - 1)


def verify_log(lines, statements, findings):
    """Returns how many blocks and records there are, and the days with blocks of each stream."""
    walk, ended, days, blocks, records = None, {}, set(), 0, 0
    for place, line in lines:
        try:
            block = Block(read_json(line, "the line"))
        except Unreadable as e:
            findings.add(UNREADABLE, place, str(e))
            continue
        blocks, records = blocks + 1, records + len(block.lines)
        days.add((block.stream, block.day))
        if walk is None or walk.chain != block.chain:
            if walk is not None:
                walk.finish()
            if block.chain in ended:
                findings.add(REORDERED, block.where, "the blocks of this chain are not together, or the chain occurs twice")
            walk, ended[block.chain] = ChainWalk(block.chain, statements, findings), None
            statements.see(block.chain)
        walk.add(block)
    if walk is not None:
        walk.finish()
    return blocks, records, days


def verify_presence(statements, streams, days, since, findings):
    for chain, stream, day, blocks, number in statements.missing():
        is_past_retention = since is not None and day < since and (stream, day) not in days
        if stream in streams and not is_past_retention:
            findings.add(TRUNCATED, chain, f"it is missing; checkpoint {number} says that it has {blocks} blocks")


# ---- The proof of one record -------------------------------------------------------------------------------------------------


def verify_proof(value, keys, where, findings):
    line, chain = field(value, "line", str, "the proof"), field(value, "chain", str, "the proof")
    number = number_field(value, "number", "the proof")
    read_chain(chain)
    path = [bytes.fromhex(each) for each in hashes_field(value, "path", "the proof")]
    root = root_of_path(leaf_hash(line), count_field(value, "index", "the proof"), number_field(value, "size", "the proof"), path)
    if root is None:
        raise Unreadable("the path does not have the length of one in a tree of this size")
    previous = hash_field(value, "previous", "the proof")
    if number == 1 and previous != chain_hash(chain):
        findings.add(BROKEN, where, "the block does not begin the chain")
    result = block_hash(chain, number, previous, root.hex(), hash_field(value, "details", "the proof"))
    for each in field(value, "following", list, "the proof"):
        if not isinstance(each, dict):
            raise Unreadable("a following block is not an object")
        number += 1
        result = block_hash(chain, number, result, hash_field(each, "root", "a following block"), hash_field(each, "details", "a following block"))
    if value.get("checkpoint") is None:
        findings.add(NOT_YET, where, "no checkpoint includes the record")
        return
    checkpoint = Checkpoint(field(value, "checkpoint", dict, "the proof"))
    problem = checkpoint.signature_problem(keys)
    if problem:
        findings.add(problem[0], f"checkpoint {checkpoint.number}", problem[1])
    if checkpoint.stated_number != checkpoint.number:
        findings.add(BROKEN, f"checkpoint {checkpoint.number}", f"it was signed as checkpoint {checkpoint.stated_number}")
    stated = [each for each in checkpoint.chains if each.chain == chain]
    if len(stated) != 1 or (stated[0].blocks, stated[0].hash) != (number, result):
        findings.add(BROKEN, where, f"the record does not lead to what checkpoint {checkpoint.number} says about {chain}")


def proofs_in(value):
    """A proof, or one for an entry and one for its ending."""
    if "line" in value:
        return [("proof", value)]
    found = [(name, value[name]) for name in ("entry", "ending") if value.get(name) is not None]
    if not found or not all(isinstance(each, dict) for _, each in found):
        raise Unreadable("the file has no proof")
    if len(found) == 2:
        entry, ending = (read_json(field(each, "line", str, "the proof"), "the line") for _, each in found)
        if not isinstance(entry.get("id"), str) or entry["id"] != ending.get("ends"):
            raise Unreadable("the ending is that of another entry")
    return found


# ---- The command -------------------------------------------------------------------------------------------------------------


def lines_of(paths):
    """Yields each line with its place, without those that are blank. Only a line feed ends a line."""
    for path in paths:
        with open_text(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip(" \t\r\n"):
                    yield f"{path}, line {number}", line


def read_file(path):
    with open_text(path) as file:
        return file.read()


def open_text(path):
    """Opens a file of UTF-8. Bytes that are not are read as U+FFFD."""
    return open(path, encoding="utf-8", errors="replace", newline="\n")


def day(text):
    if not is_day(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-01-31")
    return text


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(
        prog="verify_audit.py",
        description="Verifies an export of the audit log against its checkpoints, or the proof of one record.",
        epilog="Exit code: 0 nothing was found, 1 problems were found, 2 wrong usage or a file that cannot be read.",
        allow_abbrev=False,
    )
    parser.add_argument("exports", nargs="*", metavar="export.jsonl", help="GET /api/audit/export?records=true, and the same with &stream=admin")
    parser.add_argument("--checkpoints", metavar="checkpoints.jsonl", help="GET /api/audit/checkpoints, read before the exports")
    parser.add_argument("--keys", metavar="keys.json", required=True, help="GET /api/audit/keys, from a time at which you trusted the gateway")
    parser.add_argument("--from", dest="since", metavar="DAY", type=day, help="the first day that the retention keeps, such as 2026-01-31: earlier days, and checkpoints before the last one of an earlier day, may be missing")
    parser.add_argument("--stream", choices=STREAMS, help="the exports have only this stream; the other one is not missed")
    parser.add_argument("--proof", metavar="proof.json", help="GET /api/audit/{id}/proof: verifies this instead of an export")
    options = parser.parse_intermixed_args(arguments)
    if options.proof and (options.exports or options.checkpoints):
        parser.error("--proof is verified on its own, without exports and checkpoints")
    if not options.proof and not (options.exports and options.checkpoints):
        parser.error("an export and --checkpoints are needed, or --proof")
    return options


def main(arguments):
    options, findings = parse_arguments(arguments), Findings()
    try:
        try:
            keys = read_keys(read_file(options.keys))
        except Unreadable as e:
            findings.add(UNREADABLE, options.keys, str(e))
            return 1
        if options.proof:
            try:
                for where, value in proofs_in(read_json(read_file(options.proof), "the file")):
                    verify_proof(value, keys, where, findings)
            except Unreadable as e:
                findings.add(UNREADABLE, options.proof, str(e))
        else:
            statements, count = verify_checkpoints(lines_of([options.checkpoints]), keys, options.since, findings)
            blocks, records, days = verify_log(lines_of(options.exports), statements, findings)
            verify_presence(statements, [options.stream] if options.stream else STREAMS, days, options.since, findings)
            print(f"{records} records in {blocks} blocks, {count} checkpoints.")
    except OSError as e:
        print(f"{e.filename}: {e.strerror}", file=sys.stderr)
        return 2
    print("No problems." if findings.problems == 0 else f"Problems: {findings.problems}.")
    return 1 if findings.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
