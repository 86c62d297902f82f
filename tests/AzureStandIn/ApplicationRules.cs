using System.Text.Json.Nodes;

namespace AzureStandIn;

/// <summary>What Microsoft Graph refuses when an application is registered or changed.</summary>
internal static class ApplicationRules
{
    private static readonly string[] Collections = ["tags", "identifierUris", "appRoles"];

    public static JsonObject New(JsonObject body, string id, string appId)
    {
        var application = new JsonObject
        {
            ["id"] = id,
            ["appId"] = appId,
            ["api"] = new JsonObject { ["requestedAccessTokenVersion"] = null, ["oauth2PermissionScopes"] = new JsonArray(), ["preAuthorizedApplications"] = new JsonArray() },
            ["spa"] = new JsonObject { ["redirectUris"] = new JsonArray() },
        };
        foreach (var collection in Collections)
        {
            application[collection] = new JsonArray();
        }

        Patch(application, body);
        return application;
    }

    public static void Patch(JsonObject application, JsonObject body)
    {
        Only(body, "displayName", "signInAudience", "tags", "identifierUris", "appRoles", "api", "spa");
        if (body["appRoles"] is JsonArray roles)
        {
            CheckEntitlements(application["appRoles"], roles, "id", "value", "displayName", "description", "allowedMemberTypes", "isEnabled");
        }

        if (body["api"] is JsonObject api)
        {
            Only(api, "requestedAccessTokenVersion", "oauth2PermissionScopes", "preAuthorizedApplications");
            CheckApi(application["api"], api);
        }

        if (body["spa"] is JsonObject spa)
        {
            Only(spa, "redirectUris");
            CheckAddresses(StateFile.Array(spa, "redirectUris"));
        }

        foreach (var (name, value) in body.ToArray())
        {
            Merge(application, name, value);
        }
    }

    public static void Only(JsonObject body, params string[] properties)
    {
        if (body.Select(each => each.Key).Except(properties).FirstOrDefault() is { } unknown)
        {
            throw CommandFailedException.Refused($"Bad Request: property '{unknown}' does not exist or cannot be set. (Request_BadRequest)");
        }
    }

    // api and spa are merged property by property, collections are replaced.
    private static void Merge(JsonObject owner, string name, JsonNode? value)
    {
        if (value is JsonObject members && owner[name] is JsonObject known)
        {
            foreach (var (inner, each) in members.ToArray())
            {
                Merge(known, inner, each);
            }
        }
        else
        {
            owner[name] = value?.DeepClone();
        }
    }

    private static void CheckApi(JsonNode? before, JsonObject api)
    {
        if (api["oauth2PermissionScopes"] is JsonArray scopes)
        {
            CheckEntitlements(before?["oauth2PermissionScopes"], scopes, "id", "value", "type", "isEnabled", "adminConsentDisplayName", "adminConsentDescription", "userConsentDisplayName", "userConsentDescription");
        }

        var there = (before?["oauth2PermissionScopes"]?.AsArray() ?? []).Select(scope => StateFile.Text(scope, "id")).ToArray();
        foreach (var each in (api["preAuthorizedApplications"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Only(each, "appId", "delegatedPermissionIds");
            if (StateFile.Array(each, "delegatedPermissionIds").FirstOrDefault(id => !there.Contains(id?.GetValue<string>())) is { } unknown)
            {
                throw CommandFailedException.Refused($"Bad Request: PreAuthorizedApplication refers to the permission '{unknown}', which does not exist. (Request_BadRequest)");
            }
        }
    }

    private static void CheckEntitlements(JsonNode? before, JsonArray after, params string[] properties)
    {
        foreach (var each in after)
        {
            Only(each?.AsObject() ?? [], properties);
            if (!Guid.TryParse(StateFile.Text(each, "id"), out _))
            {
                throw CommandFailedException.Refused("Bad Request: an entitlement has no id. (Request_BadRequest)");
            }
        }

        var ids = after.Select(each => StateFile.Text(each, "id")).ToArray();
        var values = after.Select(each => StateFile.Text(each, "value")).Where(value => value.Length > 0).ToArray();
        if (ids.Distinct().Count() != ids.Length || values.Distinct().Count() != values.Length)
        {
            throw CommandFailedException.Refused("Bad Request: duplicate id or value. (Request_BadRequest)");
        }

        if ((before?.AsArray() ?? []).Any(each => each?["isEnabled"]?.GetValue<bool>() == true && !ids.Contains(StateFile.Text(each, "id"))))
        {
            throw CommandFailedException.Refused("Bad Request: Permission (scope or role) cannot be deleted or updated unless disabled first. (CannotDeleteOrUpdateEnabledEntitlement)");
        }
    }

    private static void CheckAddresses(JsonArray addresses)
    {
        if (addresses.FirstOrDefault(each => !IsAddress(each?.GetValue<string>())) is { } wrong)
        {
            throw CommandFailedException.Refused($"Bad Request: '{wrong}' is not a redirect address. (Request_BadRequest)");
        }
    }

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
}
