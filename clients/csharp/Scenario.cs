// Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one.

using System;
using System.Linq;
using System.Runtime.Serialization;
using System.Threading.Tasks;
using TillAgents;

[DataContract]
public sealed class Step
{
    [DataMember] public string @do { get; set; }
    [DataMember] public string[] folders { get; set; }
    [DataMember] public string[] codes { get; set; }
    [DataMember] public int port { get; set; }
    [DataMember] public bool signs { get; set; }
    [DataMember] public string key { get; set; }
    [DataMember] public string name { get; set; }
    [DataMember] public string preset { get; set; }
    [DataMember] public string upstream { get; set; }
    [DataMember] public string path { get; set; }
    [DataMember] public string method { get; set; }
    [DataMember] public string body { get; set; }
    [DataMember] public string outbox { get; set; }
    [DataMember] public int timeoutMs { get; set; }
    [DataMember] public string requestId { get; set; }
    [DataMember] public string id { get; set; }
    [DataMember] public int waitSeconds { get; set; }
    [DataMember] public string mobile { get; set; }
    [DataMember] public string purpose { get; set; }
    [DataMember] public long amountMinor { get; set; }
    [DataMember] public string currency { get; set; }
    [DataMember] public string cashier { get; set; }
    [DataMember] public string shift { get; set; }
    [DataMember] public string receipt { get; set; }
    [DataMember] public string code { get; set; }
    [DataMember] public string statement { get; set; }
    [DataMember] public string audience { get; set; }
}

[DataContract]
public sealed class Given
{
    [DataMember(EmitDefaultValue = false)] public string[] folders { get; set; }
    [DataMember(EmitDefaultValue = false)] public string[] codes { get; set; }
    [DataMember(EmitDefaultValue = false)] public int port { get; set; }
    [DataMember(EmitDefaultValue = false)] public string pairingId { get; set; }
    [DataMember(EmitDefaultValue = false)] public string comparisonCode { get; set; }
    [DataMember(EmitDefaultValue = false)] public int status { get; set; }
    [DataMember(EmitDefaultValue = false)] public string body { get; set; }
    [DataMember(EmitDefaultValue = false)] public string requestId { get; set; }
    [DataMember(EmitDefaultValue = false)] public string outboxId { get; set; }
    [DataMember(EmitDefaultValue = false)] public bool? valid { get; set; }
    [DataMember(EmitDefaultValue = false)] public GivenFault fault { get; set; }
}

[DataContract]
public sealed class GivenFault
{
    [DataMember] public string code { get; set; }
    [DataMember] public string remedy { get; set; }
    [DataMember] public string requestId { get; set; }
    [DataMember] public bool mayHaveHappened { get; set; }
    [DataMember] public int retryAfterSeconds { get; set; }
}

public static class Scenario
{
    private static TillAgent agent;
    private static Pairing pairing;

    public static void Main()
    {
        for (string line; (line = Console.ReadLine()) != null;)
            Console.WriteLine(AnswerToAsync(Json.Read<Step>(line)).GetAwaiter().GetResult());
    }

    private static async Task<string> AnswerToAsync(Step step)
    {
        try
        {
            return await RunAsync(step);
        }
        catch (FaultException fault)
        {
            return Json.Write(new Given
            {
                fault = new GivenFault
                {
                    code = fault.Code, remedy = fault.Remedy, requestId = fault.RequestId,
                    mayHaveHappened = fault.MayHaveHappened, retryAfterSeconds = (int)fault.RetryAfter.TotalSeconds,
                },
            });
        }
    }

    private static async Task<string> RunAsync(Step step)
    {
        switch (step.@do)
        {
            case "folders": return Json.Write(new Given { folders = TillAgent.AnnouncementFolders().ToArray() });
            case "find": return Json.Write(new Given { port = TillAgent.FindPort(step.folders) });
            case "mayRepeat": return Json.Write(new Given { codes = step.codes.Where(FaultException.MayRepeat).ToArray() });
            case "connect":
                agent?.Dispose();
                agent = new TillAgent(step.port, step.key, step.signs);
                return "{}";
            case "pair":
                pairing = await agent.AskToPairAsync(step.name, new Grant { Upstream = step.upstream, Allow = new[] { step.preset } });
                return Json.Write(new Given { pairingId = pairing.PairingId, comparisonCode = pairing.ComparisonCode });
            case "waitForKey": return Json.Write(await agent.WaitForKeyAsync(pairing));
            case "status": return Json.Write(await agent.StatusAsync());
            case "call": return await CallAsync(step);
            case "outcome": return Json.Write(await agent.OutcomeOfAsync(step.requestId));
            case "outboxEntry": return Json.Write(await agent.OutboxEntryAsync(step.id, step.waitSeconds));
            case "startVerification": return Json.Write(await agent.StartVerificationAsync(StartOf(step)));
            case "waitForVerification": return Json.Write(await agent.WaitForVerificationAsync(step.id, step.waitSeconds));
            case "giveCode": return Json.Write(await agent.GiveCodeAsync(step.id, step.code));
            case "resendCode": return Json.Write(await agent.ResendCodeAsync(step.id));
            case "cancelVerification": return Json.Write(await agent.CancelVerificationAsync(step.id));
            case "checkStatement": return Json.Write(await agent.CheckStatementAsync(step.statement, Mobile(step)));
            case "verifyStatement":
                var believed = TillAgent.VerifyStatement(step.statement, await agent.KeysAsync(), step.audience, OpenSslEcdsa.For);
                return Json.Write(new Given { valid = believed != null });
            default: throw new ArgumentException("There is no such step.");
        }
    }

    private static async Task<string> CallAsync(Step step)
    {
        var call = new Call { Method = step.method ?? "GET", Path = step.path, Body = step.body, Outbox = step.outbox };
        if (step.timeoutMs > 0) call.Timeout = TimeSpan.FromMilliseconds(step.timeoutMs);
        var answer = await agent.CallAsync(step.upstream, call);
        return Json.Write(new Given
        {
            status = answer.Status, body = answer.Body, requestId = answer.RequestId, outboxId = answer.OutboxId,
        });
    }

    private static VerificationStart StartOf(Step step) => new VerificationStart
    {
        Upstream = step.upstream, Identifier = Mobile(step), Purpose = step.purpose,
        Amount = new Amount { Minor = step.amountMinor, Currency = step.currency },
        Cashier = step.cashier, Shift = step.shift, Receipt = step.receipt,
    };

    private static Identifier Mobile(Step step) => new Identifier { Type = "mobile", Value = step.mobile };
}
