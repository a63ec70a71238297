// Client of the Till Agent for C++11. Copy this header; it needs libcurl (link with -lcurl) and nothing else.
// What each fault means for a sale: docs/integrate.md. Call curl_global_init before you start threads.
#ifndef TILL_AGENT_HPP
#define TILL_AGENT_HPP

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace till_agent {

/** As much of JSON (RFC 8259) as the agent writes. What is absent reads as null, so `json["a"]["b"].text()` never throws. */
class Json {
public:
    enum Kind { null, boolean, number, string, array, object };

    Json() = default;
    Json(bool value) : kind_(boolean), text_(value ? "true" : "false") {}
    Json(int value) : kind_(number), text_(std::to_string(value)) {}
    Json(long long value) : kind_(number), text_(std::to_string(value)) {}
    Json(const char *value) : kind_(string), text_(value) {}
    Json(std::string value) : kind_(string), text_(std::move(value)) {}
    /** An object: `Json{{"minor", 125000}, {"currency", "INR"}}`. */
    Json(std::initializer_list<std::pair<std::string, Json>> members) : kind_(object) {
        for (const auto &member : members) set(member.first, member.second);
    }

    static Json list(std::vector<Json> items) {
        Json made;
        made.kind_ = array;
        made.items_ = std::move(items);
        return made;
    }

    /** @throws std::runtime_error when it is no JSON */
    static Json parse(const std::string &text) {
        std::size_t at = 0;
        return read(text, at);
    }

    bool is_null() const { return kind_ == null; }
    bool truth() const { return kind_ == boolean && text_ == "true"; }
    /** Of a text; of a number its digits. */
    const std::string &text() const { return text_; }
    long long integer() const { return std::strtoll(text_.c_str(), nullptr, 10); }
    const std::vector<Json> &items() const { return items_; }

    const Json &operator[](const std::string &name) const {
        static const Json absent;
        for (std::size_t at = 0; at < names_.size(); at++)
            if (names_[at] == name) return items_[at];
        return absent;
    }

    void set(const std::string &name, Json value) {
        kind_ = object;
        names_.push_back(name);
        items_.push_back(std::move(value));
    }

    std::string write() const {
        if (kind_ == null) return "null";
        if (kind_ == string) return quoted(text_);
        if (kind_ != array && kind_ != object) return text_;
        std::string made;
        for (std::size_t at = 0; at < items_.size(); at++)
            made += (at ? "," : "") + (kind_ == object ? quoted(names_[at]) + ":" : std::string()) + items_[at].write();
        return (kind_ == array ? "[" : "{") + made + (kind_ == array ? "]" : "}");
    }

private:
    Kind kind_ = null;
    std::string text_;
    std::vector<std::string> names_;
    std::vector<Json> items_;

    static char peek(const std::string &text, std::size_t &at) {
        while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) at++;
        if (at >= text.size()) throw std::runtime_error("The JSON ends too early.");
        return text[at];
    }

    static Json read(const std::string &text, std::size_t &at) {
        Json made;
        const char first = peek(text, at);
        if (first == '{' || first == '[') {
            const char last = first == '{' ? '}' : ']';
            made.kind_ = first == '{' ? object : array;
            for (at++; peek(text, at) != last;) {
                if (first == '{') {
                    made.names_.push_back(read_string(text, at));
                    if (peek(text, at) != ':') throw std::runtime_error("No JSON.");
                    at++;
                }
                made.items_.push_back(read(text, at));
                if (peek(text, at) == ',') at++;
            }
            at++;
        } else if (first == '"') {
            made = Json(read_string(text, at));
        } else {
            while (at < text.size() && !std::strchr(",]} \t\r\n", text[at])) made.text_ += text[at++];
            made.kind_ = made.text_ == "null" ? null : std::isalpha(static_cast<unsigned char>(made.text_[0])) ? boolean : number;
        }
        return made;
    }

    static std::string read_string(const std::string &text, std::size_t &at) {
        if (peek(text, at) != '"') throw std::runtime_error("No JSON.");
        std::string made;
        for (at++; text.at(at) != '"'; at++) {
            if (text[at] != '\\') {
                made += text[at];
                continue;
            }
            const char letter = text.at(++at);
            static const std::string from = "bfnrt", to = "\b\f\n\r\t";
            if (letter == 'u') append_utf8(made, text, at);
            else made += from.find(letter) == std::string::npos ? letter : to[from.find(letter)];
        }
        at++;
        return made;
    }

    /** From `u` of an escape to its last digit, and over the second half of a pair. */
    static void append_utf8(std::string &made, const std::string &text, std::size_t &at) {
        unsigned long point = std::stoul(text.substr(at + 1, 4), nullptr, 16);
        at += 4;
        if (point >= 0xd800 && point < 0xdc00 && text.compare(at + 1, 2, "\\u") == 0) {
            point = 0x10000 + ((point - 0xd800) << 10) + (std::stoul(text.substr(at + 3, 4), nullptr, 16) - 0xdc00);
            at += 6;
        }
        if (point < 0x80) {
            made += static_cast<char>(point);
            return;
        }
        const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        made += static_cast<char>((0xff00 >> (more + 1) & 0xff) | point >> 6 * more);
        for (int left = more - 1; left >= 0; left--) made += static_cast<char>(0x80 | (point >> 6 * left & 0x3f));
    }

    static std::string quoted(const std::string &text) {
        std::string made = "\"";
        for (const char letter : text) {
            char escape[7];
            if (letter == '"' || letter == '\\') made += '\\';
            if (static_cast<unsigned char>(letter) < ' ') {
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(letter));
                made += escape;
            } else {
                made += letter;
            }
        }
        return made + '"';
    }
};

/** Whether the same request may be sent again at once, or after Retry-After. Never after anything else. */
inline bool may_repeat(const std::string &code) {
    // AGENT_UNREACHABLE is this client's own.
    static const char *const codes[] = {"AGENT_UNREACHABLE", "UPSTREAM_UNREACHABLE", "UPSTREAM_BUSY",
                                        "UPSTREAM_NOT_READY", "TOKEN_EXPIRED", "TOO_MANY_REQUESTS"};
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

/** A refusal of the agent; `what()` says what happened. An answer of the cloud is never one, whatever its status. */
struct Fault : std::runtime_error {
    explicit Fault(const Json &problem)
        : std::runtime_error(problem["detail"].text()), code(problem["code"].text()), remedy(problem["remedy"].text()),
          request_id(problem["requestId"].text()), retry_after_seconds(problem["retryAfterSeconds"].integer()),
          may_have_happened(code == "OUTCOME_UNKNOWN" || problem["mayHaveHappened"].truth()) {}

    /** As `may_repeat`. An upstream that is not ready and says no time waits for a person. */
    bool may_repeat() const {
        const bool waits_for_person = code == "UPSTREAM_NOT_READY" && retry_after_seconds == 0;
        return till_agent::may_repeat(code) && !waits_for_person;
    }

    std::string code;
    /** Show it to the cashier with `what()`: what to do. */
    std::string remedy;
    std::string request_id;
    /** 0 where the agent does not say. */
    long long retry_after_seconds;
    /** The write may have taken effect: ask `outcome_of` or look, and never just send it again. */
    bool may_have_happened;
};

/** What the cloud answered; or, with `outbox_id`, that the agent keeps the request and sends it later. */
struct Answer {
    long status = 0;
    std::string body;
    /** To ask about this request later: `outcome_of`. */
    std::string request_id;
    std::string outbox_id;
    Json json() const { return Json::parse(body); }
};

struct Request {
    std::string method;
    /** With its query, as the cloud's documentation has it. */
    std::string path;
    std::string body;
    std::map<std::string, std::string> headers;
    /** For the whole call, repeats and pauses included. */
    long timeout_ms = 30000;

    Request(std::string method, std::string path, std::string body = "")
        : method(std::move(method)), path(std::move(path)), body(std::move(body)) {
        if (!this->body.empty()) headers["Content-Type"] = "application/json";
    }
    /** "accept": keep this write on disk and send it later if it cannot be sent now. */
    Request &outbox(const std::string &wish) { return headers["Till-Agent-Outbox"] = wish, *this; }
};

/** SHA-256 (FIPS 180-4) and HMAC by it (RFC 2104), which C++ itself has not. Both return 32 bytes. */
struct Sha256 {
    static std::string digest(std::string text) {
        std::uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
        const std::uint64_t bits = 8 * static_cast<std::uint64_t>(text.size());
        text += '\x80';
        while (text.size() % 64 != 56) text += '\0';
        for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(bits >> shift & 0xff);
        for (std::size_t at = 0; at < text.size(); at += 64) add_block(state, text.data() + at);
        std::string made;
        for (const std::uint32_t word : state)
            for (int shift = 24; shift >= 0; shift -= 8) made += static_cast<char>(word >> shift & 0xff);
        return made;
    }

    static std::string hmac(std::string key, const std::string &text) {
        if (key.size() > 64) key = digest(key);
        key.resize(64, '\0');
        std::string inner, outer;
        for (const char letter : key) inner += static_cast<char>(letter ^ 0x36), outer += static_cast<char>(letter ^ 0x5c);
        return digest(outer + digest(inner + text));
    }

private:
    static std::uint32_t rotated(std::uint32_t word, int count) { return word >> count | word << (32 - count); }

    static void add_block(std::uint32_t *state, const char *block) {
        static const std::uint32_t constants[64] = {
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
            0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
            0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
            0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
            0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
        std::uint32_t words[64] = {}, s[8];
        for (int at = 0; at < 64; at++) words[at / 4 % 16] = words[at / 4 % 16] << 8 | static_cast<unsigned char>(block[at]);
        for (int at = 16; at < 64; at++) {
            const std::uint32_t early = words[at - 15], late = words[at - 2];
            words[at] = words[at - 16] + words[at - 7] + (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3) +
                        (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10);
        }
        std::copy(state, state + 8, s);
        for (int at = 0; at < 64; at++) {
            const std::uint32_t first = s[7] + (rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)) +
                                        ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[at] + words[at];
            const std::uint32_t second = (rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)) +
                                         ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            std::copy_backward(s, s + 7, s + 8);
            s[4] += first;
            s[0] = first + second;
        }
        for (int at = 0; at < 8; at++) state[at] += s[at];
    }
};

/** Where the agent of this machine writes port.json: for all users first, then for this one. */
inline std::vector<std::string> announcement_folders() {
    const auto environment = [](const char *name) {
        const char *value = std::getenv(name);
        return std::string(value ? value : "");
    };
#if defined(_WIN32)
    const std::string parents[] = {environment("ProgramData"), environment("LOCALAPPDATA")}, separator = "\\";
#elif defined(__APPLE__)
    const std::string shared = "/Library/Application Support", separator = "/", parents[] = {shared, environment("HOME") + shared};
#else
    const std::string parents[] = {"/run", environment("XDG_RUNTIME_DIR")}, separator = "/";
#endif
    std::vector<std::string> folders;
    for (const auto &parent : parents)
        if (!parent.empty()) folders.push_back(parent + separator + "till-agent");
    return folders;
}

/**
 * The port of the agent of this machine, or the default one where it has not announced itself. A file that a crash has left names
 * a port that nobody listens on: AGENT_UNREACHABLE.
 */
inline int find_port(const std::vector<std::string> &folders = announcement_folders()) {
    for (const auto &folder : folders) {
        std::ifstream file(folder + "/port.json");
        std::stringstream text;
        if (!file || !(text << file.rdbuf())) continue;
        try {
            return static_cast<int>(Json::parse(text.str())["port"].integer());
        } catch (const std::exception &) {
            // There is no agent for this circle of users.
        }
    }
    return 47600;
}

/** The agent of this machine. May be used by one thread at a time; each request opens its own connection. */
class Agent {
public:
    /** @param key what pairing or `till-agent client add` gave; without it this program can only ask to be paired */
    explicit Agent(int port = 47600, std::string key = "", bool signs = false)
        : port_(port), key_(std::move(key)), signs_(signs) {}

    /** Asks the person at the till for a key. Show "comparisonCode" of the answer, then `wait_for_key`. */
    Json ask_to_pair(const std::string &name, const std::string &upstream, const std::vector<Json> &allow) {
        const Json grant{{"upstream", upstream}, {"allow", Json::list(allow)}};
        return own("POST", "/v1/pairings", Json{{"name", name}, {"grants", Json::list({grant})}}.write());
    }

    /**
     * Waits until the person has answered: "state" is granted, refused or expired. The "key" comes once: store it where only this
     * program can read it. This client uses it from then on.
     */
    Json wait_for_key(const Json &pairing) {
        for (;;) {
            Request poll("GET", "/v1/pairings/" + pairing["pairingId"].text());
            poll.headers["Authorization"] = "Bearer " + pairing["pollSecret"].text();
            const Json answer = send(poll).json();
            if (!answer["key"].is_null()) key_ = answer["key"].text();
            if (answer["state"].text() != "pending") return answer;
            pause(1);
        }
    }

    /** How the agent and the upstreams granted to this client are. */
    Json status() { return own("GET", "/v1/status"); }

    /**
     * Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
     *
     * @throws Fault with `may_have_happened` a write may have taken effect
     */
    Answer call(const std::string &upstream, Request request) {
        request.path = "/via/" + upstream + request.path;
        return send(request);
    }

    /** Did it happen? "state" is not-sent, done, refused or unknown. Known for 7 days. */
    Json outcome_of(const std::string &request_id) { return own("GET", "/v1/requests/" + request_id); }

    /** A write that the outbox keeps; waits up to 30 seconds until its state changes. */
    Json outbox_entry(const std::string &id, int wait_seconds = 0) {
        return own("GET", "/v1/outbox/" + id + "?waitSeconds=" + std::to_string(wait_seconds));
    }

    /**
     * Sends the customer a one-time code.
     *
     * @param start such as {{"upstream", "loyalty"}, {"identifier", Json{{"type", "mobile"}, {"value", "+919999999993"}}}}; may have
     *   "purpose", what the customer agrees to, "amount", Json{{"minor", 125000}, {"currency", "INR"}}, and "cashier" (name or
     *   number), "shift" and "receipt" (its number), for the statement and the audit trail
     */
    Json start_verification(const Json &start) { return own("POST", "/v1/verifications", start.write()); }

    /** Waits up to 30 seconds until the verification changes, here or on the cashier's screen. */
    Json wait_for_verification(const std::string &id, int wait_seconds = 30) {
        return own("GET", "/v1/verifications/" + id + "?waitSeconds=" + std::to_string(wait_seconds));
    }

    /** A wrong code is no fault: "state" stays code-sent, and "triesLeft" is one less. */
    Json give_code(const std::string &id, const std::string &code) {
        return own("POST", "/v1/verifications/" + id + "/code", Json{{"code", code}}.write());
    }

    Json resend_code(const std::string &id) { return own("POST", "/v1/verifications/" + id + "/resend"); }

    Json cancel_verification(const std::string &id) { return own("DELETE", "/v1/verifications/" + id); }

    /** Has the agent check a statement, since C++ itself cannot. Compare purpose and amount yourself. */
    Json check_statement(const std::string &statement, const Json &identifier) {
        return own("POST", "/v1/statements/check", Json{{"statement", statement}, {"identifier", identifier}}.write());
    }

private:
    using Clock = std::chrono::steady_clock;

    int port_;
    std::string key_;
    bool signs_;
    Clock::time_point proven_until_ = Clock::time_point::min();

    static void pause(long long seconds) { std::this_thread::sleep_for(std::chrono::seconds(seconds)); }

    Json own(const std::string &method, const std::string &path, const std::string &body = "") {
        Request request(method, path, body);
        // Longer than the longest wait that can be asked for.
        request.timeout_ms = 40000;
        return send(request).json();
    }

    /** Sends once, and again after faults that say that nothing happened, until the time is up. */
    Answer send(const Request &request) {
        const auto ends_at = Clock::now() + std::chrono::milliseconds(request.timeout_ms);
        for (;;) {
            long long seconds = 1;
            try {
                const auto left_ms = [ends_at] {
                    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(ends_at - Clock::now());
                    return static_cast<long>(left.count());
                };
                if (!key_.empty() && needs_key(request)) check_agent(left_ms());
                return send_once(request, left_ms());
            } catch (const Fault &fault) {
                seconds = std::max(fault.retry_after_seconds, seconds);
                if (!fault.may_repeat() || Clock::now() + std::chrono::seconds(seconds) >= ends_at) throw;
            }
            pause(seconds);
        }
    }

    /**
     * Has who listens there prove that it is the agent, before it is sent the key: while the agent is away another program can take
     * its port. Asks again after a broken connection, and once a minute.
     */
    void check_agent(long left_ms) {
        if (Clock::now() < proven_until_) return;
        const std::string nonce = new_nonce();
        // A key is ta_<client>_<43 letters>.
        const std::string client = key_.size() > 47 ? key_.substr(3, key_.size() - 47) : "";
        const Answer answer = send_once({"POST", proof_path(), Json{{"client", client}, {"nonce", nonce}}.write()}, left_ms);
        if (!is_proof(answer, nonce))
            throw Fault(Json{{"code", "AGENT_NOT_PROVEN"},
                             {"detail", "Another program than the till agent listens at its port, or the agent no longer knows this key."},
                             {"remedy", "Run till-agent doctor, which names the program. If it is the agent, pair this program anew."}});
        proven_until_ = Clock::now() + std::chrono::minutes(1);
    }

    /** Whether the answer is by somebody who has the digest of this key, and was asked at this port. */
    bool is_proof(const Answer &answer, const std::string &nonce) const {
        try {
            const Json given = answer.json();
            const std::string proven =
                "till-agent proof " + nonce + " " + given["agentNonce"].text() + " " + std::to_string(port_);
            return hex(Sha256::hmac(Sha256::digest(key_), proven)) == given["proof"].text();
        } catch (const std::exception &) {
            return false;  // It is no JSON.
        }
    }

    static const char *proof_path() { return "/v1/proof"; }

    /** Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute. */
    std::string signature(const Request &request) const {
        const bool is_read = request.method == "GET" || request.method == "HEAD";
        const std::string digest = hex(Sha256::digest(is_read ? "" : request.body)), nonce = new_nonce();
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::string time = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
        const std::string text = "till-agent request\n" + request.method + "\n" + request.path + "\n" + digest + "\n" + nonce + "\n" +
                                 time + "\n" + std::to_string(port_);
        // A key is ta_<client>_<43 letters>.
        const std::string client = key_.size() > 47 ? key_.substr(3, key_.size() - 47) : "";
        return client + " " + time + " " + nonce + " " + digest + " " + hex(Sha256::hmac(Sha256::digest(key_), text));
    }

    static std::string new_nonce() {
        std::random_device device;
        std::string random;
        for (int count = 0; count < 32; count++) random += static_cast<char>(device() & 0xff);
        return hex(random);
    }

    static std::string hex(const std::string &bytes) {
        static const char digits[] = "0123456789abcdef";
        std::string made;
        for (const char byte : bytes) made += digits[byte >> 4 & 15], made += digits[byte & 15];
        return made;
    }

    /** Whether a call is made in the name of a client. The others are not sent the key. */
    static bool needs_key(const Request &request) {
        return request.path != proof_path() && request.path.compare(0, 12, "/v1/pairings") != 0;
    }

    Answer send_once(const Request &request, long left_ms) {
        std::unique_ptr<CURL, void (*)(CURL *)> curl(curl_easy_init(), curl_easy_cleanup);
        if (!curl) throw std::runtime_error("libcurl gave no handle.");
        std::unique_ptr<curl_slist, void (*)(curl_slist *)> headers(nullptr, curl_slist_free_all);
        const auto add = [&headers](const std::string &name, const std::string &value) {
            headers.reset(curl_slist_append(headers.release(), (name + ": " + value).c_str()));
        };
        for (const auto &header : request.headers) add(header.first, header.second);
        add("Till-Agent-Timeout-Ms", std::to_string(std::min(std::max(left_ms, 100L), 60000L)));
        if (!key_.empty() && needs_key(request)) {
            if (signs_) add("Till-Agent-Signature", signature(request));
            else add("Till-Agent-Key", key_);
        }

        Answer answer;
        std::map<std::string, std::string> fields;
        const std::string url = "http://127.0.0.1:" + std::to_string(port_) + request.path;
        const bool is_read = request.method == "GET" || request.method == "HEAD";
        curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_PATH_AS_IS, 1L);
        curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
        if (request.method == "HEAD") curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
        if (!is_read) {
            curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
            // Neither a pause before a large body, nor the type of a form.
            add("Expect", "");
            if (request.headers.count("Content-Type") == 0) add("Content-Type", "");
        }
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
        curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
        // The agent says by itself when the time is up; it is given two seconds to say so.
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, std::max(left_ms, 0L) + 2000L);
        // A handle, and so a connection, of its own: libcurl sends a write again by itself when a kept-open connection breaks.
        curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
        curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
        curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, read_header);
        curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &fields);

        const CURLcode code = curl_easy_perform(curl.get());
        if (code != CURLE_OK) proven_until_ = Clock::time_point::min();
        if (code == CURLE_COULDNT_CONNECT)
            throw Fault(Json{{"code", "AGENT_UNREACHABLE"},
                             {"detail", "The till agent does not run on this machine, or listens on another port."},
                             {"remedy", "Start the till agent."}});
        if (code != CURLE_OK)
            throw Fault(Json{{"code", "AGENT_SILENT"},
                             {"detail", "The till agent broke off, or did not answer in time."},
                             {"remedy", "Look in the cloud whether it happened before you do it again."},
                             {"mayHaveHappened", !is_read && request.path != proof_path()}});
        if (fields.count("till-agent-fault")) throw Fault(answer.json());
        curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
        answer.request_id = fields["till-agent-request-id"];
        const std::string kept = "/v1/outbox/", &location = fields["location"];
        if (answer.status == 202 && location.compare(0, kept.size(), kept) == 0) answer.outbox_id = location.substr(kept.size());
        return answer;
    }

    static std::size_t append(char *bytes, std::size_t, std::size_t count, void *body) {
        static_cast<std::string *>(body)->append(bytes, count);
        return count;
    }

    static std::size_t read_header(char *bytes, std::size_t, std::size_t count, void *fields) {
        const std::string line(bytes, count);
        const std::size_t colon = line.find(':'), end = line.find_last_not_of(" \r\n");
        if (colon == std::string::npos) return count;
        std::string name = line.substr(0, colon);
        for (char &letter : name) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        const std::size_t start = line.find_first_not_of(' ', colon + 1);
        if (start <= end) (*static_cast<std::map<std::string, std::string> *>(fields))[name] = line.substr(start, end + 1 - start);
        return count;
    }
};

}  // namespace till_agent

#endif
