using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>The settings of <c>local.settings.sample.json</c>, and configuration built from them as from environment variables, under a host started by <c>func start</c>.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } = JsonDocument.Parse(Repository.Read("local.settings.sample.json"))
        .RootElement.GetProperty("Values").EnumerateObject()
        .ToDictionary(setting => setting.Name, setting => setting.Value.GetString() ?? "");

    public static IConfiguration With(params (string Name, string? Value)[] others) => new ConfigurationBuilder()
        .AddInMemoryCollection(All.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
        .AddInMemoryCollection([KeyValuePair.Create("WEBSITE_HOSTNAME", (string?)"localhost:7071")])
        .AddInMemoryCollection(others.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        .Build();
}
