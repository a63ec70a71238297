// A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud. Compile it with
// clients/csharp/TillAgent.cs, and run it with TILL_AGENT_KEY=ta_….

using System;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using TillAgents;

public static class Checkout
{
    private static TillAgent agent;

    public static void Main()
    {
        var port = Environment.GetEnvironmentVariable("TILL_AGENT_PORT");
        agent = new TillAgent(port == null ? TillAgent.FindPort() : int.Parse(port), Environment.GetEnvironmentVariable("TILL_AGENT_KEY"));
        for (string mobile; (mobile = Ask("Mobile?")) != "";)
        {
            try
            {
                ServeAsync(mobile).GetAwaiter().GetResult();
            }
            catch (FaultException fault)
            {
                Console.WriteLine(fault.Message + " " + fault.Remedy);
            }
        }
    }

    private static string Ask(string question)
    {
        Console.WriteLine(question);
        return Console.ReadLine()?.Trim() ?? "";
    }

    private static async Task ServeAsync(string mobile)
    {
        var found = await agent.CallAsync("loyalty", new Call { Path = "/v1.1/customer/get?format=json&mobile=" + mobile });
        Console.WriteLine("Customer: " + Regex.Match(found.Body, "\"firstname\": ?\"(.*?)\"").Groups[1].Value);

        var identifier = new Identifier { Type = "mobile", Value = "+" + mobile };
        var start = new VerificationStart { Upstream = "loyalty", Identifier = identifier, Purpose = "sale" };
        var verification = await agent.StartVerificationAsync(start);
        while (verification.State == "code-sent") verification = await agent.GiveCodeAsync(verification.Id, Ask("Code?"));
        Console.WriteLine("Verification: " + verification.State);

        var amount = decimal.Parse(Ask("Amount?"), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        var soldAt = DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var body = "{\"root\": {\"transaction\": [{\"type\": \"regular\", \"number\": \"B-" + DateTime.Now.Ticks + "\", \"amount\": " + amount
            + ", \"billing_time\": \"" + soldAt + "\", \"customer\": {\"mobile\": \"" + mobile + "\"}}]}}";
        var sale = new Call { Method = "POST", Path = "/v1.1/transaction/add?format=json", Body = body, Outbox = "accept" };
        var answer = await agent.CallAsync("loyalty", sale);
        Console.WriteLine("Sale: " + (answer.OutboxId == null ? answer.Status.ToString() : "kept, and will be sent"));
    }
}
