using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>Finds what the signed-in account works with.</summary>
internal sealed class Directory(StateFile state)
{
    /// <summary>An application by object id, client id or identifier URI. One that was just registered is not there at once.</summary>
    public JsonObject Application(string id)
    {
        var found = state.Find("applications", "id", id) ?? state.Find("applications", "appId", id)
            ?? state.All("applications").FirstOrDefault(each => StateFile.Array(each, "identifierUris").Any(uri => uri?.GetValue<string>() == id));
        return found is not null && !state.CountDown(found, "hiddenFor")
            ? found
            : throw CommandFailedException.NotFound($"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
    }

    public static IEnumerable<string> Owners(JsonObject application) =>
        StateFile.Array(application, "owners").Select(each => each?.GetValue<string>() ?? "");

    /// <summary>The user or the service principal that is signed in.</summary>
    public JsonObject Me()
    {
        var account = state.Root["account"];
        var (kind, property) = StateFile.Text(account, "type") == "user" ? ("users", "userPrincipalName") : ("servicePrincipals", "appId");
        return state.Find(kind, property, StateFile.Text(account, "name")) ?? throw CommandFailedException.Refused("The signed-in account is not in the directory.");
    }

    public void NeedOwner(JsonObject application)
    {
        if (!Owners(application).Contains(StateFile.Text(Me(), "id")))
        {
            throw CommandFailedException.Refused("Forbidden: Insufficient privileges to complete the operation. (Authorization_RequestDenied)");
        }
    }
}
