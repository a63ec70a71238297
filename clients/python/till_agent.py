"""Client of the Till Agent for Python 3.8 and newer. Copy this file; it needs nothing but the standard library.

What each fault means for a sale: docs/integrate.md.
"""

import hashlib
import hmac
import http.client
import json
import os
import re
import secrets
import socket
import sys
import time

# After these the request had no effect, so it may be sent again. AGENT_UNREACHABLE is this client's own.
REPEATABLE = frozenset(
    ["AGENT_UNREACHABLE", "UPSTREAM_UNREACHABLE", "UPSTREAM_BUSY", "UPSTREAM_NOT_READY", "TOKEN_EXPIRED", "TOO_MANY_REQUESTS"]
)


def may_repeat(code):
    """Whether the same request may be sent again at once, or after Retry-After. Never after anything else."""
    return code in REPEATABLE


class Fault(Exception):
    """A refusal of the agent. An answer of the cloud is never one, whatever its status."""

    def __init__(self, problem):
        super().__init__(problem["detail"])
        self.code = problem["code"]
        self.detail = problem["detail"]
        #: Show it to the cashier with the detail: what to do.
        self.remedy = problem["remedy"]
        self.status = problem.get("status", 0)
        self.request_id = problem.get("requestId")
        self.retry_after_seconds = problem.get("retryAfterSeconds")
        #: The write may have taken effect: ask `outcome_of` or look, and never just send it again.
        self.may_have_happened = self.code == "OUTCOME_UNKNOWN" or problem.get("mayHaveHappened") is True

    @property
    def may_repeat(self):
        """As `may_repeat`. An upstream that is not ready and says no time waits for a person."""
        waits_for_person = self.code == "UPSTREAM_NOT_READY" and self.retry_after_seconds is None
        return may_repeat(self.code) and not waits_for_person


class Answer:
    """What the cloud answered; or, with `outbox_id`, that the agent keeps the request and sends it later."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body
        #: To ask about this request later: `outcome_of`.
        self.request_id = headers.get("Till-Agent-Request-Id")
        kept = re.match(r"/v1/outbox/(.+)$", headers.get("Location", "")) if status == 202 else None
        self.outbox_id = kept.group(1) if kept else None

    def json(self):
        return json.loads(self.body)


def announcement_folders(environ=os.environ, platform=sys.platform):
    """Where the agent of this machine writes port.json: for all users first, then for this one."""
    if platform == "win32":
        parents = [environ.get("ProgramData"), environ.get("LOCALAPPDATA")]
    elif platform == "darwin":
        shared = "/Library/Application Support"
        parents = [shared, environ["HOME"] + shared if environ.get("HOME") else None]
    else:
        parents = ["/run", environ.get("XDG_RUNTIME_DIR")]
    return [os.path.join(parent, "till-agent") for parent in parents if parent]


def find_port(folders=None):
    """The port of the agent of this machine, or the default one where it has not announced itself."""
    for folder in announcement_folders() if folders is None else folders:
        try:
            with open(os.path.join(folder, "port.json"), encoding="utf-8") as file:
                announcement = json.load(file)
            if _is_running(announcement["pid"]):
                return announcement["port"]
        except (OSError, ValueError, KeyError):
            pass  # There is no agent for this circle of users.
    return 47600


def _is_running(pid):
    if sys.platform == "win32":
        return True  # os.kill would end it there.
    try:
        os.kill(pid, 0)
        return True
    except PermissionError:
        return True  # It runs as another user.
    except OSError:
        return False


class TillAgent:
    """The agent of this machine. May be used by one thread at a time; each call opens its own connection."""

    def __init__(self, port=47600, key=None, signs=False):
        """:param key: what pairing or `till-agent client add` gave; without it this program can only ask to be paired
        :param signs: sign each request in place of sending the key, for a client added with --signed
        """
        self._port = port
        self._key = key
        self._signs = signs
        self._proven_until = 0.0

    def ask_to_pair(self, name, grants, days=None):
        """Asks the person at the till for a key. Show `comparisonCode` of the answer, then `wait_for_key`.

        :param grants: such as [{"upstream": "loyalty", "allow": ["capillary:sell"]}]
        """
        request = {"name": name, "grants": grants}
        if days is not None:
            request["days"] = days
        return self._own("POST", "/v1/pairings", request)

    def wait_for_key(self, pairing):
        """Waits until the person has answered: `state` is granted, refused or expired.

        The `key` comes once: store it where only this program can read it. This client uses it from then on.
        """
        headers = {"Authorization": "Bearer " + pairing["pollSecret"]}
        while True:
            answer = self._own("GET", "/v1/pairings/" + pairing["pairingId"], headers=headers)
            self._key = answer.get("key", self._key)
            if answer["state"] != "pending":
                return answer
            time.sleep(1)

    def status(self):
        """How the agent and the upstreams granted to this client are."""
        return self._own("GET", "/v1/status")

    def call(self, upstream, path, method="GET", body=None, headers=None, timeout_ms=30000, outbox=None):
        """Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.

        :param path: with its query, as the cloud's documentation has it
        :param timeout_ms: for the whole call, repeats and pauses included
        :param outbox: "accept" keeps this write on disk and sends it later if it cannot be sent now
        :raises Fault: with `may_have_happened` a write may have taken effect
        """
        headers = dict(headers or {})
        if outbox is not None:
            headers["Till-Agent-Outbox"] = outbox
        return self._send(method, "/via/" + upstream + path, body, headers, timeout_ms)

    def outcome_of(self, request_id):
        """Did it happen? `state` is not-sent, done, refused or unknown. Known for 7 days."""
        return self._own("GET", "/v1/requests/" + request_id)

    def outbox_entry(self, entry_id, wait_seconds=0):
        """A write that the outbox keeps; waits up to 30 seconds until its state changes."""
        return self._own("GET", "/v1/outbox/%s?waitSeconds=%d" % (entry_id, wait_seconds))

    def start_verification(
        self, upstream, identifier, purpose=None, amount=None, cashier=None, shift=None, receipt=None
    ):
        """Sends the customer a one-time code.

        :param identifier: {"type": "mobile", "value": "+919999999993"}, or "email"
        :param purpose: what the customer agrees to; part of the statement
        :param amount: {"minor": 125000, "currency": "INR"}, in the smallest unit of the currency
        :param cashier: name or number; with the shift and the number of the receipt for the statement and the audit trail
        """
        start = {"upstream": upstream, "identifier": identifier}
        optional = {"purpose": purpose, "amount": amount, "cashier": cashier, "shift": shift, "receipt": receipt}
        start.update((name, value) for name, value in optional.items() if value is not None)
        return self._own("POST", "/v1/verifications", start)

    def wait_for_verification(self, verification_id, wait_seconds=30):
        """Waits up to 30 seconds until the verification changes, here or on the cashier's screen."""
        return self._own("GET", "/v1/verifications/%s?waitSeconds=%d" % (verification_id, wait_seconds))

    def give_code(self, verification_id, code):
        """A wrong code is no fault: `state` stays code-sent, and `triesLeft` is one less."""
        return self._own("POST", "/v1/verifications/%s/code" % verification_id, {"code": code})

    def resend_code(self, verification_id):
        return self._own("POST", "/v1/verifications/%s/resend" % verification_id)

    def cancel_verification(self, verification_id):
        return self._own("DELETE", "/v1/verifications/" + verification_id)

    def check_statement(self, statement, identifier=None):
        """Has the agent check a statement, since Python's own library cannot. Compare purpose and amount yourself."""
        check = {"statement": statement}
        if identifier is not None:
            check["identifier"] = identifier
        return self._own("POST", "/v1/statements/check", check)

    def _own(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        # Longer than the longest wait that can be asked for.
        return self._send(method, path, body, headers, 40000).json()

    def _send(self, method, path, body, headers, timeout_ms):
        """Sends once, and again after faults that say that nothing happened, until the time is up."""
        ends_at = time.monotonic() + timeout_ms / 1000
        while True:
            try:
                if self._key is not None and _needs_key(path):
                    self._check_agent(ends_at - time.monotonic())
                return self._send_once(method, path, body, headers, ends_at - time.monotonic())
            except Fault as fault:
                pause = fault.retry_after_seconds or 1
                if not fault.may_repeat or time.monotonic() + pause >= ends_at:
                    raise
                time.sleep(pause)

    def _check_agent(self, seconds_left):
        """Has who listens there prove that it is the agent, before it is sent the key.

        While the agent is away another program can take its port. Asks again after a broken connection, and once a minute.
        """
        if time.monotonic() < self._proven_until:
            return
        nonce = secrets.token_urlsafe(32)
        # A key is ta_<client>_<43 letters>.
        request = json.dumps({"client": self._key[3:-44], "nonce": nonce})
        headers = {"Content-Type": "application/json"}
        answer = self._send_once("POST", "/v1/proof", request, headers, seconds_left)
        if not _is_proof(answer, self._key, nonce, self._port):
            raise Fault(_NOT_PROVEN)
        self._proven_until = time.monotonic() + 60

    def _send_once(self, method, path, body, headers, seconds_left):
        headers = dict(headers, **{"Till-Agent-Timeout-Ms": str(min(max(int(seconds_left * 1000), 100), 60000))})
        payload = body.encode("utf-8") if isinstance(body, str) else body
        if self._key is not None and _needs_key(path):
            if self._signs:
                headers["Till-Agent-Signature"] = _signature(self._key, method, path, payload or b"", self._port)
            else:
                headers["Till-Agent-Key"] = self._key
        # A connection of its own for each request: nothing sends a write again because an old connection had closed.
        # The agent says by itself when the time is up; it is given two seconds to say so.
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=max(seconds_left, 0) + 2)
        try:
            try:
                connection.connect()
            except OSError:
                self._proven_until = 0.0
                raise Fault(_UNREACHABLE) from None
            try:
                connection.request(method, path, payload, headers)
                response = connection.getresponse()
                answer = Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
            except (http.client.HTTPException, socket.timeout, OSError):
                self._proven_until = 0.0
                is_write = method not in ("GET", "HEAD") and path != "/v1/proof"
                raise Fault(dict(_SILENT, mayHaveHappened=is_write)) from None
        finally:
            connection.close()
        if "Till-Agent-Fault" in answer.headers:
            raise Fault(answer.json())
        return answer


def _needs_key(path):
    """Whether a call is made in the name of a client. The others are not sent the key."""
    return path != "/v1/proof" and not path.startswith("/v1/pairings")


def _signature(key, method, path, payload, port):
    """Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute."""
    nonce = secrets.token_urlsafe(16)
    digest = hashlib.sha256(payload).hexdigest()
    time_ms = str(int(time.time() * 1000))
    signed = "\n".join(["till-agent request", method, path, digest, nonce, time_ms, str(port)])
    mac = hmac.new(hashlib.sha256(key.encode()).digest(), signed.encode(), hashlib.sha256).hexdigest()
    # A key is ta_<client>_<43 letters>.
    return " ".join([key[3:-44], time_ms, nonce, digest, mac])


def _is_proof(answer, key, nonce, port):
    """Whether the answer is by somebody who has the digest of this key, and was asked at this port."""
    try:
        given = answer.json()
        proven = "till-agent proof %s %s %d" % (nonce, given["agentNonce"], port)
        expected = hmac.new(hashlib.sha256(key.encode()).digest(), proven.encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, given["proof"])
    except (ValueError, KeyError, TypeError):
        return False  # It is no JSON, or none of the agent's.


_NOT_PROVEN = {
    "code": "AGENT_NOT_PROVEN",
    "detail": "Another program than the till agent listens at its port, or the agent no longer knows this key.",
    "remedy": "Run till-agent doctor, which names the program. If it is the agent, pair this program anew.",
}
_UNREACHABLE = {
    "code": "AGENT_UNREACHABLE",
    "detail": "The till agent does not run on this machine, or listens on another port.",
    "remedy": "Start the till agent.",
}
_SILENT = {
    "code": "AGENT_SILENT",
    "detail": "The till agent broke off, or did not answer in time.",
    "remedy": "Look in the cloud whether it happened before you do it again.",
}
