using System.Text.Json.Nodes;
using AzureStandIn;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The stand-in refuses what az, azd and Microsoft Graph refuse, so that a hook with a mistake fails its tests.</summary>
public sealed class HookStandInTests
{
    [Theory]
    [InlineData(2, "az", "ad", "app", "delete", "--id", "x")]
    [InlineData(2, "az", "ad", "app", "show")]
    [InlineData(2, "az", "account", "show", "--verbose", "x")]
    [InlineData(2, "az", "account", "show", "extra")]
    [InlineData(2, "az", "account", "show", "--query", "][")]
    [InlineData(2, "az", "ad", "app", "list", "--filter", "startswith(displayName, 'x')")]
    [InlineData(2, "az", "rest", "--method", "get", "--url", "https://graph.microsoft.com/v1.0/me")]
    [InlineData(2, "azd", "env", "exec", "--", "sh")]
    [InlineData(3, "az", "ad", "app", "show", "--id", "nobody")]
    [InlineData(1, "azd", "env", "get-value", "NOTHING")]
    public void Command_ThatIsWrong_Fails(int exitCode, params string[] args)
    {
        using var scene = new TemporaryDirectory();

        Assert.Equal(exitCode, Run(scene, HookState.Fill, args).ExitCode);
    }

    [Theory]
    [InlineData("""{"appRoles": []}""", "CannotDeleteOrUpdateEnabledEntitlement")]
    [InlineData("""{"api": {"preAuthorizedApplications": [{"appId": "x", "delegatedPermissionIds": ["unknown"]}]}}""", "does not exist")]
    [InlineData("""{"name": "x"}""", "property 'name'")]
    [InlineData("""{"spa": {"redirectUris": ["http://gateway.example/ui"]}}""", "redirect address")]
    [InlineData("{'tags': []}", "not JSON")]
    public void Change_ThatGraphRefuses_Fails(string body, string said)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.Combine("body.json"), body);

        var (exitCode, errors) = Run(
            directory,
            root =>
            {
                HookState.Fill(root);
                root["applications"] = new JsonArray(new JsonObject
                {
                    ["id"] = "object-1",
                    ["appId"] = "client-1",
                    ["owners"] = new JsonArray(HookScene.UserId),
                    ["appRoles"] = new JsonArray(new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["value"] = "Admin", ["isEnabled"] = true }),
                    ["api"] = new JsonObject(),
                    ["spa"] = new JsonObject(),
                });
            },
            "az", "rest", "--method", "patch", "--url", "https://graph.microsoft.com/v1.0/applications/object-1", "--headers", "Content-Type=application/json", "--body", "@" + directory.Combine("body.json"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Errors) Run(TemporaryDirectory directory, Action<JsonObject> fill, params string[] args)
    {
        var root = new JsonObject();
        fill(root);
        File.WriteAllText(directory.Combine("state.json"), root.ToJsonString());
        using var errors = new StringWriter();
        return (new StandIn(new StateFile(directory.Combine("state.json")), TextWriter.Null, errors).Run(args), errors.ToString());
    }
}
