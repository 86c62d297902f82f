using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>The messages that the worker has sent to the Functions host. Read by reflection, because the worker's side of the connection is not public.</summary>
internal sealed class HostChannel(IServiceProvider services)
{
    private static readonly Type Channel = Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc").GetType("Microsoft.Azure.Functions.Worker.GrpcHostChannel", throwOnError: true)
        ?? throw new TypeLoadException();

    /// <summary>The log lines that the host shows: those that belong to an invocation it knows.</summary>
    public IEnumerable<(string Category, string Message)> LinesOf(FunctionContext invocation) => All()
        .Where(message => message.TryGetProperty("rpcLog", out var line) && Text(line, "invocationId") == invocation.InvocationId)
        .Select(message => message.GetProperty("rpcLog"))
        .Select(line => (Text(line, "category"), Text(line, "message")));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private IEnumerable<JsonElement> All()
    {
        var reader = Get(Get(services.GetService(Channel), "Channel"), "Reader");
        var tryRead = reader.GetType().GetMethod("TryRead") ?? throw new MissingMethodException();
        for (var next = new object?[1]; tryRead.Invoke(reader, next) is true;)
        {
            yield return JsonSerializer.Deserialize<JsonElement>($"{next[0]}");
        }
    }

    private static object Get(object? owner, string property) =>
        owner?.GetType().GetProperty(property)?.GetValue(owner) ?? throw new MissingMemberException(property);
}
