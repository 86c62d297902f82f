using ModelContextProtocol.Protocol;

namespace FuncGateway.LocalHost.Demo;

/// <summary>The second act of the demo: an agent asks for a refund and waits until a person has decided.</summary>
internal sealed class DemoRefund(DemoSetup setup, TextWriter output)
{
    private const string Tool = "refund-payment";
    private static readonly Dictionary<string, object?> Arguments = new()
    {
        ["paymentId"] = "pay_1042",
        ["amount"] = 89.5m,
        ["reason"] = "The seats were billed twice.",
    };

    /// <summary>Returns the text of the final answer: the refund, or why it was refused.</summary>
    /// <param name="approvalsLink">Where a person decides, signed in by the link.</param>
    public async Task<string> RunAsync(string approvalsLink, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"\nAn agent asks for a refund: {Tool} of pay_1042, 89.50. The recommended policy lets a person decide. Decide here:\n\n  {approvalsLink}\n");
        await using var agent = await DemoScript.ConnectAsync(setup.McpUrl, setup.Token, cancellationToken);
        while (true)
        {
            // The gateway holds the call for some seconds. Without a decision by then it answers that the call waits, and the agent asks again.
            var answer = await agent.CallToolAsync(Tool, Arguments, cancellationToken: cancellationToken);
            var text = answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text ?? "";
            if (!IsPending(answer))
            {
                return text;
            }

            await output.WriteLineAsync("The agent still waits …");
        }
    }

    private static bool IsPending(CallToolResult answer) => answer.Meta?["funcgateway/approval"]?["state"]?.GetValue<string>() == "pending";
}
