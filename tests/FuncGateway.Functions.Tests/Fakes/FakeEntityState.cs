using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace FuncGateway.Functions.Tests.Fakes;

/// <summary>State as the platform keeps it: text between two operations, so whatever does not survive JSON does not survive here.</summary>
internal sealed class FakeEntityState : TaskEntityState
{
    // As the worker reads by default: names as they are written, case no matter.
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public string? Text { get; private set; }

    public override bool HasState => Text is not null;

    public static object? Read(string? text, Type type) => text is null ? null : JsonSerializer.Deserialize(text, type, Options);

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType());

    public override object? GetState(Type type) => Read(Text, type);

    public override void SetState(object? state) => Text = state is null ? null : Write(state);
}
