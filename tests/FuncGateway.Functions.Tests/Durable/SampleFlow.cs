using FuncGateway.Gateway.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FuncGateway.Functions.Tests.Durable;

/// <summary>A flow of the shape that approvals have: tell somebody, wait for a decision, close whatever came.</summary>
internal static class SampleFlow
{
    public static Task<string> OrchestrateAsync([OrchestrationTrigger] TaskOrchestrationContext context) => RunAsync(new DurableFlow(context));

    public static async Task<string> RunAsync(IFlow flow)
    {
        var told = "told";
        try
        {
            await flow.CallAsync<string>("notify", flow.InstanceId, new ActivityRetry(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
        }
        catch (ActivityFailedException)
        {
            told = "untold";
        }

        var decision = await flow.WaitForAsync<string>("decision", TimeSpan.FromMinutes(15));
        return await flow.CallAsync<string>("close", $"{told}, {decision ?? "expired"}", ActivityRetry.None);
    }
}
