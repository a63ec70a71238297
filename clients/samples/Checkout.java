import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud. Compile it with
 * clients/java/TillAgent.java, and run it with TILL_AGENT_KEY=ta_….
 */
public final class Checkout {
    private static final Scanner IN = new Scanner(System.in);
    private static TillAgent agent;

    public static void main(String[] arguments) {
        String port = System.getenv("TILL_AGENT_PORT");
        agent = new TillAgent(port == null ? TillAgent.findPort() : Integer.parseInt(port), System.getenv("TILL_AGENT_KEY"));
        for (String mobile; !(mobile = ask("Mobile?")).isEmpty(); ) {
            try {
                serve(mobile);
            } catch (TillAgent.Fault fault) {
                System.out.println(fault.getMessage() + " " + fault.remedy);
            }
        }
    }

    private static String ask(String question) {
        System.out.println(question);
        return IN.hasNextLine() ? IN.nextLine().trim() : "";
    }

    private static void serve(String mobile) {
        String lookUp = "/v1.1/customer/get?format=json&mobile=" + mobile;
        Map<?, ?> response = (Map<?, ?>) agent.call("loyalty", new TillAgent.Call("GET", lookUp)).json().get("response");
        Map<?, ?> customer = (Map<?, ?>) ((List<?>) ((Map<?, ?>) response.get("customers")).get("customer")).get(0);
        System.out.println("Customer: " + customer.get("firstname"));

        Map<String, Object> identifier = TillAgent.identifier("mobile", "+" + mobile);
        Map<String, Object> verification = agent.startVerification("loyalty", identifier, "sale", null);
        while (verification.get("state").equals("code-sent"))
            verification = agent.giveCode((String) verification.get("id"), ask("Code?"));
        System.out.println("Verification: " + verification.get("state"));

        String soldAt = new SimpleDateFormat("yyyy-MM-dd HH:mm:ss").format(new Date());
        String body = "{\"root\": {\"transaction\": [{\"type\": \"regular\", \"number\": \"B-" + System.nanoTime() + "\", \"amount\": "
                + Double.parseDouble(ask("Amount?")) + ", \"billing_time\": \"" + soldAt + "\", \"customer\": {\"mobile\": \""
                + mobile + "\"}}]}}";
        TillAgent.Call sale = new TillAgent.Call("POST", "/v1.1/transaction/add?format=json").json(body).outbox("accept");
        TillAgent.Answer answer = agent.call("loyalty", sale);
        System.out.println("Sale: " + (answer.outboxId == null ? answer.status : "kept, and will be sent"));
    }
}
