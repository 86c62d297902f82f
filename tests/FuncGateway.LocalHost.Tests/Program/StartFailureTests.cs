using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FuncGateway.LocalHost.Commands;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FuncGateway.LocalHost.Tests.Program;

/// <summary>What keeps a gateway from starting is one sentence that says what to do, and exit code 69.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("start");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Serve_OnAPortThatIsTaken_NamesThePortAndAnotherOne()
    {
        await using var other = await LoopbackServer.StartAsync(_ => { }, app => app.Run(context => context.Response.WriteAsync("hello")));
        var port = other.Address.Port;

        Assert.Equal($"Port {port} is taken by another program. Stop it, or choose another port: --port {port + 1}.", await FailAsync([$"--port={port}"]));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    public async Task Run_WithoutNode_SaysWhatToInstall(string command) =>
        Assert.Contains("there is no 'node' on the PATH. Install Node.js 20 or later", await FailAsync(OnFreePorts(), command, new() { ["PATH"] = _folder.FullName }), StringComparison.Ordinal);

    [Fact]
    public async Task Serve_WithAnOldNode_SaysWhichVersionItNeeds()
    {
        foreach (var name in new[] { "node", "npm" })
        {
            var script = Path.Combine(_folder.FullName, name);
            await File.WriteAllTextAsync(script, "#!/bin/sh\necho v16.20.0\n");
            using var chmod = Process.Start("chmod", ["+x", script]);
            await chmod.WaitForExitAsync();
        }

        Assert.Contains("needs Node.js 20 or later, but", await FailAsync(OnFreePorts(), "serve", new() { ["PATH"] = _folder.FullName }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAnotherProgramOnAPortOfAzurite_NamesThePortAndOtherOnes()
    {
        var first = FreePorts.FindThree();
        using var other = new TcpListener(IPAddress.Loopback, first + 1);
        other.Start();
        _ = CloseAsync(other);

        Assert.Equal(
            $"Azurite, the storage emulator, needs ports {first} to {first + 2}, and another program listens on port {first + 1}. Stop it, or choose other ports: --FuncGateway:AzuritePort={first + 1000}.",
            await FailAsync([$"--FuncGateway:AzuritePort={first}"]));
    }

    [Fact]
    public async Task Serve_WithAFileForAFolder_SaysThatTheDataFolderCannotBeUsed()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        Assert.StartsWith($"The data folder {file} cannot be used: ", await FailAsync([$"--FuncGateway:DataFolder={file}"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAStorageThatIsNotThere_NamesItsAddress() =>
        Assert.Contains(" does not answer (Connection refused). ", await FailAsync([$"--AzureWebJobsStorage={Storage(new Uri("http://127.0.0.1:1"))}"]), StringComparison.Ordinal);

    [Fact]
    public async Task Check_AgainstAStorageWithAnotherTime_SaysThatTheClockIsWrong()
    {
        await using var storage = await LoopbackServer.StartAsync(_ => { }, app => app.Run(Refuse));
        var wrong = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(20));

        var refused = await Assert.ThrowsAsync<StartException>(() => StorageProbe.CheckAsync(Storage(storage.Address), wrong, CancellationToken.None));
        await StorageProbe.CheckAsync(Storage(storage.Address), TimeProvider.System, CancellationToken.None);

        Assert.StartsWith("The clock of this machine is wrong: it says ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "RequestTimeTooSkewed", "its clock is wrong")]
    [InlineData(403, "AuthenticationFailed", "refuses the account key")]
    [InlineData(400, "InvalidHeaderValue", "does not know the version of its API")]
    [InlineData(500, "InternalError", "answered 500 InternalError")]
    public void Explain_ARefusalOfTheStorage_SaysWhatItMeans(int status, string code, string text)
    {
        var refused = new InvalidOperationException("wrapped", new global::Azure.RequestFailedException(status, "many\nlines", code, null));

        var failure = StartFailure.Explain(refused);

        Assert.Equal(ExitCodes.NotReachable, failure?.ExitCode);
        Assert.Contains(text, failure?.Sentence, StringComparison.Ordinal);
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static string[] OnFreePorts() => [$"--FuncGateway:AzuritePort={FreePorts.FindThree()}"];

    private static string Storage(Uri address) =>
        $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey={Convert.ToBase64String(new byte[32])};" + string.Concat(new[] { "Blob", "Queue", "Table" }.Select(service => $"{service}Endpoint={address}a;"));

    private static async Task CloseAsync(TcpListener listener)
    {
        while (listener.Server.IsBound)
        {
            try
            {
                (await listener.AcceptTcpClientAsync()).Dispose();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Returns the last line of a command that cannot start.</summary>
    private async Task<string> FailAsync(string[] settings, string command = "serve", Dictionary<string, string>? environment = null)
    {
        // Its own port is a free one, unless the test is about that.
        string[] port = settings.Any(setting => setting.StartsWith("--port", StringComparison.Ordinal)) ? [] : ["--port=0"];
        string[] folder = settings.Any(setting => setting.Contains("DataFolder", StringComparison.Ordinal)) ? [] : [$"--FuncGateway:DataFolder={_folder.FullName}"];

        var run = await HostProcess.RunAsync([command, .. port, .. folder, .. settings], environment);

        Assert.True(run.ExitCode == ExitCodes.NotReachable, $"{run.ExitCode}: {run.Output}");
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        return run.Output.Split('\n')[^1];
    }
}
