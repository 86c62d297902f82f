using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Node;
using FuncGateway.Testing.Npm;

namespace FuncGateway.Testing.Clients;

/// <summary>A real, connected TypeScript client. It runs one operation at a time.</summary>
public sealed class TypeScriptClient : IAsyncDisposable
{
    private readonly NodeProcess _process;

    private TypeScriptClient(NodeProcess process) => _process = process;

    /// <summary>The server's name as reported by the server.</summary>
    public string? ServerName { get; private set; }

    /// <summary>The negotiated protocol revision.</summary>
    public string? ProtocolVersion { get; private set; }

    /// <exception cref="TypeScriptClientException">The client could not connect.</exception>
    public static async Task<TypeScriptClient> ConnectAsync(
        TypeScriptSdk sdk, Uri url, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        string[] script = sdk switch
        {
            TypeScriptSdk.V1 => ["sdk-client.mjs"],
            TypeScriptSdk.V2Legacy => ["client-v2.mjs", "legacy"],
            TypeScriptSdk.V2Auto => ["client-v2.mjs", "auto"],
            _ => throw new ArgumentOutOfRangeException(nameof(sdk), sdk, "Not one of the clients."),
        };
        var client = new TypeScriptClient(await TestPackages.StartScriptAsync(script));
        try
        {
            var answer = await client.StepAsync(new { @do = "connect", url, headers }, cancellationToken);
            client.ServerName = answer.TryGetProperty("server", out var server) ? server.GetString() : null;
            client.ProtocolVersion = answer.TryGetProperty("version", out var version) ? version.GetString() : null;
            return client;
        }
        catch (Exception e) when (e is TypeScriptClientException or OperationCanceledException)
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <returns>The tools of all pages, as returned by the client.</returns>
    public async Task<IReadOnlyList<JsonElement>> ListToolsAsync(CancellationToken cancellationToken)
    {
        var answer = await StepAsync(new { @do = "list" }, cancellationToken);
        return [.. answer.GetProperty("tools").EnumerateArray()];
    }

    public async Task<IReadOnlyList<string>> ListToolNamesAsync(CancellationToken cancellationToken) =>
        [.. (await ListToolsAsync(cancellationToken)).Select(tool => tool.GetProperty("name").GetString() ?? "")];

    public async Task<ClientCall> CallAsync(string tool, JsonObject? arguments, CancellationToken cancellationToken) =>
        (await CallAsync(tool, arguments, times: 1, cancellationToken))[0];

    /// <summary>Makes the same call several times, one after the other.</summary>
    public async Task<IReadOnlyList<ClientCall>> CallAsync(string tool, JsonObject? arguments, int times, CancellationToken cancellationToken)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(new { @do = "call", name = tool, arguments, times }), cancellationToken);
        var calls = new List<ClientCall>(times);
        while (calls.Count < times)
        {
            var answer = await ReadAsync(cancellationToken);
            calls.Add(answer.TryGetProperty("result", out var result) ? new ClientCall(result, null) : new ClientCall(default, ErrorOf(answer)));
        }

        return calls;
    }

    /// <summary>Closes the connection through the client.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => StepAsync(new { @do = "close" }, cancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<JsonElement> StepAsync(object step, CancellationToken cancellationToken)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(step), cancellationToken);
        var answer = await ReadAsync(cancellationToken);
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new TypeScriptClientException(ErrorOf(answer));
    }

    private async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await _process.ReadLineAsync(cancellationToken)
            ?? throw new TypeScriptClientException($"The client ended. It said:\n{_process.Errors}");
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static ClientError ErrorOf(JsonElement answer)
    {
        var error = answer.GetProperty("error");
        return new ClientError(
            error.GetProperty("name").GetString() ?? "",
            error.TryGetProperty("code", out var code) ? code.GetInt32() : null,
            error.GetProperty("message").GetString() ?? "");
    }
}
