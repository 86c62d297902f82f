using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AzureStandIn;

/// <summary>az rest: the requests to Microsoft Graph that the hooks send.</summary>
internal sealed partial class RestCommand(StateFile state)
{
    private const string Graph = "https://graph.microsoft.com/v1.0/";

    private readonly Directory _directory = new(state);

    public Answer Run(CommandLine line)
    {
        var url = line.Need("--url");
        if (!url.StartsWith(Graph, StringComparison.Ordinal))
        {
            throw CommandFailedException.Misused($"az rest --url {url} is not a request to Microsoft Graph 1.0.");
        }

        var (path, filter, _) = url[Graph.Length..].Split('?') is [var before, var after] ? (before, after, 0) : (url[Graph.Length..], "", 0);
        var parts = path.Split('/');
        return (line.Need("--method"), parts, filter) switch
        {
            ("get", ["applications", var id], "") => new Answer(_directory.Application(id).DeepClone()),
            ("get", ["users" or "servicePrincipals", var id, "appRoleAssignments"], _) => Assignments(id, parts[0], filter),
            ("post", ["applications"], "") => Register(Body(line)),
            ("patch", ["applications", var id], "") => Patch(_directory.Application(id), Body(line)),
            ("post", ["servicePrincipals", var id, "appRoleAssignedTo"], "") => Assign(id, Body(line)),
            _ => throw CommandFailedException.Misused($"{line.Need("--method")} {url} is not a request of the stand-in."),
        };
    }

    public Answer CreatePrincipal(string appId)
    {
        if (state.Find("servicePrincipals", "appId", appId) is not null)
        {
            throw CommandFailedException.Refused($"The service principal cannot be created: the application {appId} has one.");
        }

        state.Add("servicePrincipals", new JsonObject { ["id"] = NewId(), ["appId"] = appId });
        return Answer.Written();
    }

    private Answer Register(JsonObject body)
    {
        var application = ApplicationRules.New(body, NewId(), NewId());
        if (state.Root["ownersOfNew"]?.GetValue<string>() != "none")
        {
            StateFile.Array(application, "owners").Add(StateFile.Text(_directory.Me(), "id"));
        }

        application["hiddenFor"] = state.Root["newHiddenFor"]?.DeepClone() ?? 0;
        state.Add("applications", application);
        return Answer.Written(application.DeepClone());
    }

    private Answer Patch(JsonObject application, JsonObject body)
    {
        _directory.NeedOwner(application);
        ApplicationRules.Patch(application, body);
        return Answer.Written();
    }

    private Answer Assignments(string id, string kind, string filter)
    {
        var resource = ResourceFilter().Match(filter) is { Success: true } match ? match.Groups[1].Value
            : filter.Length == 0 ? null
            : throw CommandFailedException.Misused($"Invalid filter clause: {filter}");
        if (state.Find(kind, "id", id) is null)
        {
            throw CommandFailedException.NotFound($"Resource '{id}' does not exist.");
        }

        var found = state.All("assignments").Where(each => StateFile.Text(each, "principalId") == id && (resource is null || StateFile.Text(each, "resourceId") == resource));
        return new Answer(new JsonObject { ["value"] = Answer.List(found).Result });
    }

    private Answer Assign(string id, JsonObject body)
    {
        ApplicationRules.Only(body, "principalId", "resourceId", "appRoleId");
        var principal = state.Find("servicePrincipals", "id", id) ?? throw CommandFailedException.NotFound($"Resource '{id}' does not exist.");
        var application = state.Find("applications", "appId", StateFile.Text(principal, "appId")) ?? throw CommandFailedException.NotFound("No application.");
        _directory.NeedOwner(application);
        var role = StateFile.Array(application, "appRoles").FirstOrDefault(each => StateFile.Text(each, "id") == StateFile.Text(body, "appRoleId"))
            ?? throw CommandFailedException.Refused("Permission being assigned was not found on application.");
        var kind = state.Find("users", "id", StateFile.Text(body, "principalId")) is not null ? "User" : "Application";
        if (StateFile.Text(body, "resourceId") != id || !StateFile.Array(role.AsObject(), "allowedMemberTypes").Any(each => each?.GetValue<string>() == kind))
        {
            throw CommandFailedException.Refused("Permission being assigned is not available to this principal.");
        }

        if (state.All("assignments").Any(each => JsonNode.DeepEquals(each["principalId"], body["principalId"]) && JsonNode.DeepEquals(each["appRoleId"], body["appRoleId"])))
        {
            throw CommandFailedException.Refused("Permission being assigned already exists on the object.");
        }

        body["id"] = NewId();
        state.Add("assignments", body);
        return Answer.Written();
    }

    private static JsonObject Body(CommandLine line)
    {
        if (line["--headers"] != "Content-Type=application/json" || line.Need("--body") is not ['@', ..] file)
        {
            throw CommandFailedException.Misused("A body comes from a file, and with its content type.");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file[1..]), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })?.AsObject() ?? [];
        }
        catch (JsonException e)
        {
            throw CommandFailedException.Misused($"The body is not JSON: {e.Message}");
        }
    }

    private static string NewId() => Guid.NewGuid().ToString();

    [GeneratedRegex("^\\$filter=resourceId eq ([0-9a-f-]{36})$")]
    private static partial Regex ResourceFilter();
}
