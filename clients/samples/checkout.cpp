// A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud.
//
//   g++ -std=c++11 -I clients/cpp clients/samples/checkout.cpp -lcurl -o checkout && TILL_AGENT_KEY=ta_… ./checkout
#include <ctime>
#include <iostream>

#include "till_agent.hpp"

using till_agent::Json;

static std::string ask(const std::string &question) {
    std::string answer;
    std::cout << question << std::endl;
    std::getline(std::cin, answer);
    return answer;
}

static void serve(till_agent::Agent &agent, const std::string &mobile) {
    const Json found = agent.call("loyalty", {"GET", "/v1.1/customer/get?format=json&mobile=" + mobile}).json();
    const Json customer = found["response"]["customers"]["customer"].items().at(0);
    std::cout << "Customer: " << customer["firstname"].text() << std::endl;

    const Json identifier{{"type", "mobile"}, {"value", "+" + mobile}};
    Json verification = agent.start_verification(Json{{"upstream", "loyalty"}, {"identifier", identifier}, {"purpose", "sale"}});
    while (verification["state"].text() == "code-sent")
        verification = agent.give_code(verification["id"].text(), ask("Code?"));
    std::cout << "Verification: " << verification["state"].text() << std::endl;

    const std::string amount = ask("Amount?");
    const std::time_t now = std::time(nullptr);
    char sold_at[20];
    std::strftime(sold_at, sizeof sold_at, "%Y-%m-%d %H:%M:%S", std::localtime(&now));
    const std::string bill = "B-" + std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
    const Json sale{{"type", "regular"}, {"number", bill}, {"amount", amount}, {"billing_time", sold_at}, {"customer", Json{{"mobile", mobile}}}};
    const Json body{{"root", Json{{"transaction", Json::list({sale})}}}};
    till_agent::Request request("POST", "/v1.1/transaction/add?format=json", body.write());
    const till_agent::Answer answer = agent.call("loyalty", request.outbox("accept"));
    std::cout << "Sale: " << (answer.outbox_id.empty() ? std::to_string(answer.status) : "kept, and will be sent") << std::endl;
}

int main() {
    const char *port = std::getenv("TILL_AGENT_PORT"), *key = std::getenv("TILL_AGENT_KEY");
    till_agent::Agent agent(port ? std::atoi(port) : till_agent::find_port(), key ? key : "");
    for (std::string mobile; !(mobile = ask("Mobile?")).empty();) {
        try {
            serve(agent, mobile);
        } catch (const till_agent::Fault &fault) {
            std::cout << fault.what() << " " << fault.remedy << std::endl;
        }
    }
}
