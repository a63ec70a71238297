"""Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one."""

import json
import sys

from till_agent import Fault, TillAgent, announcement_folders, find_port, may_repeat

agent = None
pairing = None


def connect(port, key=None, signs=False):
    global agent
    agent = TillAgent(port, key, signs)
    return {}


def pair(name, upstream, preset):
    global pairing
    pairing = agent.ask_to_pair(name, [{"upstream": upstream, "allow": [preset]}])
    return {"pairingId": pairing["pairingId"], "comparisonCode": pairing["comparisonCode"]}


def call(upstream, path, method="GET", body=None, timeoutMs=30000, outbox=None):
    headers = {} if body is None else {"Content-Type": "application/json"}
    answer = agent.call(upstream, path, method, body, headers, timeoutMs, outbox)
    kept = {} if answer.outbox_id is None else {"outboxId": answer.outbox_id}
    return dict(kept, status=answer.status, body=answer.body, requestId=answer.request_id)


def start(upstream, mobile, purpose, amountMinor, currency, **sale):
    amount = {"minor": amountMinor, "currency": currency}
    return agent.start_verification(upstream, {"type": "mobile", "value": mobile}, purpose, amount, **sale)


steps = {
    "folders": lambda: {"folders": announcement_folders()},
    "find": lambda folders: {"port": find_port(folders)},
    "mayRepeat": lambda codes: {"codes": [code for code in codes if may_repeat(code)]},
    "connect": connect,
    "pair": pair,
    "waitForKey": lambda: agent.wait_for_key(pairing),
    "status": lambda: agent.status(),
    "call": call,
    "outcome": lambda requestId: agent.outcome_of(requestId),
    "outboxEntry": lambda id, waitSeconds: agent.outbox_entry(id, waitSeconds),
    "startVerification": start,
    "waitForVerification": lambda id, waitSeconds: agent.wait_for_verification(id, waitSeconds),
    "giveCode": lambda id, code: agent.give_code(id, code),
    "resendCode": lambda id: agent.resend_code(id),
    "cancelVerification": lambda id: agent.cancel_verification(id),
    "checkStatement": lambda statement, mobile: agent.check_statement(statement, {"type": "mobile", "value": mobile}),
}

for line in sys.stdin:
    step = json.loads(line)
    try:
        answer = steps[step.pop("do")](**step)
    except Fault as fault:
        answer = {"fault": {"code": fault.code, "remedy": fault.remedy, "mayHaveHappened": fault.may_have_happened}}
        answer["fault"].update(requestId=fault.request_id, retryAfterSeconds=fault.retry_after_seconds)
    print(json.dumps(answer), flush=True)
