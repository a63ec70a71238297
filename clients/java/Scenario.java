import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one. */
public final class Scenario {
    private static TillAgent agent;
    private static Map<String, Object> pairing;

    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line; (line = lines.readLine()) != null; ) {
            Map<String, Object> answer;
            try {
                answer = answerTo(TillAgent.Json.parse(line));
            } catch (TillAgent.Fault fault) {
                answer = TillAgent.object("fault", TillAgent.object("code", fault.code, "remedy", fault.remedy,
                        "mayHaveHappened", fault.mayHaveHappened, "requestId", fault.requestId,
                        "retryAfterSeconds", fault.retryAfterSeconds));
            }
            out.println(TillAgent.Json.write(answer));
        }
    }

    private static Map<String, Object> answerTo(Map<String, Object> step) throws Exception {
        String id = (String) step.get("id");
        switch ((String) step.get("do")) {
            case "folders":
                List<Object> folders = new ArrayList<>();
                for (File folder : TillAgent.announcementFolders()) folders.add(folder.getPath());
                return TillAgent.object("folders", folders);
            case "find":
                List<File> places = new ArrayList<>();
                for (Object folder : (List<?>) step.get("folders")) places.add(new File((String) folder));
                return TillAgent.object("port", TillAgent.findPort(places));
            case "mayRepeat":
                List<Object> codes = new ArrayList<>((List<?>) step.get("codes"));
                codes.removeIf(code -> !TillAgent.mayRepeat((String) code));
                return TillAgent.object("codes", codes);
            case "connect":
                agent = new TillAgent(number(step, "port"), (String) step.get("key"));
                if (step.get("signs") != null) agent.signing();
                return TillAgent.object();
            case "pair":
                pairing = agent.askToPair(text(step, "name"), text(step, "upstream"), text(step, "preset"));
                return TillAgent.object("pairingId", pairing.get("pairingId"), "comparisonCode", pairing.get("comparisonCode"));
            case "waitForKey":
                return agent.waitForKey(pairing);
            case "status":
                return agent.status();
            case "call":
                return call(step);
            case "outcome":
                return agent.outcomeOf(text(step, "requestId"));
            case "outboxEntry":
                return agent.outboxEntry(id, number(step, "waitSeconds"));
            case "startVerification":
                Map<String, Object> amount =
                        TillAgent.object("minor", step.get("amountMinor"), "currency", step.get("currency"));
                return agent.startVerification(text(step, "upstream"), mobile(step), text(step, "purpose"), amount,
                        TillAgent.sale(text(step, "cashier"), text(step, "shift"), text(step, "receipt")));
            case "waitForVerification":
                return agent.waitForVerification(id, number(step, "waitSeconds"));
            case "giveCode":
                return agent.giveCode(id, text(step, "code"));
            case "resendCode":
                return agent.resendCode(id);
            case "cancelVerification":
                return agent.cancelVerification(id);
            case "checkStatement":
                return agent.checkStatement(text(step, "statement"), mobile(step));
            case "verifyStatement":
                Map<String, Object> claims =
                        TillAgent.verifyStatement(text(step, "statement"), agent.keys(), text(step, "audience"));
                return TillAgent.object("valid", claims != null);
            default:
                throw new IllegalArgumentException("There is no such step.");
        }
    }

    private static Map<String, Object> call(Map<String, Object> step) {
        String method = step.get("method") == null ? "GET" : text(step, "method");
        TillAgent.Call call = new TillAgent.Call(method, text(step, "path"));
        if (step.get("body") != null) call.json(text(step, "body"));
        if (step.get("timeoutMs") != null) call.timeoutMs(number(step, "timeoutMs"));
        if (step.get("outbox") != null) call.outbox(text(step, "outbox"));
        TillAgent.Answer answer = agent.call(text(step, "upstream"), call);
        return TillAgent.object("status", answer.status, "body", answer.body, "requestId", answer.requestId,
                "outboxId", answer.outboxId);
    }

    private static Map<String, Object> mobile(Map<String, Object> step) {
        return TillAgent.identifier("mobile", text(step, "mobile"));
    }

    private static String text(Map<String, Object> step, String name) {
        return (String) step.get(name);
    }

    private static int number(Map<String, Object> step, String name) {
        return ((Number) step.get(name)).intValue();
    }
}
