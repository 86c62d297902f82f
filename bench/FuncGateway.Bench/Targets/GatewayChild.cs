using FuncGateway.LocalHost;

namespace FuncGateway.Bench.Targets;

internal static class GatewayChild
{
    public static async Task<int> RunAsync(string[] settings)
    {
        // Standard output carries the answers to the parent.
        string[] args = ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:Console:LogToStandardErrorThreshold=Trace", .. settings];
        await using var gateway = await LocalHostApp.StartAsync(args, Console.Error);
        return await ChildProcess.ServeAsync(gateway.Url);
    }
}
