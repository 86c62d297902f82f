using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.LocalHost;

namespace FuncGateway.Cli.Gateway;

/// <summary>The gateway that <c>fgw login</c> chose. Holds no secret: tokens come from the Azure CLI each time.</summary>
/// <param name="Scope">Of its access tokens; null if it has no Microsoft Entra sign-in.</param>
/// <param name="Tenant">Null for the tenant that is signed in.</param>
internal sealed record SavedLogin(string Url, string? Scope, string? Tenant)
{
    private const string FileName = "login.json";

    /// <summary>Returns null if nobody has logged in.</summary>
    /// <param name="folder">The configuration folder of the user.</param>
    public static SavedLogin? Find(string folder)
    {
        var path = PathIn(folder);
        try
        {
            return !File.Exists(path) ? null
                : JsonSerializer.Deserialize(File.ReadAllBytes(path), SavedLoginJson.Default.SavedLogin) is { } login && Uri.TryCreate(login.Url, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? login
                : throw new JsonException("it names no gateway");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Failed, $"{path} cannot be read ({e.Message}). Run 'fgw logout', then 'fgw login' again.", inner: e);
        }
    }

    public void Save(string folder) => WholeFile.Write(PathIn(folder), JsonSerializer.Serialize(this, SavedLoginJson.Default.SavedLogin));

    /// <summary>Returns whether there was one.</summary>
    public static bool Delete(string folder)
    {
        var exists = File.Exists(PathIn(folder));
        if (exists)
        {
            File.Delete(PathIn(folder));
        }

        return exists;
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}

/// <summary>Serialisation of the saved login.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(SavedLogin))]
internal sealed partial class SavedLoginJson : JsonSerializerContext;
