using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Files;

/// <summary>What a file says about a server.</summary>
internal static class ServerContent
{
    private const string Secret = "@secret:";
    private const string Set = "(set)";
    private const string HiddenQuery = "?" + Set;
    private const string Url = "upstreamUrl";
    private const string Webhook = "approvalWebhook";
    private const int DefaultDays = 7;

    /// <summary>With the members that a file may leave out, and the address as the gateway writes it.</summary>
    public static JsonObject Complete(JsonObject content)
    {
        var complete = WithoutNulls(content);
        complete.TryAdd("headers", new JsonObject());
        complete.TryAdd("onChange", "notify");
        complete.TryAdd("trusted", false);
        complete.TryAdd("recordArguments", "none");
        if (Members.TextOf(complete, "recordArguments") == "sealed")
        {
            complete.TryAdd("recordArgumentsDays", DefaultDays);
        }

        if (Uri.TryCreate(Members.TextOf(complete, Url), UriKind.Absolute, out var url))
        {
            complete[Url] = url.Query == HiddenQuery ? url.GetLeftPart(UriPartial.Path) + HiddenQuery : url.AbsoluteUri;
        }

        if (complete[Webhook] is JsonObject { Count: 0 })
        {
            complete.Remove(Webhook);
        }
        else if (complete[Webhook] is JsonObject webhook)
        {
            webhook.TryAdd("format", "json");
        }

        return complete;
    }

    /// <summary>Values that would be credentials in a file. They could not be compared with the gateway's either, which shows none.</summary>
    public static IEnumerable<string> Problems(JsonObject content)
    {
        var headers = (content["headers"] as JsonObject ?? []).Select(header => (Name: $"headers/{header.Key}", header.Value));
        var webhook = (content[Webhook] as JsonObject ?? []).Where(member => member.Key is "url" or "secret" && member.Value is not null).Select(member => (Name: $"{Webhook}/{member.Key}", member.Value));
        var values = headers.Concat(webhook).Where(each => !IsReference(Column.TextOf(each.Value)))
            .Select(each => $"{each.Name} is a value. Accepted in a file: {Secret}NAME, or {Set} for a value that only the gateway has.");
        return Uri.TryCreate(Members.TextOf(content, Url), UriKind.Absolute, out var url) && (url.UserInfo.Length > 0 || (url.Query.Length > 1 && url.Query != HiddenQuery))
            ? values.Append($"{Url} has a query or a user name, which may be a credential. Accepted in a file: {HiddenQuery} for a query that only the gateway has.")
            : values;
    }

    private static bool IsReference(string value) => value == Set || value.StartsWith(Secret, StringComparison.Ordinal);

    // A member that is null is the same as one that is left out.
    private static JsonObject WithoutNulls(JsonObject content) => new(content.Where(member => member.Value is not null)
        .Select(member => KeyValuePair.Create(member.Key, member.Key == Webhook && member.Value is JsonObject webhook ? WithoutNulls(webhook) : member.Value?.DeepClone())));
}
