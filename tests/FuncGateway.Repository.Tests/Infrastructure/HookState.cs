using System.Text.Json.Nodes;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The tenant that a scene starts with, and what tests add to it.</summary>
internal static class HookState
{
    public static void Fill(JsonObject root)
    {
        root["signedIn"] = true;
        root["tenant"] = HookScene.Tenant;
        root["account"] = new JsonObject { ["type"] = "user", ["name"] = HookScene.User };
        root["subscriptions"] = new JsonArray(new JsonObject { ["id"] = HookScene.Subscription, ["tenantId"] = HookScene.Tenant });
        root["users"] = new JsonArray(
            new JsonObject { ["id"] = HookScene.UserId, ["userPrincipalName"] = HookScene.User },
            new JsonObject { ["id"] = HookScene.StrangerId, ["userPrincipalName"] = "stranger@example.com" });
        root["servicePrincipals"] = new JsonArray(new JsonObject { ["id"] = HookScene.PipelineId, ["appId"] = HookScene.PipelineClientId });
        root["vaults"] = new JsonObject { ["kv-sample"] = new JsonObject { ["secrets"] = new JsonObject(), ["refusals"] = 0 } };
        root["environment"] = new JsonObject
        {
            ["AZURE_ENV_NAME"] = "sample",
            ["AZURE_SUBSCRIPTION_ID"] = HookScene.Subscription,
            ["AZURE_TENANT_ID"] = HookScene.Tenant,
            ["GATEWAY_URL"] = HookScene.Url,
            ["GATEWAY_VAULT_NAME"] = "kv-sample",
            ["GATEWAY_VAULT_PAUSE_SECONDS"] = "0",
            ["GATEWAY_ENTRA_PAUSE_SECONDS"] = "0",
            ["GATEWAY_HEALTH_PAUSE_SECONDS"] = "0",
        };
    }

    public static void SignInPipeline(JsonObject root) =>
        root["account"] = new JsonObject { ["type"] = "servicePrincipal", ["name"] = HookScene.PipelineClientId };

    /// <summary>Adds an application as it is after somebody registered it in the portal, and returns its client id.</summary>
    public static string AddApplication(this HookScene scene, string owner, string? tag = null, string name = "FuncGateway (sample)")
    {
        var clientId = Guid.NewGuid().ToString();
        scene.Change(root => ListOf(root, "applications").Add(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["appId"] = clientId,
            ["displayName"] = name,
            ["owners"] = new JsonArray(owner),
            ["tags"] = tag is null ? [] : new JsonArray(tag),
            ["identifierUris"] = new JsonArray(),
            ["appRoles"] = new JsonArray(),
            ["api"] = new JsonObject { ["requestedAccessTokenVersion"] = null, ["oauth2PermissionScopes"] = new JsonArray(), ["preAuthorizedApplications"] = new JsonArray() },
            ["spa"] = new JsonObject { ["redirectUris"] = new JsonArray() },
        }));
        return clientId;
    }

    /// <summary>Changes the only application of the scene.</summary>
    public static void ChangeApplication(this HookScene scene, Action<JsonObject> change) =>
        scene.Change(root => change(ListOf(root, "applications").OfType<JsonObject>().Single()));

    public static JsonArray ListOf(JsonObject owner, string property)
    {
        if (owner[property] is not JsonArray list)
        {
            owner[property] = list = [];
        }

        return list;
    }

    public static string[] Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(each => each?.GetValue<string>() ?? "null")];
}
