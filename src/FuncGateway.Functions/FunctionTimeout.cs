using System.Globalization;
using System.Text.Json;
using FuncGateway.Hosting;
using Microsoft.Extensions.Configuration;

namespace FuncGateway.Functions;

/// <summary>
/// <c>functionTimeout</c> of the Functions host. When a request runs for longer, the host restarts the worker, which cuts off every other request of
/// the instance. It is read where the host reads it: from the app setting, then from <c>host.json</c>.
/// </summary>
/// <param name="Text">As written; null if it is not set.</param>
/// <param name="Source">Where it is set.</param>
public sealed record FunctionTimeout(string? Text, string Source)
{
    /// <summary>The app setting that replaces the value of host.json.</summary>
    public const string Setting = "AzureFunctionsJobHost:functionTimeout";

    /// <summary>The app's directory as the host tells its worker.</summary>
    public const string AppDirectory = "FUNCTIONS_APPLICATION_DIRECTORY";

    private const string Unbounded = "-1";
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The platform's default on the Flex Consumption plan.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromMinutes(30);

    public static FunctionTimeout Read(IConfiguration configuration)
    {
        if (configuration.Find(Setting) is { } setting)
        {
            return new FunctionTimeout(setting, $"the app setting {Setting.Replace(":", "__", StringComparison.Ordinal)}");
        }

        var file = Path.Combine(configuration.Find(AppDirectory) ?? AppContext.BaseDirectory, "host.json");
        return new FunctionTimeout(File.Exists(file) ? InFile(file) : null, file);
    }

    /// <summary>Reads the time. Returns false if the text is not one.</summary>
    /// <param name="limit">The longest time that a request may run; null if it is unbounded.</param>
    public bool TryGet(out TimeSpan? limit)
    {
        limit = Default;
        if (Text is null)
        {
            return true;
        }

        if (Text == Unbounded)
        {
            limit = null;
            return true;
        }

        var isTime = TimeSpan.TryParse(Text, CultureInfo.InvariantCulture, out var time);
        limit = time;
        return isTime;
    }

    private static string? InFile(string file)
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(file), Lenient);
        return host.RootElement.TryGetProperty("functionTimeout", out var timeout) ? timeout.ToString() : null;
    }
}
