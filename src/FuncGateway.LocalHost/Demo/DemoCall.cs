namespace FuncGateway.LocalHost.Demo;

/// <summary>One call of the demo's client and what became of it.</summary>
internal sealed record DemoCall(string Tool, string Verdict, string Text, TimeSpan Took)
{
    public static string VerdictOf(bool isError, string text) => text switch
    {
        _ when !isError => "allowed",
        _ when text.StartsWith("[POLICY DENIED] Limit", StringComparison.Ordinal) => "limited",
        _ when text.StartsWith("[POLICY DENIED]", StringComparison.Ordinal) => "denied",
        _ => "failed",
    };
}
