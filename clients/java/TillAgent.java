import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Client of the Till Agent for Java 8 and newer. Copy this file; it needs nothing but the JDK. JSON objects are maps, as the
 * platform has no JSON. What each fault means for a sale: docs/integrate.md.
 */
public final class TillAgent {
    /** After these the request had no effect, so it may be sent again. AGENT_UNREACHABLE is this client's own. */
    private static final Set<String> REPEATABLE = new HashSet<>(Arrays.asList("AGENT_UNREACHABLE", "UPSTREAM_UNREACHABLE",
            "UPSTREAM_BUSY", "UPSTREAM_NOT_READY", "TOKEN_EXPIRED", "TOO_MANY_REQUESTS"));

    private final int port;
    private volatile String key;
    private boolean signs;
    /** By System.nanoTime; 0 where nobody has proven anything. */
    private volatile long provenAt;

    /** @param key what pairing or {@code till-agent client add} gave; with null this program can only ask to be paired */
    public TillAgent(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** Has each request signed in place of sending the key, for a client added with --signed. */
    public TillAgent signing() {
        signs = true;
        return this;
    }

    /** Whether the same request may be sent again at once, or after Retry-After. Never after anything else. */
    public static boolean mayRepeat(String code) {
        return REPEATABLE.contains(code);
    }

    /** A refusal of the agent. An answer of the cloud is never one, whatever its status. */
    public static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        public final String code;
        /** Show it to the cashier with the message: what to do. */
        public final String remedy;
        public final String requestId;
        /** 0 where the agent does not say. */
        public final int retryAfterSeconds;
        /** The write may have taken effect: ask {@link #outcomeOf} or look, and never just send it again. */
        public final boolean mayHaveHappened;

        Fault(Map<String, Object> problem) {
            super((String) problem.get("detail"));
            code = (String) problem.get("code");
            remedy = (String) problem.get("remedy");
            requestId = (String) problem.get("requestId");
            Object seconds = problem.get("retryAfterSeconds");
            retryAfterSeconds = seconds instanceof Number ? ((Number) seconds).intValue() : 0;
            mayHaveHappened = code.equals("OUTCOME_UNKNOWN") || Boolean.TRUE.equals(problem.get("mayHaveHappened"));
        }

        /** As {@link TillAgent#mayRepeat}. An upstream that is not ready and says no time waits for a person. */
        public boolean mayRepeat() {
            boolean waitsForPerson = code.equals("UPSTREAM_NOT_READY") && retryAfterSeconds == 0;
            return TillAgent.mayRepeat(code) && !waitsForPerson;
        }

        Fault(String code, String detail, String remedy, boolean mayHaveHappened) {
            this(object("code", code, "detail", detail, "remedy", remedy, "mayHaveHappened", mayHaveHappened));
        }
    }

    /** What the cloud answered; or, with {@code outboxId}, that the agent keeps the request and sends it later. */
    public static final class Answer {
        public final int status;
        public final String body;
        /** To ask about this request later: {@link #outcomeOf}. */
        public final String requestId;
        /** null where the request was answered in time. */
        public final String outboxId;

        Answer(int status, String body, String requestId, String location) {
            boolean isKept = status == 202 && location != null && location.startsWith("/v1/outbox/");
            this.status = status;
            this.body = body;
            this.requestId = requestId;
            this.outboxId = isKept ? location.substring("/v1/outbox/".length()) : null;
        }

        public Map<String, Object> json() {
            return Json.parse(body);
        }
    }

    /** A request to the cloud: {@code new Call("POST", "/orders").json(body).outbox("accept")}. */
    public static final class Call {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte[] body;
        private long timeoutMs = 30_000;

        /** @param path with its query, as the cloud's documentation has it. The JDK knows no method PATCH. */
        public Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        public Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        public Call json(String text) {
            body = text.getBytes(StandardCharsets.UTF_8);
            return header("Content-Type", "application/json");
        }

        /** For the whole call, repeats and pauses included. Default 30 seconds. */
        public Call timeoutMs(long ms) {
            timeoutMs = ms;
            return this;
        }

        /** "accept": keep this write on disk and send it later if it cannot be sent now. */
        public Call outbox(String wish) {
            return header("Till-Agent-Outbox", wish);
        }
    }

    /** Where the agent of this machine writes port.json: for all users first, then for this one. */
    public static List<File> announcementFolders() {
        String system = System.getProperty("os.name").toLowerCase();
        boolean isMac = system.startsWith("mac");
        boolean isWindows = system.startsWith("windows");
        String shared = isWindows ? System.getenv("ProgramData") : isMac ? "/Library/Application Support" : "/run";
        String home = System.getenv("HOME");
        String own = isWindows ? System.getenv("LOCALAPPDATA") : isMac ? home + shared : System.getenv("XDG_RUNTIME_DIR");
        List<File> folders = new ArrayList<>();
        for (String parent : Arrays.asList(shared, own)) if (parent != null) folders.add(new File(parent, "till-agent"));
        return folders;
    }

    /** The port of the agent of this machine, or the default one where it has not announced itself. */
    public static int findPort() {
        return findPort(announcementFolders());
    }

    /** A file that a crash has left names a port that nobody listens on: AGENT_UNREACHABLE. */
    public static int findPort(List<File> folders) {
        for (File folder : folders) {
            try {
                byte[] text = Files.readAllBytes(new File(folder, "port.json").toPath());
                return ((Number) Json.parse(new String(text, StandardCharsets.UTF_8)).get("port")).intValue();
            } catch (IOException | RuntimeException absent) {
                // There is no agent for this circle of users.
            }
        }
        return 47600;
    }

    /**
     * Asks the person at the till for a key. Show "comparisonCode" of the answer, then {@link #waitForKey}.
     *
     * @param allow presets such as capillary:sell
     */
    public Map<String, Object> askToPair(String name, String upstream, String... allow) {
        Map<String, Object> grant = object("upstream", upstream, "allow", Arrays.asList(allow));
        return own("POST", "/v1/pairings", object("name", name, "grants", Collections.singletonList(grant)));
    }

    /**
     * Waits until the person has answered: "state" is granted, refused or expired. The "key" comes once: store it where only this
     * program can read it. This client uses it from then on.
     */
    public Map<String, Object> waitForKey(Map<String, Object> pairing) throws InterruptedException {
        for (;;) {
            Call call = new Call("GET", "/v1/pairings/" + pairing.get("pairingId"));
            Map<String, Object> answer = send(call.header("Authorization", "Bearer " + pairing.get("pollSecret"))).json();
            if (answer.get("key") != null) key = (String) answer.get("key");
            if (!"pending".equals(answer.get("state"))) return answer;
            Thread.sleep(1_000);
        }
    }

    /** How the agent and the upstreams granted to this client are. */
    public Map<String, Object> status() {
        return own("GET", "/v1/status", null);
    }

    /**
     * Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
     *
     * @throws Fault with mayHaveHappened a write may have taken effect
     */
    public Answer call(String upstream, Call call) {
        Call via = new Call(call.method, "/via/" + upstream + call.path).timeoutMs(call.timeoutMs);
        via.headers.putAll(call.headers);
        via.body = call.body;
        return send(via);
    }

    /** Did it happen? "state" is not-sent, done, refused or unknown. Known for 7 days. */
    public Map<String, Object> outcomeOf(String requestId) {
        return own("GET", "/v1/requests/" + requestId, null);
    }

    /** A write that the outbox keeps; waits up to 30 seconds until its state changes. */
    public Map<String, Object> outboxEntry(String id, int waitSeconds) {
        return own("GET", "/v1/outbox/" + id + "?waitSeconds=" + waitSeconds, null);
    }

    /**
     * Sends the customer a one-time code.
     *
     * @param identifier {@code identifier("mobile", "+919999999993")}
     * @param purpose what the customer agrees to, part of the statement; or null
     * @param amount {@code object("minor", 125000, "currency", "INR")}, in the smallest unit of the currency; or null
     */
    public Map<String, Object> startVerification(String upstream, Map<String, Object> identifier, String purpose,
            Map<String, Object> amount) {
        return startVerification(upstream, identifier, purpose, amount, null);
    }

    /**
     * The same, and says which sale it is for.
     *
     * @param sale {@code sale("Mia", "early", "R-1")}, for the statement and the audit trail; or null
     */
    public Map<String, Object> startVerification(String upstream, Map<String, Object> identifier, String purpose,
            Map<String, Object> amount, Map<String, Object> sale) {
        Map<String, Object> start = object("upstream", upstream, "identifier", identifier);
        if (purpose != null) start.put("purpose", purpose);
        if (amount != null) start.put("amount", amount);
        if (sale != null) start.putAll(sale);
        return own("POST", "/v1/verifications", start);
    }

    /**
     * @param cashier name or number of the cashier; or null
     * @param shift or null
     * @param receipt number of the receipt; or null
     */
    public static Map<String, Object> sale(String cashier, String shift, String receipt) {
        Map<String, Object> sale = object("cashier", cashier, "shift", shift, "receipt", receipt);
        sale.values().removeIf(value -> value == null);
        return sale;
    }

    /** @param type mobile or email */
    public static Map<String, Object> identifier(String type, String value) {
        return object("type", type, "value", value);
    }

    /** Waits up to 30 seconds until the verification changes, here or on the cashier's screen. */
    public Map<String, Object> waitForVerification(String id, int waitSeconds) {
        return own("GET", "/v1/verifications/" + id + "?waitSeconds=" + waitSeconds, null);
    }

    /** A wrong code is no fault: "state" stays code-sent, and "triesLeft" is one less. */
    public Map<String, Object> giveCode(String id, String code) {
        return own("POST", "/v1/verifications/" + id + "/code", object("code", code));
    }

    public Map<String, Object> resendCode(String id) {
        return own("POST", "/v1/verifications/" + id + "/resend", null);
    }

    public Map<String, Object> cancelVerification(String id) {
        return own("DELETE", "/v1/verifications/" + id, null);
    }

    /** Has the agent check a statement. Compare purpose and amount yourself. */
    public Map<String, Object> checkStatement(String statement, Map<String, Object> identifier) {
        return own("POST", "/v1/statements/check", object("statement", statement, "identifier", identifier));
    }

    /** The agent's public keys, for {@link #verifyStatement} on a server. Fetch them once per till. */
    public Map<String, Object> keys() {
        return own("GET", "/v1/keys", null);
    }

    /**
     * Checks a statement without the agent, on your server: signature (ES256), type, audience and time. Compare purpose, amount and
     * customer yourself (docs/verification.md).
     *
     * @param audience your client's id
     * @return its claims; null when it is not to be believed
     */
    public static Map<String, Object> verifyStatement(String statement, Map<String, Object> keySet, String audience)
            throws GeneralSecurityException {
        String[] parts = statement.split("\\.", -1);
        if (parts.length != 3) return null;
        Map<String, Object> head = objectIn(parts[0]);
        if (!"ES256".equals(head.get("alg")) || !"till-agent-statement+jwt".equals(head.get("typ"))) return null;
        for (Object candidate : (List<?>) keySet.get("keys")) {
            Map<?, ?> jwk = (Map<?, ?>) candidate;
            if (!"EC".equals(jwk.get("kty")) || !jwk.get("kid").equals(head.get("kid"))) continue;
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(publicKey((String) jwk.get("x"), (String) jwk.get("y")));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            try {
                if (!signature.verify(derOf(decode(parts[2])))) return null;
            } catch (IllegalArgumentException | SignatureException isNone) {
                return null;
            }
            Map<String, Object> claims = objectIn(parts[1]);
            boolean isValid = ((Number) claims.get("exp")).longValue() * 1_000 > System.currentTimeMillis();
            return isValid && audience.equals(claims.get("aud")) ? claims : null;
        }
        return null;
    }

    /** Without a member where it is no JSON in base64url, or no object. */
    private static Map<String, Object> objectIn(String base64url) {
        try {
            Map<String, Object> object = Json.parse(new String(decode(base64url), StandardCharsets.UTF_8));
            return object == null ? Collections.emptyMap() : object;
        } catch (RuntimeException isNone) {
            return Collections.emptyMap();
        }
    }

    private static PublicKey publicKey(String x, String y) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(new BigInteger(1, decode(x)), new BigInteger(1, decode(y)));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    /** Java wants the two numbers of a signature in DER; a JWT has them one after the other (RFC 7518 3.4). */
    private static byte[] derOf(byte[] pair) {
        byte[] r = new BigInteger(1, Arrays.copyOf(pair, pair.length / 2)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(pair, pair.length / 2, pair.length)).toByteArray();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(0x30);
        der.write(4 + r.length + s.length);
        for (byte[] number : new byte[][] {r, s}) {
            der.write(2);
            der.write(number.length);
            der.write(number, 0, number.length);
        }
        return der.toByteArray();
    }

    private static byte[] decode(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }

    private Map<String, Object> own(String method, String path, Map<String, Object> body) {
        // Longer than the longest wait that can be asked for.
        Call call = new Call(method, path).timeoutMs(40_000);
        return send(body == null ? call : call.json(Json.write(body))).json();
    }

    /** Sends once, and again after faults that say that nothing happened, until the time is up. */
    private Answer send(Call call) {
        long endsAt = System.nanoTime() / 1_000_000 + call.timeoutMs;
        for (;;) {
            try {
                if (key != null && needsKey(call)) checkAgent(endsAt - System.nanoTime() / 1_000_000);
                return sendOnce(call, endsAt - System.nanoTime() / 1_000_000);
            } catch (Fault fault) {
                long pauseMs = Math.max(fault.retryAfterSeconds, 1) * 1_000L;
                if (!fault.mayRepeat() || System.nanoTime() / 1_000_000 + pauseMs >= endsAt) throw fault;
                try {
                    Thread.sleep(pauseMs);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw fault;
                }
            }
        }
    }

    /**
     * Has who listens there prove that it is the agent, before it is sent the key: while the agent is away another program can
     * take its port. Asks again after a broken connection, and once a minute.
     */
    private void checkAgent(long leftMs) {
        if (provenAt != 0 && System.nanoTime() - provenAt < 60_000_000_000L) return;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String known = key;
        // A key is ta_<client>_<43 letters>.
        String client = known.length() > 47 ? known.substring(3, known.length() - 44) : "";
        Call call = new Call("POST", "/v1/proof").json(Json.write(object("client", client, "nonce", nonce)));
        if (!isProof(sendOnce(call, leftMs), known, nonce))
            throw new Fault("AGENT_NOT_PROVEN",
                    "Another program than the till agent listens at its port, or the agent no longer knows this key.",
                    "Run till-agent doctor, which names the program. If it is the agent, pair this program anew.", false);
        provenAt = System.nanoTime() | 1;
    }

    /** Whether the answer is by somebody who has the digest of this key, and was asked at this port. */
    private boolean isProof(Answer answer, String key, String nonce) {
        try {
            Map<String, Object> given = answer.json();
            return hmac(key, "till-agent proof " + nonce + " " + given.get("agentNonce") + " " + port).equals(given.get("proof"));
        } catch (GeneralSecurityException | RuntimeException foreign) {
            // It is no JSON, or none of the agent's.
            return false;
        }
    }

    /** Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute. */
    private String signature(Call call, boolean isRead) {
        try {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            byte[] body = isRead || call.body == null ? new byte[0] : call.body;
            String digest = hex(MessageDigest.getInstance("SHA-256").digest(body));
            long time = System.currentTimeMillis();
            String signed = String.join("\n", "till-agent request", call.method, call.path, digest, nonce, "" + time, "" + port);
            // A key is ta_<client>_<43 letters>.
            return String.join(" ", key.substring(3, key.length() - 44), "" + time, nonce, digest, hmac(key, signed));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** HMAC-SHA-256 by the digest of the key, in hexadecimal. */
    private static String hmac(String key, String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(digest, "HmacSHA256"));
        return hex(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of 32 bytes. */
    private static String hex(byte[] bytes) {
        return String.format("%064x", new BigInteger(1, bytes));
    }

    /** Whether a call is made in the name of a client. The others are not sent the key. */
    private static boolean needsKey(Call call) {
        return !call.path.equals("/v1/proof") && !call.path.startsWith("/v1/pairings");
    }

    private Answer sendOnce(Call call, long leftMs) {
        boolean isRead = call.method.equals("GET") || call.method.equals("HEAD");
        try {
            URL url = new URL("http://127.0.0.1:" + port + call.path);
            HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(call.method);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(2_000);
            // The agent says by itself when the time is up; it is given two seconds to say so.
            connection.setReadTimeout((int) Math.max(leftMs, 0) + 2_000);
            for (Map.Entry<String, String> header : call.headers.entrySet())
                connection.setRequestProperty(header.getKey(), header.getValue());
            connection.setRequestProperty("Till-Agent-Timeout-Ms", "" + Math.min(Math.max(leftMs, 100), 60_000));
            if (key != null && needsKey(call))
                connection.setRequestProperty(signs ? "Till-Agent-Signature" : "Till-Agent-Key", signs ? signature(call, isRead) : key);
            if (!isRead) {
                byte[] body = call.body == null ? new byte[0] : call.body;
                connection.setDoOutput(true);
                // Otherwise the JDK sends a write again by itself when a connection breaks.
                connection.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            return answerOf(connection);
        } catch (ConnectException refused) {
            provenAt = 0;
            String detail = "The till agent does not run on this machine, or listens on another port.";
            throw new Fault("AGENT_UNREACHABLE", detail, "Start the till agent.", false);
        } catch (IOException broken) {
            provenAt = 0;
            String remedy = "Look in the cloud whether it happened before you do it again.";
            throw new Fault("AGENT_SILENT", "The till agent broke off, or did not answer in time.", remedy, !isRead && !call.path.equals("/v1/proof"));
        }
    }

    /** @throws Fault when the agent itself answered that it refuses */
    private static Answer answerOf(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        String code = connection.getHeaderField("Till-Agent-Fault");
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        String body = stream == null ? "" : textOf(stream);
        if (code != null && !body.isEmpty()) throw new Fault(Json.parse(body));
        // The JDK keeps the body of a 401 to itself.
        if (code != null) throw new Fault(code, "The till agent refused: " + code, "See the log of the till agent.", false);
        String requestId = connection.getHeaderField("Till-Agent-Request-Id");
        return new Answer(status, body, requestId, connection.getHeaderField("Location"));
    }

    private static String textOf(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        for (int length; (length = stream.read(buffer)) > 0; ) bytes.write(buffer, 0, length);
        return bytes.toString("UTF-8");
    }

    /** A JSON object: {@code object("minor", 125000, "currency", "INR")}. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) made.put((String) namesAndValues[at], namesAndValues[at + 1]);
        return made;
    }

    /** As much of JSON (RFC 8259) as the agent writes: Map, List, String, Long or Double, Boolean, null. */
    public static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        @SuppressWarnings("unchecked")
        public static Map<String, Object> parse(String text) {
            return (Map<String, Object>) new Json(text).value();
        }

        private Object value() {
            char first = peek();
            if (first == '{') return members();
            if (first == '[') return items();
            if (first == '"') return string();
            int start = at;
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(start, at);
            if (word.equals("true") || word.equals("false")) return Boolean.valueOf(word);
            if (word.equals("null")) return null;
            if (word.matches("-?\\d{1,18}")) return Long.valueOf(word);
            return Double.valueOf(word);
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            for (at++; peek() != '}'; ) {
                String name = string();
                expect(':');
                members.put(name, value());
                if (peek() == ',') at++;
                peek();
            }
            at++;
            return members;
        }

        private List<Object> items() {
            List<Object> items = new ArrayList<>();
            for (at++; peek() != ']'; ) {
                items.add(value());
                if (peek() == ',') at++;
            }
            at++;
            return items;
        }

        private String string() {
            expect('"');
            StringBuilder made = new StringBuilder();
            for (char letter; (letter = text.charAt(at++)) != '"'; ) made.append(letter == '\\' ? escaped() : letter);
            return made.toString();
        }

        private char escaped() {
            char letter = text.charAt(at++);
            if (letter == 'u') return (char) Integer.parseInt(text.substring(at, at += 4), 16);
            int known = "bfnrt".indexOf(letter);
            return known < 0 ? letter : "\b\f\n\r\t".charAt(known);
        }

        /** The next character that is no blank. @throws StringIndexOutOfBoundsException where the text has ended */
        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }

        private void expect(char letter) {
            if (peek() != letter) throw new IllegalArgumentException("No JSON at " + at);
            at++;
        }

        public static String write(Object value) {
            if (value instanceof String) return quoted((String) value);
            List<String> parts = new ArrayList<>();
            if (value instanceof List) {
                for (Object item : (List<?>) value) parts.add(write(item));
                return "[" + String.join(",", parts) + "]";
            }
            if (!(value instanceof Map)) return String.valueOf(value);
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet())
                parts.add(quoted((String) member.getKey()) + ":" + write(member.getValue()));
            return "{" + String.join(",", parts) + "}";
        }

        private static String quoted(String text) {
            StringBuilder made = new StringBuilder("\"");
            for (char letter : text.toCharArray()) {
                if (letter == '"' || letter == '\\') made.append('\\').append(letter);
                else if (letter < ' ') made.append(String.format("\\u%04x", (int) letter));
                else made.append(letter);
            }
            return made.append('"').toString();
        }
    }
}
