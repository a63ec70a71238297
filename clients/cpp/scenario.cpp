// Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one.
#include <iostream>

#include "till_agent.hpp"

using till_agent::Json;

namespace {

till_agent::Agent agent;
Json pairing;

Json mobile(const Json &step) {
    return Json{{"type", "mobile"}, {"value", step["mobile"]}};
}

Json call(const Json &step) {
    till_agent::Request request(step["method"].is_null() ? "GET" : step["method"].text(), step["path"].text(),
                                step["body"].text());
    if (!step["timeoutMs"].is_null()) request.timeout_ms = static_cast<long>(step["timeoutMs"].integer());
    if (!step["outbox"].is_null()) request.outbox(step["outbox"].text());
    const till_agent::Answer answer = agent.call(step["upstream"].text(), request);
    Json given{{"status", static_cast<int>(answer.status)}, {"body", answer.body}, {"requestId", answer.request_id}};
    if (!answer.outbox_id.empty()) given.set("outboxId", answer.outbox_id);
    return given;
}

Json folders() {
    std::vector<Json> found;
    for (const auto &folder : till_agent::announcement_folders()) found.push_back(folder);
    return Json{{"folders", Json::list(found)}};
}

Json find(const Json &step) {
    std::vector<std::string> places;
    for (const auto &folder : step["folders"].items()) places.push_back(folder.text());
    return Json{{"port", till_agent::find_port(places)}};
}

Json may_repeat(const Json &step) {
    std::vector<Json> kept;
    for (const auto &code : step["codes"].items())
        if (till_agent::may_repeat(code.text())) kept.push_back(code);
    return Json{{"codes", Json::list(kept)}};
}

Json pair(const Json &step) {
    pairing = agent.ask_to_pair(step["name"].text(), step["upstream"].text(), {step["preset"]});
    return Json{{"pairingId", pairing["pairingId"]}, {"comparisonCode", pairing["comparisonCode"]}};
}

Json start(const Json &step) {
    const Json amount{{"minor", step["amountMinor"]}, {"currency", step["currency"]}};
    Json asked{
        {"upstream", step["upstream"]}, {"identifier", mobile(step)}, {"purpose", step["purpose"]}, {"amount", amount}};
    for (const char *fact : {"cashier", "shift", "receipt"})
        if (!step[fact].is_null()) asked.set(fact, step[fact]);
    return agent.start_verification(asked);
}

Json answer_to(const Json &step) {
    const std::string &action = step["do"].text(), &id = step["id"].text();
    const int seconds = static_cast<int>(step["waitSeconds"].integer());
    if (action == "folders") return folders();
    if (action == "find") return find(step);
    if (action == "mayRepeat") return may_repeat(step);
    if (action == "connect") {
        agent = till_agent::Agent(static_cast<int>(step["port"].integer()), step["key"].text(), step["signs"].truth());
        return Json::parse("{}");
    }
    if (action == "pair") return pair(step);
    if (action == "waitForKey") return agent.wait_for_key(pairing);
    if (action == "status") return agent.status();
    if (action == "call") return call(step);
    if (action == "outcome") return agent.outcome_of(step["requestId"].text());
    if (action == "outboxEntry") return agent.outbox_entry(id, seconds);
    if (action == "startVerification") return start(step);
    if (action == "waitForVerification") return agent.wait_for_verification(id, seconds);
    if (action == "giveCode") return agent.give_code(id, step["code"].text());
    if (action == "resendCode") return agent.resend_code(id);
    if (action == "cancelVerification") return agent.cancel_verification(id);
    if (action == "checkStatement") return agent.check_statement(step["statement"].text(), mobile(step));
    throw std::invalid_argument("There is no such step.");
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        Json answer;
        try {
            answer = answer_to(Json::parse(line));
        } catch (const till_agent::Fault &fault) {
            answer.set("fault", Json{{"code", fault.code},
                                     {"remedy", fault.remedy},
                                     {"mayHaveHappened", fault.may_have_happened},
                                     {"requestId", fault.request_id},
                                     {"retryAfterSeconds", fault.retry_after_seconds}});
        }
        std::cout << answer.write() << std::endl;
    }
}
