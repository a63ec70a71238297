// Client of the Till Agent for .NET Standard 2.0 and .NET Framework 4.6.1 and newer. Copy this file; it needs nothing but the
// platform (on Framework: references to System.Net.Http and System.Runtime.Serialization).
// What each fault means for a sale: docs/integrate.md.

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace TillAgents
{
    /// <summary>A refusal of the agent. An answer of the cloud is never one, whatever its status.</summary>
    public sealed class FaultException : Exception
    {
        /// <summary>After these the request had no effect, so it may be sent again. AGENT_UNREACHABLE is this client's own.</summary>
        private static readonly HashSet<string> Repeatable = new HashSet<string>
        {
            "AGENT_UNREACHABLE", "UPSTREAM_UNREACHABLE", "UPSTREAM_BUSY", "UPSTREAM_NOT_READY", "TOKEN_EXPIRED", "TOO_MANY_REQUESTS",
        };

        internal FaultException(Problem problem) : base(problem.Detail)
        {
            Code = problem.Code;
            Remedy = problem.Remedy;
            RequestId = problem.RequestId;
            RetryAfter = TimeSpan.FromSeconds(problem.RetryAfterSeconds);
            MayHaveHappened = problem.Code == "OUTCOME_UNKNOWN" || problem.MayHaveHappened;
        }

        public string Code { get; }

        /// <summary>Show it to the cashier with the message: what to do.</summary>
        public string Remedy { get; }

        public string RequestId { get; }

        /// <summary>Zero where the agent does not say.</summary>
        public TimeSpan RetryAfter { get; }

        /// <summary>The write may have taken effect: ask OutcomeOfAsync or look, and never just send it again.</summary>
        public bool MayHaveHappened { get; }

        /// <summary>Whether the same request may be sent again at once, or after RetryAfter. Never after anything else.</summary>
        public static bool MayRepeat(string code) => Repeatable.Contains(code);

        /// <summary>As MayRepeat of its code. An upstream that is not ready and says no time waits for a person.</summary>
        public bool IsRepeatable => MayRepeat(Code) && (Code != "UPSTREAM_NOT_READY" || RetryAfter > TimeSpan.Zero);
    }

    /// <summary>What the cloud answered; or, with OutboxId, that the agent keeps the request and sends it later.</summary>
    public sealed class Answer
    {
        public int Status { get; internal set; }
        public string Body { get; internal set; }

        /// <summary>To ask about this request later: OutcomeOfAsync.</summary>
        public string RequestId { get; internal set; }

        /// <summary>Null where the request was answered in time.</summary>
        public string OutboxId { get; internal set; }
    }

    /// <summary>A request to the cloud.</summary>
    public sealed class Call
    {
        public string Method { get; set; } = "GET";

        /// <summary>With its query, as the cloud's documentation has it.</summary>
        public string Path { get; set; }

        public string Body { get; set; }
        public string ContentType { get; set; } = "application/json";
        public Dictionary<string, string> Headers { get; } = new Dictionary<string, string>();

        /// <summary>For the whole call, repeats and pauses included.</summary>
        public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

        /// <summary>"accept": keep this write on disk and send it later if it cannot be sent now.</summary>
        public string Outbox { get; set; }
    }

    [DataContract]
    internal sealed class Problem
    {
        [DataMember(Name = "code")] public string Code { get; set; }
        [DataMember(Name = "detail")] public string Detail { get; set; }
        [DataMember(Name = "remedy")] public string Remedy { get; set; }
        [DataMember(Name = "requestId")] public string RequestId { get; set; }
        [DataMember(Name = "retryAfterSeconds")] public int RetryAfterSeconds { get; set; }
        [DataMember(Name = "mayHaveHappened")] public bool MayHaveHappened { get; set; }
    }

    [DataContract]
    internal sealed class ProofRequest
    {
        [DataMember(Name = "client")] public string Client { get; set; }
        [DataMember(Name = "nonce")] public string Nonce { get; set; }
    }

    [DataContract]
    internal sealed class Proof
    {
        [DataMember(Name = "agentNonce")] public string AgentNonce { get; set; }
        [DataMember(Name = "proof")] public string Text { get; set; }
    }

    [DataContract]
    internal sealed class Announcement
    {
        [DataMember(Name = "port")] public int Port { get; set; }
        [DataMember(Name = "pid")] public int ProcessId { get; set; }
    }

    [DataContract]
    public sealed class Grant
    {
        [DataMember(Name = "upstream")] public string Upstream { get; set; }

        /// <summary>Presets such as capillary:sell.</summary>
        [DataMember(Name = "allow")] public string[] Allow { get; set; }
    }

    [DataContract]
    internal sealed class PairingRequest
    {
        [DataMember(Name = "name")] public string Name { get; set; }
        [DataMember(Name = "grants")] public Grant[] Grants { get; set; }
    }

    /// <summary>A pairing that a person has still to answer. Show the comparison code; keep the poll secret in memory.</summary>
    [DataContract]
    public sealed class Pairing
    {
        [DataMember(Name = "pairingId")] public string PairingId { get; set; }
        [DataMember(Name = "pollSecret")] public string PollSecret { get; set; }
        [DataMember(Name = "comparisonCode")] public string ComparisonCode { get; set; }
    }

    [DataContract]
    public sealed class PairingAnswer
    {
        /// <summary>pending, granted, refused or expired.</summary>
        [DataMember(Name = "state")] public string State { get; set; }

        /// <summary>Comes once: store it where only this program can read it.</summary>
        [DataMember(Name = "key")] public string Key { get; set; }

        /// <summary>For your own server, which tells by it whom a statement is about.</summary>
        [DataMember(Name = "statementKey")] public string StatementKey { get; set; }
    }

    [DataContract]
    public sealed class Status
    {
        /// <summary>ready, attention, offline or blocked; the concerns say why.</summary>
        [DataMember(Name = "condition")] public string Condition { get; set; }
        [DataMember(Name = "version")] public string Version { get; set; }
        [DataMember(Name = "concerns")] public Concern[] Concerns { get; set; }
        [DataMember(Name = "upstreams")] public UpstreamStatus[] Upstreams { get; set; }
    }

    [DataContract]
    public sealed class Concern
    {
        [DataMember(Name = "code")] public string Code { get; set; }
        [DataMember(Name = "reason")] public string Reason { get; set; }
        [DataMember(Name = "remedy")] public string Remedy { get; set; }
    }

    [DataContract]
    public sealed class UpstreamStatus
    {
        [DataMember(Name = "id")] public string Id { get; set; }
        [DataMember(Name = "state")] public string State { get; set; }
    }

    [DataContract]
    public sealed class RequestOutcome
    {
        /// <summary>not-sent, done, refused or unknown.</summary>
        [DataMember(Name = "state")] public string State { get; set; }
    }

    [DataContract]
    public sealed class OutboxEntry
    {
        /// <summary>waiting, held, sending, unknown, sent, refused, expired or discarded.</summary>
        [DataMember(Name = "state")] public string State { get; set; }
        [DataMember(Name = "needsPerson")] public bool NeedsPerson { get; set; }
    }

    [DataContract]
    public sealed class Identifier
    {
        /// <summary>mobile or email.</summary>
        [DataMember(Name = "type")] public string Type { get; set; }
        [DataMember(Name = "value")] public string Value { get; set; }
    }

    [DataContract]
    public sealed class Amount
    {
        /// <summary>In the smallest unit of the currency.</summary>
        [DataMember(Name = "minor")] public long Minor { get; set; }
        [DataMember(Name = "currency")] public string Currency { get; set; }
    }

    [DataContract]
    public sealed class VerificationStart
    {
        [DataMember(Name = "upstream")] public string Upstream { get; set; }
        [DataMember(Name = "identifier")] public Identifier Identifier { get; set; }

        /// <summary>What the customer agrees to; part of the statement.</summary>
        [DataMember(Name = "purpose", EmitDefaultValue = false)] public string Purpose { get; set; }
        [DataMember(Name = "amount", EmitDefaultValue = false)] public Amount Amount { get; set; }

        /// <summary>Name or number of the cashier: with the shift and the number of the receipt for the statement and the audit trail.</summary>
        [DataMember(Name = "cashier", EmitDefaultValue = false)] public string Cashier { get; set; }
        [DataMember(Name = "shift", EmitDefaultValue = false)] public string Shift { get; set; }
        [DataMember(Name = "receipt", EmitDefaultValue = false)] public string Receipt { get; set; }
    }

    [DataContract]
    public sealed class Verification
    {
        [DataMember(Name = "id")] public string Id { get; set; }

        /// <summary>started, code-sent, confirmed, refused, expired or cancelled.</summary>
        [DataMember(Name = "state")] public string State { get; set; }
        [DataMember(Name = "maskedIdentifier")] public string MaskedIdentifier { get; set; }
        [DataMember(Name = "resendAfterSeconds")] public int ResendAfterSeconds { get; set; }
        [DataMember(Name = "triesLeft")] public int TriesLeft { get; set; }
        [DataMember(Name = "sendsLeft")] public int SendsLeft { get; set; }

        /// <summary>Once confirmed: the agent's signed word, for your own server.</summary>
        [DataMember(Name = "statement", EmitDefaultValue = false)] public string Statement { get; set; }
    }

    [DataContract]
    internal sealed class Code
    {
        [DataMember(Name = "code")] public string Text { get; set; }
    }

    [DataContract]
    internal sealed class StatementCheck
    {
        [DataMember(Name = "statement")] public string Statement { get; set; }
        [DataMember(Name = "identifier", EmitDefaultValue = false)] public Identifier Identifier { get; set; }
    }

    [DataContract]
    public sealed class StatementVerdict
    {
        [DataMember(Name = "valid")] public bool Valid { get; set; }

        /// <summary>Where it is not valid: not-signed-here, expired or other-audience.</summary>
        [DataMember(Name = "reason", EmitDefaultValue = false)] public string Reason { get; set; }
        [DataMember(Name = "identifierMatches", EmitDefaultValue = false)] public bool IdentifierMatches { get; set; }
        [DataMember(Name = "claims", EmitDefaultValue = false)] public StatementClaims Claims { get; set; }
    }

    [DataContract]
    public sealed class StatementClaims
    {
        [DataMember(Name = "jti")] public string Verification { get; set; }
        [DataMember(Name = "upstream")] public string Upstream { get; set; }
        [DataMember(Name = "purpose")] public string Purpose { get; set; }
        [DataMember(Name = "amount", EmitDefaultValue = false)] public Amount Amount { get; set; }

        /// <summary>As the verification was started with them, as are shift and receipt; nobody checks them.</summary>
        [DataMember(Name = "cashier", EmitDefaultValue = false)] public string Cashier { get; set; }
        [DataMember(Name = "shift", EmitDefaultValue = false)] public string Shift { get; set; }
        [DataMember(Name = "receipt", EmitDefaultValue = false)] public string Receipt { get; set; }
        [DataMember(Name = "maskedIdentifier")] public string MaskedIdentifier { get; set; }

        /// <summary>The client's id.</summary>
        [DataMember(Name = "aud")] public string Audience { get; set; }

        /// <summary>Seconds since 1970.</summary>
        [DataMember(Name = "exp")] public long Expires { get; set; }
    }

    [DataContract]
    internal sealed class StatementHead
    {
        [DataMember(Name = "alg")] public string Algorithm { get; set; }
        [DataMember(Name = "typ")] public string Type { get; set; }
        [DataMember(Name = "kid")] public string KeyId { get; set; }
    }

    /// <summary>Public keys of the agent (RFC 7517).</summary>
    [DataContract]
    public sealed class KeySet
    {
        [DataMember(Name = "keys")] public PublicKey[] Keys { get; set; }
    }

    [DataContract]
    public sealed class PublicKey
    {
        [DataMember(Name = "kty")] public string KeyType { get; set; }
        [DataMember(Name = "kid")] public string Id { get; set; }
        [DataMember(Name = "x")] public string X { get; set; }
        [DataMember(Name = "y", EmitDefaultValue = false)] public string Y { get; set; }
    }

    /// <summary>The agent of this machine. May be used by many threads.</summary>
    public sealed class TillAgent : IDisposable
    {
        private readonly HttpClient http;
        private readonly string address;
        private readonly int port;
        private volatile string key;
        private readonly bool signs;
        /// <summary>Runs since who listens there proved to be the agent; null where nobody has.</summary>
        private volatile Stopwatch proven;

        /// <param name="key">What pairing or <c>till-agent client add</c> gave; with null this program can only ask to be paired.</param>
        /// <param name="signs">Sign each request in place of sending the key, for a client added with --signed.</param>
        public TillAgent(int port = 47600, string key = null, bool signs = false)
        {
            var handler = new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
            http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            address = "http://127.0.0.1:" + port;
            this.port = port;
            this.key = key;
            this.signs = signs;
        }

        public void Dispose() => http.Dispose();

        /// <summary>Where the agent of this machine writes port.json: for all users first, then for this one.</summary>
        public static IEnumerable<string> AnnouncementFolders()
        {
            var isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
            var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
            var shared = isWindows ? Environment.GetEnvironmentVariable("ProgramData") : isMac ? "/Library/Application Support" : "/run";
            var own = isWindows ? Environment.GetEnvironmentVariable("LOCALAPPDATA")
                : isMac ? Environment.GetEnvironmentVariable("HOME") + shared
                : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
            return new[] { shared, own }.Where(parent => !string.IsNullOrEmpty(parent)).Select(parent => Path.Combine(parent, "till-agent"));
        }

        /// <summary>The port of the agent of this machine, or the default one where it has not announced itself.</summary>
        public static int FindPort(IEnumerable<string> folders = null)
        {
            foreach (var folder in folders ?? AnnouncementFolders())
            {
                try
                {
                    var announcement = Json.Read<Announcement>(File.ReadAllText(Path.Combine(folder, "port.json")));
                    using (Process.GetProcessById(announcement.ProcessId)) return announcement.Port;
                }
                catch (Exception thrown) when (thrown is IOException || thrown is UnauthorizedAccessException
                    || thrown is SerializationException || thrown is ArgumentException)
                {
                    // There is no agent for this circle of users, or it has ended.
                }
            }
            return 47600;
        }

        /// <summary>Asks the person at the till for a key. Show the comparison code, then WaitForKeyAsync.</summary>
        public Task<Pairing> AskToPairAsync(string name, params Grant[] grants) =>
            OwnAsync<Pairing>("POST", "/v1/pairings", Json.Write(new PairingRequest { Name = name, Grants = grants }));

        /// <summary>Waits until the person has answered. When the answer has a key, this client uses it from then on.</summary>
        public async Task<PairingAnswer> WaitForKeyAsync(Pairing pairing)
        {
            while (true)
            {
                var poll = new Call { Path = "/v1/pairings/" + pairing.PairingId };
                poll.Headers["Authorization"] = "Bearer " + pairing.PollSecret;
                var answer = Json.Read<PairingAnswer>((await SendAsync(poll).ConfigureAwait(false)).Body);
                key = answer.Key ?? key;
                if (answer.State != "pending") return answer;
                await Task.Delay(1000).ConfigureAwait(false);
            }
        }

        /// <summary>How the agent and the upstreams granted to this client are.</summary>
        public Task<Status> StatusAsync() => OwnAsync<Status>("GET", "/v1/status");

        /// <summary>
        /// Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
        /// </summary>
        /// <exception cref="FaultException">With MayHaveHappened a write may have taken effect.</exception>
        public Task<Answer> CallAsync(string upstream, Call call)
        {
            var via = new Call
            {
                Method = call.Method, Path = "/via/" + upstream + call.Path, Body = call.Body, ContentType = call.ContentType,
                Timeout = call.Timeout,
            };
            foreach (var header in call.Headers) via.Headers[header.Key] = header.Value;
            if (call.Outbox != null) via.Headers["Till-Agent-Outbox"] = call.Outbox;
            return SendAsync(via);
        }

        /// <summary>Did it happen? Known for 7 days.</summary>
        public Task<RequestOutcome> OutcomeOfAsync(string requestId) => OwnAsync<RequestOutcome>("GET", "/v1/requests/" + requestId);

        /// <summary>A write that the outbox keeps; waits up to 30 seconds until its state changes.</summary>
        public Task<OutboxEntry> OutboxEntryAsync(string id, int waitSeconds = 0) =>
            OwnAsync<OutboxEntry>("GET", "/v1/outbox/" + id + "?waitSeconds=" + waitSeconds);

        /// <summary>Sends the customer a one-time code.</summary>
        public Task<Verification> StartVerificationAsync(VerificationStart start) =>
            OwnAsync<Verification>("POST", "/v1/verifications", Json.Write(start));

        /// <summary>Waits up to 30 seconds until the verification changes, here or on the cashier's screen.</summary>
        public Task<Verification> WaitForVerificationAsync(string id, int waitSeconds = 30) =>
            OwnAsync<Verification>("GET", "/v1/verifications/" + id + "?waitSeconds=" + waitSeconds);

        /// <summary>A wrong code is no fault: the state stays code-sent, and there is one try less.</summary>
        public Task<Verification> GiveCodeAsync(string id, string code) =>
            OwnAsync<Verification>("POST", "/v1/verifications/" + id + "/code", Json.Write(new Code { Text = code }));

        public Task<Verification> ResendCodeAsync(string id) => OwnAsync<Verification>("POST", "/v1/verifications/" + id + "/resend");

        public Task<Verification> CancelVerificationAsync(string id) => OwnAsync<Verification>("DELETE", "/v1/verifications/" + id);

        /// <summary>Has the agent check a statement. Compare purpose and amount yourself.</summary>
        public Task<StatementVerdict> CheckStatementAsync(string statement, Identifier identifier = null)
        {
            var check = new StatementCheck { Statement = statement, Identifier = identifier };
            return OwnAsync<StatementVerdict>("POST", "/v1/statements/check", Json.Write(check));
        }

        /// <summary>The agent's public keys, for <see cref="VerifyStatement"/> on a server. Fetch them once per till.</summary>
        public Task<KeySet> KeysAsync() => OwnAsync<KeySet>("GET", "/v1/keys");

        /// <summary>
        /// Checks a statement without the agent, on your server: signature (ES256), type, audience and time. Compare purpose, amount
        /// and customer yourself (docs/verification.md). Needs .NET, or .NET Framework 4.7: Mono's <c>ECDsa</c> is not implemented.
        /// </summary>
        /// <param name="audience">Your client's id.</param>
        /// <param name="keyOf">Where the platform has no <c>ECDsa</c>: makes one of another library.</param>
        /// <returns>Its claims; null when it is not to be believed.</returns>
        public static StatementClaims VerifyStatement(
            string statement, KeySet keySet, string audience, Func<ECParameters, ECDsa> keyOf = null)
        {
            var parts = statement.Split('.');
            if (parts.Length != 3) return null;
            var head = ReadPart<StatementHead>(parts[0]) ?? new StatementHead();
            var jwk = keySet.Keys.FirstOrDefault(candidate => candidate.KeyType == "EC" && candidate.Id == head.KeyId);
            if (head.Algorithm != "ES256" || head.Type != "till-agent-statement+jwt" || jwk == null) return null;
            var point = new ECPoint { X = FromBase64Url(jwk.X), Y = FromBase64Url(jwk.Y) };
            using (var key = (keyOf ?? ECDsa.Create)(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point }))
            {
                var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
                if (!key.VerifyData(signed, SignatureIn(parts[2]), HashAlgorithmName.SHA256)) return null;
            }
            var claims = ReadPart<StatementClaims>(parts[1]) ?? new StatementClaims();
            var isValid = DateTimeOffset.FromUnixTimeSeconds(claims.Expires) > DateTimeOffset.UtcNow;
            return isValid && claims.Audience == audience ? claims : null;
        }

        /// <summary>Null where it is no JSON in base64url, or no object.</summary>
        private static T ReadPart<T>(string base64Url) where T : class
        {
            try
            {
                return Json.Read<T>(Encoding.UTF8.GetString(FromBase64Url(base64Url)));
            }
            catch (Exception)
            {
                // Which one it is differs between platforms.
                return null;
            }
        }

        /// <summary>Empty where it is none.</summary>
        private static byte[] SignatureIn(string base64Url)
        {
            try
            {
                return FromBase64Url(base64Url);
            }
            catch (FormatException)
            {
                return new byte[0];
            }
        }

        private static byte[] FromBase64Url(string text)
        {
            var standard = text.Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(standard.PadRight(standard.Length + (4 - standard.Length % 4) % 4, '='));
        }

        private async Task<T> OwnAsync<T>(string method, string path, string body = null)
        {
            // Longer than the longest wait that can be asked for.
            var call = new Call { Method = method, Path = path, Body = body, Timeout = TimeSpan.FromSeconds(40) };
            return Json.Read<T>((await SendAsync(call).ConfigureAwait(false)).Body);
        }

        /// <summary>Sends once, and again after faults that say that nothing happened, until the time is up.</summary>
        private async Task<Answer> SendAsync(Call call)
        {
            var passed = Stopwatch.StartNew();
            while (true)
            {
                TimeSpan pause;
                try
                {
                    if (key != null && NeedsKey(call)) await CheckAgentAsync(key, call.Timeout - passed.Elapsed).ConfigureAwait(false);
                    return await SendOnceAsync(call, call.Timeout - passed.Elapsed).ConfigureAwait(false);
                }
                catch (FaultException fault) when (fault.IsRepeatable)
                {
                    pause = fault.RetryAfter > TimeSpan.Zero ? fault.RetryAfter : TimeSpan.FromSeconds(1);
                    if (passed.Elapsed + pause >= call.Timeout) throw;
                }
                await Task.Delay(pause).ConfigureAwait(false);
            }
        }

        /// <summary>
        /// Has who listens there prove that it is the agent, before it is sent the key: while the agent is away another program can
        /// take its port. Asks again after a broken connection, and once a minute.
        /// </summary>
        private async Task CheckAgentAsync(string known, TimeSpan left)
        {
            var last = proven;
            if (last != null && last.Elapsed < TimeSpan.FromMinutes(1)) return;
            var random = new byte[32];
            using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
            // A key is ta_<client>_<43 letters>.
            var client = known.Length > 47 ? known.Substring(3, known.Length - 47) : "";
            var request = new ProofRequest { Client = client, Nonce = Hex(random) };
            var call = new Call { Method = "POST", Path = ProofPath, Body = Json.Write(request) };
            var answer = await SendOnceAsync(call, left).ConfigureAwait(false);
            if (!IsProof(answer.Body, known, request.Nonce))
                throw new FaultException(new Problem
                {
                    Code = "AGENT_NOT_PROVEN",
                    Detail = "Another program than the till agent listens at its port, or the agent no longer knows this key.",
                    Remedy = "Run till-agent doctor, which names the program. If it is the agent, pair this program anew.",
                });
            proven = Stopwatch.StartNew();
        }

        /// <summary>Whether the answer is by somebody who has the digest of this key, and was asked at this port.</summary>
        private bool IsProof(string answer, string known, string nonce)
        {
            try
            {
                var given = Json.Read<Proof>(answer);
                return Hmac(known, "till-agent proof " + nonce + " " + given.AgentNonce + " " + port) == given.Text;
            }
            catch (Exception thrown) when (thrown is SerializationException || thrown is NullReferenceException
                || thrown is InvalidCastException)
            {
                // It is no JSON, or none of the agent's.
                return false;
            }
        }

        /// <summary>Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute.</summary>
        private string Signature(HttpRequestMessage request, Call call)
        {
            var random = new byte[16];
            using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
            var nonce = Hex(random);
            var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            string digest;
            using (var sha256 = SHA256.Create()) digest = Hex(sha256.ComputeHash(Encoding.UTF8.GetBytes(call.Body ?? "")));
            var text = string.Join("\n", "till-agent request", call.Method, request.RequestUri.PathAndQuery, digest, nonce, time, port);
            // A key is ta_<client>_<43 letters>.
            return string.Join(" ", key.Substring(3, key.Length - 47), time, nonce, digest, Hmac(key, text));
        }

        /// <summary>HMAC-SHA-256 by the digest of the key, in hexadecimal.</summary>
        private static string Hmac(string known, string text)
        {
            using (var sha256 = SHA256.Create())
            using (var hmac = new HMACSHA256(sha256.ComputeHash(Encoding.UTF8.GetBytes(known))))
                return Hex(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
        }

        private static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();

        private const string ProofPath = "/v1/proof";

        /// <summary>Whether a call is made in the name of a client. The others are not sent the key.</summary>
        private static bool NeedsKey(Call call) =>
            call.Path != ProofPath && !call.Path.StartsWith("/v1/pairings", StringComparison.Ordinal);

        private async Task<Answer> SendOnceAsync(Call call, TimeSpan left)
        {
            var request = new HttpRequestMessage(new HttpMethod(call.Method), address + call.Path);
            if (call.Body != null) request.Content = new StringContent(call.Body, Encoding.UTF8, call.ContentType);
            foreach (var header in call.Headers) request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            var timeoutMs = (int)Math.Min(Math.Max(left.TotalMilliseconds, 100), 60000);
            request.Headers.Add("Till-Agent-Timeout-Ms", timeoutMs.ToString());
            if (key != null && NeedsKey(call))
                request.Headers.TryAddWithoutValidation(signs ? "Till-Agent-Signature" : "Till-Agent-Key", signs ? Signature(request, call) : key);
            // A connection of its own: .NET sends a write again by itself when a kept-open connection breaks.
            request.Headers.ConnectionClose = true;
            request.Headers.ExpectContinue = false;
            // The agent says by itself when the time is up; it is given two seconds to say so.
            using (var timer = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Max(left.TotalMilliseconds, 0) + 2000)))
            using (request)
            {
                try
                {
                    using (var response = await http.SendAsync(request, timer.Token).ConfigureAwait(false))
                        return await AnswerOfAsync(response).ConfigureAwait(false);
                }
                catch (Exception thrown) when (thrown is HttpRequestException || thrown is OperationCanceledException || thrown is IOException)
                {
                    proven = null;
                    throw new FaultException(ProblemOf(thrown, call.Path != ProofPath && call.Method != "GET" && call.Method != "HEAD"));
                }
            }
        }

        /// <exception cref="FaultException">The agent itself answered that it refuses.</exception>
        private static async Task<Answer> AnswerOfAsync(HttpResponseMessage response)
        {
            var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            if (response.Headers.Contains("Till-Agent-Fault")) throw new FaultException(Json.Read<Problem>(body));
            const string kept = "/v1/outbox/";
            var status = (int)response.StatusCode;
            var location = HeaderOf(response, "Location");
            var isKept = status == 202 && location != null && location.StartsWith(kept, StringComparison.Ordinal);
            return new Answer
            {
                Status = status, Body = body, RequestId = HeaderOf(response, "Till-Agent-Request-Id"),
                OutboxId = isKept ? location.Substring(kept.Length) : null,
            };
        }

        private static string HeaderOf(HttpResponseMessage response, string name) =>
            response.Headers.TryGetValues(name, out var values) ? values.First() : null;

        private static Problem ProblemOf(Exception thrown, bool isWrite)
        {
            for (var cause = thrown; cause != null; cause = cause.InnerException)
                if (cause is SocketException socket && socket.SocketErrorCode == SocketError.ConnectionRefused)
                    return new Problem
                    {
                        Code = "AGENT_UNREACHABLE", Remedy = "Start the till agent.",
                        Detail = "The till agent does not run on this machine, or listens on another port.",
                    };
            return new Problem
            {
                Code = "AGENT_SILENT", Detail = "The till agent broke off, or did not answer in time.",
                Remedy = "Look in the cloud whether it happened before you do it again.", MayHaveHappened = isWrite,
            };
        }
    }

    /// <summary>JSON by data contracts, which ignore what they do not know.</summary>
    public static class Json
    {
        public static T Read<T>(string text)
        {
            using (var stream = new MemoryStream(Encoding.UTF8.GetBytes(text)))
                return (T)new DataContractJsonSerializer(typeof(T)).ReadObject(stream);
        }

        public static string Write<T>(T value)
        {
            using (var stream = new MemoryStream())
            {
                new DataContractJsonSerializer(typeof(T)).WriteObject(stream, value);
                return Encoding.UTF8.GetString(stream.ToArray());
            }
        }
    }
}
