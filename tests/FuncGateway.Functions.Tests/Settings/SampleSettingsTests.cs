using System.Collections;
using System.Reflection;
using FuncGateway.Admin.People;
using FuncGateway.Core;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>The sample lists every existing setting and no others.</summary>
public sealed class SampleSettingsTests
{
    // Settings that are read by the platform, or before options are bound.
    private static readonly string[] Others =
    [
        "AzureWebJobsDisableHomepage", "AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "FuncGateway__KeyVaultUri",
        "FuncGateway__TablePrefix", "FuncGateway__UpstreamKeyVaultUri", "TASKHUB_NAME",
    ];

    [Fact]
    public void Sample_ComparedWithTheOptions_ListsEachSetting()
    {
        var options = OptionsClasses().ToArray();
        Assert.Contains(typeof(GatewayOptions), options);
        var expected = options.SelectMany(Settings).Concat(Others).Order(StringComparer.Ordinal);
        Assert.Equal(expected, SampleSettings.All.Keys.Select(WithoutIndex).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sample_OfTheStorage_IsTheEmulator() => Assert.Equal("UseDevelopmentStorage=true", SampleSettings.All["AzureWebJobsStorage"]);

    [Fact]
    public void Sample_OfSecrets_HoldsNone()
    {
        Assert.Equal("", SampleSettings.All["FuncGateway__AdminKey"]);
        var key = Convert.FromBase64String(SampleSettings.All["FuncGateway__SessionKey"]);
        Assert.Equal("local-development-only-not-a-secret!", System.Text.Encoding.UTF8.GetString(key));
    }

    private static IEnumerable<Type> OptionsClasses() => new[] { typeof(GatewayOptions), typeof(AdminOptions) }.SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null);

    private static IEnumerable<string> Settings(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
        .Select(property => $"{options.GetField("Section")?.GetRawConstantValue()}:{property.Name}".Replace(":", "__", StringComparison.Ordinal));

    // The elements of a list are set individually: Name__0, Name__1.
    private static string WithoutIndex(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') is var stem && stem.EndsWith("__", StringComparison.Ordinal) ? stem[..^2] : name;
}
