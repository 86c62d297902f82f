using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AzureStandIn;

/// <summary>az ad: applications, service principals, people.</summary>
internal sealed partial class DirectoryCommands(StateFile state)
{
    private readonly Directory _directory = new(state);

    public Answer Run(CommandLine line) => line.Command switch
    {
        "az ad signed-in-user show" => new Answer(Me("user").DeepClone()),
        "az ad user show" => new Answer((state.Find("users", "id", line.Need("--id")) ?? state.Find("users", "userPrincipalName", line.Need("--id")) ?? throw Missing(line)).DeepClone()),
        "az ad app list" => Answer.List(state.All("applications").Where(Filter(line))),
        "az ad app show" => new Answer(_directory.Application(line.Need("--id")).DeepClone()),
        "az ad app owner list" => Answer.List(Directory.Owners(_directory.Application(line.Need("--id"))).Select(id => new JsonObject { ["id"] = id })),
        "az ad app owner add" => AddOwner(line),
        "az ad sp list" => Answer.List(state.All("servicePrincipals").Where(Filter(line))),
        "az ad sp show" => new Answer((state.Find("servicePrincipals", "id", line.Need("--id")) ?? state.Find("servicePrincipals", "appId", line.Need("--id")) ?? throw Missing(line)).DeepClone()),
        _ => new RestCommand(state).CreatePrincipal(StateFile.Text(_directory.Application(line.Need("--id")), "appId")),
    };

    private JsonObject Me(string type) => StateFile.Text(state.Root["account"], "type") == type
        ? _directory.Me()
        : throw CommandFailedException.Refused("/me request is only valid with delegated authentication flow.");

    private Answer AddOwner(CommandLine line)
    {
        var application = _directory.Application(line.Need("--id"));
        var owner = line.Need("--owner-object-id");
        if (Directory.Owners(application).Contains(owner))
        {
            throw CommandFailedException.Refused("One or more added object references already exist for the following modified properties: 'owners'.");
        }

        StateFile.Array(application, "owners").Add(owner);
        return Answer.Written();
    }

    private static Func<JsonObject, bool> Filter(CommandLine line) => (line["--filter"], line["--app-id"], line["--identifier-uri"]) switch
    {
        (null, { } id, null) => each => StateFile.Text(each, "appId") == id,
        (null, null, { } uri) => each => Has(each, "identifierUris", uri),
        ({ } filter, null, null) when PropertyFilter().Match(filter) is { Success: true } match =>
            each => StateFile.Text(each, match.Groups[1].Value) == match.Groups[2].Value,
        ({ } filter, null, null) when TagFilter().Match(filter) is { Success: true } match =>
            each => Has(each, "tags", match.Groups[1].Value),
        _ => throw CommandFailedException.Misused($"Invalid filter clause: {string.Join(' ', line.Options)}"),
    };

    private static bool Has(JsonObject each, string property, string value) =>
        StateFile.Array(each, property).Any(item => item?.GetValue<string>() == value);

    private static CommandFailedException Missing(CommandLine line) =>
        CommandFailedException.NotFound($"Resource '{line.Need("--id")}' does not exist or one of its queried reference-property objects are not present.");

    [GeneratedRegex("^(appId|displayName) eq '([^']*)'$")]
    private static partial Regex PropertyFilter();

    [GeneratedRegex("^tags/any\\(t:t eq '([^']*)'\\)$")]
    private static partial Regex TagFilter();
}
