"""A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud.

TILL_AGENT_KEY=ta_… python3 clients/samples/checkout.py
"""

import json
import os
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "../python"))
from till_agent import Fault, TillAgent, find_port

agent = TillAgent(int(os.environ.get("TILL_AGENT_PORT") or find_port()), os.environ["TILL_AGENT_KEY"])


def ask(question):
    print(question, flush=True)
    return sys.stdin.readline().strip()


def serve(mobile):
    found = agent.call("loyalty", "/v1.1/customer/get?format=json&mobile=" + mobile).json()
    customer = found["response"]["customers"]["customer"][0]
    print("Customer: %s" % customer["firstname"])

    verification = agent.start_verification("loyalty", {"type": "mobile", "value": "+" + mobile}, "sale")
    while verification["state"] == "code-sent":
        verification = agent.give_code(verification["id"], ask("Code?"))
    print("Verification: %s" % verification["state"])

    bill = "B-%d" % time.time_ns()
    amount = float(ask("Amount?"))
    sold_at = time.strftime("%Y-%m-%d %H:%M:%S")
    sale = {"type": "regular", "number": bill, "amount": amount, "billing_time": sold_at, "customer": {"mobile": mobile}}
    body = json.dumps({"root": {"transaction": [sale]}})
    headers = {"Content-Type": "application/json"}
    answer = agent.call("loyalty", "/v1.1/transaction/add?format=json", "POST", body, headers, outbox="accept")
    print("Sale: %s" % ("kept, and will be sent" if answer.outbox_id else answer.status))


while True:
    mobile = ask("Mobile?")
    if not mobile:
        break
    try:
        serve(mobile)
    except Fault as fault:
        print("%s %s" % (fault, fault.remedy))
